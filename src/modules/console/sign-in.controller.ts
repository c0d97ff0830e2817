import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Person } from '../access/people/people.store';
import { endSession, endSessionsOf, type From, liveSessions, type SessionReport } from '../access/people/sessions.store';
import { accept, changePassword, signIn } from '../access/people/sign-in';
import { RIGHTS_OF } from '../access/rights';
import { signInSettings } from '../access/settings';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { notFound, Problem } from './problems';
import { AcceptDto, PasswordDto, SignInDto } from './sign-in.dto';
import { giveCookie, SESSION, takeCookie } from './web-session';
import { personOf, principalOf } from './who';
import { SessionIdDto } from './people.dto';

type Me = Omit<Person, 'id' | 'email' | 'role'> & { readonly kind: 'person' | 'key'; readonly rights: readonly string[] };

export const fromOf = ({ ip, headers }: AskedRequest): From => ({ address: ip, agent: headers['user-agent']?.slice(0, 200) ?? null });

/** How people come in, and go. The token of a session is in a cookie that no script can read. */
@ApiTags('sign-in')
@Controller('api/v1')
export class SignInController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('session/ways')
  @Needs('nobody')
  @ApiOperation({ summary: 'How one can sign in here', operationId: 'listWays' })
  @Answer(200, 'Ways', 'by password, at a provider, or both')
  ways(): { password: boolean; provider: string | null } {
    const { password, provider } = signInSettings(this.gateway.config.settings);
    return { password, provider: provider?.called ?? null };
  }

  @Post('session')
  @HttpCode(200)
  @Needs('nobody')
  @ApiOperation({ summary: 'Sign in by name and password', operationId: 'signIn' })
  @ApiBody({ type: SignInDto })
  @Answer(200, 'Me', 'signed in; the session is in the cookie')
  @Answer(429, 'Problem', 'too many failed tries')
  async enter(@Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Me> {
    this.needsPasswords();
    const given = await jsonBody(request, SignInDto);
    const done = await signIn(this.gateway.db.pool, this.gateway.vault, given, fromOf(request), wallClock.now());
    if (done === null) {
      this.gateway.log.warn({ requestId: request.id, address: request.ip }, 'a sign-in failed');
      throw new Problem(401, 'sign-in-failed', 'name, password or code is not right');
    }
    if (done === 'code') throw new Problem(401, 'code-needed', 'the code of your second factor is needed, too');
    if ('wait' in done)
      throw new Problem(429, 'too-many-tries', `try again in ${Math.ceil(done.wait / 60)} min`, {
        headers: { 'retry-after': String(done.wait) },
      });
    return this.enteredAs(done, reply);
  }

  @Post('invitation')
  @HttpCode(200)
  @Needs('nobody')
  @ApiOperation({ summary: 'Come in by an invitation: choose the password, and be signed in', operationId: 'acceptInvitation' })
  @ApiBody({ type: AcceptDto })
  @Answer(200, 'Me', 'signed in; the invitation is used up')
  @Answer(409, 'Problem', 'the invitation was used, or its day is over')
  async accept(@Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Me> {
    this.needsPasswords();
    const given = await jsonBody(request, AcceptDto);
    return this.enteredAs(await accept(this.gateway.db.pool, this.gateway.vault, given, fromOf(request), wallClock.now()), reply);
  }

  @Get('session')
  @Needs('anybody')
  @ApiOperation({ summary: 'Who one is here, and what one may do', operationId: 'getMe' })
  @Answer(200, 'Me', 'oneself')
  me(@Req() request: AskedRequest): Me {
    const { kind, name, rights, sees } = principalOf(request);
    return { kind, name, rights, ...sees };
  }

  @Delete('session')
  @HttpCode(204)
  @Needs('anybody')
  @ApiOperation({ summary: 'Sign out here', operationId: 'signOut' })
  async leave(@Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const me = personOf(request);
    await endSession(this.gateway.db.pool, me.session, me.name, wallClock.now());
    leaves(reply);
  }

  @Get('sessions')
  @Needs('anybody')
  @ApiOperation({ summary: 'Where one is signed in', operationId: 'listMySessions' })
  @Answer(200, 'Sessions', 'the sessions that are good; one of them is this one')
  async sessions(@Req() request: AskedRequest): Promise<{ data: (SessionReport & { this: boolean })[] }> {
    const me = personOf(request);
    const { pool } = this.gateway.db;
    const live = await liveSessions(pool, me.id, signInSettings(this.gateway.config.settings), wallClock.now());
    return { data: live.map((s) => ({ ...s, this: s.id === me.session })) };
  }

  @Delete('sessions')
  @HttpCode(204)
  @Needs('anybody')
  @ApiOperation({ summary: 'Sign out everywhere', operationId: 'signOutEverywhere' })
  async leaveEverywhere(@Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const me = personOf(request);
    await endSessionsOf(this.gateway.db.pool, me.id, me.name, wallClock.now());
    leaves(reply);
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Needs('anybody')
  @ApiOperation({ summary: 'Sign out at one place', operationId: 'signOutThere' })
  async leaveThere(@Param() { id }: SessionIdDto, @Req() request: AskedRequest): Promise<void> {
    const me = personOf(request);
    const { pool } = this.gateway.db;
    const now = wallClock.now();
    const live = await liveSessions(pool, me.id, signInSettings(this.gateway.config.settings), now);
    if (!live.some((s) => s.id === id)) throw notFound(`session ${id}`);
    await endSession(pool, id, me.name, now);
  }

  @Post('password')
  @HttpCode(204)
  @Needs('anybody')
  @ApiOperation({ summary: "Change one's own password; one signs in anew, everywhere", operationId: 'changePassword' })
  @ApiBody({ type: PasswordDto })
  @Answer(409, 'Problem', 'the old one is another one')
  async password(@Req() request: AskedRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    this.needsPasswords();
    const me = personOf(request);
    await changePassword(this.gateway.db.pool, me, await jsonBody(request, PasswordDto), fromOf(request), wallClock.now());
    leaves(reply);
  }

  private enteredAs({ token, person }: { readonly token: string; readonly person: Person }, reply: FastifyReply): Me {
    giveCookie(reply, SESSION, token);
    const { name, role, suppliers, locations } = person;
    this.gateway.log.info({ person: name }, 'signed in');
    return { kind: 'person', name, rights: RIGHTS_OF[role], suppliers, locations };
  }

  private needsPasswords(): void {
    const { password, provider } = signInSettings(this.gateway.config.settings);
    if (!password) throw new Problem(409, 'refused', `here one signs in with ${provider!.called}`);
  }
}

/** What a browser keeps of it goes, too; one who sits down there next must not find it. */
function leaves(reply: FastifyReply): void {
  takeCookie(reply, SESSION);
  void reply.header('clear-site-data', '"cache", "storage"');
}
