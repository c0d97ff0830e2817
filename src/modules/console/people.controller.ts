import { Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { insertKey, type KeyReport, listKeys, newKey, revokeKey } from '../access/keys.store';
import { changePerson } from '../access/people/manage';
import { listPeople, personNamed, type PersonReport } from '../access/people/people.store';
import { removeFactor } from '../access/people/second-factor.store';
import { invite, inviteAgain } from '../access/people/sign-in';
import { endSessionsOf } from '../access/people/sessions.store';
import { type Right, RIGHTS_OF, rightsOf } from '../access/rights';
import type { Gateway } from '../pipeline/gateway';
import { unknownCode } from '../suppliers/scope-codes';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { KeyNameDto, NewKeyDto, NewPersonDto, PersonChangeDto, PersonNameDto } from './people.dto';
import { notFound, Problem } from './problems';
import { needsEverything, principalOf } from './who';

/** Who may come in, and with what keys programs do. */
@ApiTags('people')
@Controller('api/v1')
export class PeopleController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('people')
  @Needs('manage')
  @ApiOperation({ summary: 'The people, what each may do and whose data they see', operationId: 'listPeople' })
  @Answer(200, 'People', 'all of them, by name')
  async people(@Req() request: AskedRequest): Promise<{ data: PersonReport[] }> {
    needsEverything(request);
    return { data: await listPeople(this.gateway.db.pool) };
  }

  @Post('people')
  @Needs('manage')
  @ApiOperation({ summary: 'Somebody who is to come in; the invitation is shown once, good once and for a day', operationId: 'invite' })
  @ApiBody({ type: NewPersonDto })
  @Answer(201, 'Invited', 'the invitation')
  async invite(@Req() request: AskedRequest): Promise<{ name: string; invitation: string }> {
    needsEverything(request);
    const { name, email = null, role, suppliers = null, locations = null } = await jsonBody(request, NewPersonDto);
    if (role === 'supplier' && suppliers === null) throw wrong('suppliers', "a supplier's reader sees some suppliers; say which");
    mayGive(request, RIGHTS_OF[role]);
    await this.checkCodes({ suppliers, locations });
    const person = { name, email, role, suppliers, locations };
    return { name, invitation: await invite(this.gateway.db.pool, person, principalOf(request).name, wallClock.now()) };
  }

  @Patch('people/:name')
  @Needs('manage')
  @ApiOperation({ summary: 'What somebody may do, and whose data they see; from their next request on', operationId: 'changePerson' })
  @ApiBody({ type: PersonChangeDto })
  @Answer(200, 'Person', 'as it is then')
  @Answer(409, 'Problem', 'nobody would be left who can let others in')
  async change(@Param() { name }: PersonNameDto, @Req() request: AskedRequest): Promise<PersonReport> {
    needsEverything(request);
    const to = await jsonBody(request, PersonChangeDto);
    if (to.role !== undefined) mayGive(request, RIGHTS_OF[to.role]);
    await this.checkCodes(to);
    const { pool } = this.gateway.db;
    if (!(await changePerson(pool, name, to, principalOf(request).name, wallClock.now()))) throw notFound(`person ${name}`);
    return (await listPeople(pool)).find((p) => p.name.toLowerCase() === name.toLowerCase())!;
  }

  @Post('people/:name/invitation')
  @Needs('manage')
  @ApiOperation({ summary: 'Another invitation, for who forgot their password; older ones are over', operationId: 'inviteAgain' })
  @Answer(201, 'Invited', 'the invitation')
  async again(@Param() { name }: PersonNameDto, @Req() request: AskedRequest): Promise<{ name: string; invitation: string }> {
    needsEverything(request);
    const person = await this.known(name);
    mayGive(request, RIGHTS_OF[person.role]);
    return {
      name: person.name,
      invitation: await inviteAgain(this.gateway.db.pool, person.id, principalOf(request).name, wallClock.now()),
    };
  }

  @Delete('people/:name/sessions')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({ summary: 'Sign somebody out everywhere', operationId: 'signOutPerson' })
  @Answer(200, 'SignedOut', 'of how many sessions')
  async signOut(@Param() { name }: PersonNameDto, @Req() request: AskedRequest): Promise<{ ended: number }> {
    needsEverything(request);
    const person = await this.known(name);
    return { ended: await endSessionsOf(this.gateway.db.pool, person.id, principalOf(request).name, wallClock.now()) };
  }

  @Delete('people/:name/second-factor')
  @HttpCode(204)
  @Needs('manage')
  @ApiOperation({ summary: 'Take the second factor off of who lost it; look at who asks for it', operationId: 'removeFactorOf' })
  @Answer(409, 'Problem', 'none is in force')
  async removeFactor(@Param() { name }: PersonNameDto, @Req() request: AskedRequest): Promise<void> {
    needsEverything(request);
    const person = await this.known(name);
    mayGive(request, RIGHTS_OF[person.role]);
    if (!(await removeFactor(this.gateway.db.pool, person.id, principalOf(request).name)))
      throw new Problem(409, 'refused', `${person.name} has no second factor in force`);
  }

  @Get('keys')
  @Needs('manage')
  @ApiOperation({ summary: 'The keys of programs, without the keys themselves', operationId: 'listKeys' })
  @Answer(200, 'Keys', 'all of them, the oldest first')
  async keys(@Req() request: AskedRequest): Promise<{ data: KeyReport[] }> {
    needsEverything(request);
    return { data: await listKeys(this.gateway.db.pool) };
  }

  @Post('keys')
  @Needs('manage')
  @ApiOperation({ summary: 'A key for a program, shown once; only its hash is kept', operationId: 'createKey' })
  @ApiBody({ type: NewKeyDto })
  @Answer(201, 'KeyMade', 'the key')
  @Answer(409, 'Problem', 'there is a key of that name')
  async createKey(@Req() request: AskedRequest): Promise<{ name: string; key: string }> {
    needsEverything(request);
    const { name, scopes, suppliers = null, locations = null, expires } = await jsonBody(request, NewKeyDto);
    mayGive(request, rightsOf(scopes));
    await this.checkCodes({ suppliers, locations });
    const now = wallClock.now();
    if (expires !== undefined && Date.parse(expires) <= Date.parse(now)) throw wrong('expires', `expires: ${expires} is over`);
    const key = newKey();
    const named = { name, scopes, now, author: principalOf(request).name, sees: { suppliers, locations }, ...(expires ? { expires } : {}) };
    if ((await insertKey(this.gateway.db.pool, key, named)) === null)
      throw new Problem(409, 'refused', `there is a key ${name} already; revoke it first, or take another name`);
    return { name, key };
  }

  @Delete('keys/:name')
  @HttpCode(204)
  @Needs('manage')
  @ApiOperation({ summary: 'A key that is not taken any longer, from now on', operationId: 'revokeKey' })
  async revoke(@Param() { name }: KeyNameDto, @Req() request: AskedRequest): Promise<void> {
    needsEverything(request);
    if (!(await revokeKey(this.gateway.db.pool, name, wallClock.now(), principalOf(request).name))) throw notFound(`key ${name} in force`);
  }

  private async known(name: string): Promise<NonNullable<Awaited<ReturnType<typeof personNamed>>>> {
    const person = await personNamed(this.gateway.db.pool, name);
    if (!person) throw notFound(`person ${name}`);
    return person;
  }

  private async checkCodes(scope: Parameters<typeof unknownCode>[1]): Promise<void> {
    const unknown = await unknownCode(this.gateway.db.pool, scope);
    if (unknown) throw wrong(unknown.parameter, unknown.detail);
  }
}

const wrong = (parameter: string, detail: string): Problem =>
  new Problem(400, 'wrong-request', detail, { errors: [{ code: `parameter.${parameter}`, detail, parameter }] });

/** Nobody hands out what they do not have themselves. */
function mayGive(request: AskedRequest, rights: readonly Right[]): void {
  const { name, rights: own } = principalOf(request);
  const more = rights.filter((r) => !own.includes(r));
  if (more.length > 0) throw new Problem(403, 'right-missing', `${name} may not ${more.join(', ')}, and so cannot let others`);
}
