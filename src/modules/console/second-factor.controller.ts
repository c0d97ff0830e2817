import { Controller, Delete, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { beginFactor, hasFactor, removeFactor, useCode } from '../access/people/second-factor.store';
import { isPasswordOf } from '../access/people/sign-in';
import { tried } from '../access/people/tried';
import { base32, newSecret, otpauth } from '../access/people/totp';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { Problem } from './problems';
import { CodeDto, FactorDto } from './sign-in.dto';
import { personOf } from './who';

/** The second factor of who signs in by a password: six digits of an authenticator. */
@ApiTags('sign-in')
@Controller('api/v1/second-factor')
export class SecondFactorController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('anybody')
  @ApiOperation({ summary: 'Whether one has a second factor', operationId: 'getSecondFactor' })
  @Answer(200, 'Factor', 'in force or not')
  async one(@Req() request: AskedRequest): Promise<{ in_force: boolean }> {
    return { in_force: await hasFactor(this.gateway.db.pool, personOf(request).id) };
  }

  @Post()
  @HttpCode(200)
  @Needs('anybody')
  @ApiOperation({ summary: 'A secret for an authenticator, shown once; a first code puts it in force', operationId: 'beginSecondFactor' })
  @ApiBody({ type: FactorDto })
  @Answer(200, 'FactorBegun', 'the secret, also as an address to be scanned')
  @Answer(409, 'Problem', 'one is in force already')
  async begin(@Req() request: AskedRequest): Promise<{ secret: string; uri: string }> {
    const me = personOf(request);
    const { password } = await jsonBody(request, FactorDto);
    await this.guarded(request, me.name, () => isPasswordOf(this.gateway.db.pool, me.name, password));
    const secret = newSecret();
    if (!(await beginFactor(this.gateway.db.pool, this.gateway.vault, me, secret, wallClock.now())))
      throw new Problem(409, 'refused', 'one is in force; take it off first');
    return { secret: base32(secret), uri: otpauth(secret, me.name) };
  }

  @Post('code')
  @HttpCode(204)
  @Needs('anybody')
  @ApiOperation({ summary: 'A first code: from now on one is asked for at each sign-in', operationId: 'confirmSecondFactor' })
  @ApiBody({ type: CodeDto })
  async confirm(@Req() request: AskedRequest): Promise<void> {
    await this.use(request);
  }

  @Delete()
  @HttpCode(204)
  @Needs('anybody')
  @ApiOperation({ summary: "Take one's second factor off, by a code of it", operationId: 'removeSecondFactor' })
  @ApiBody({ type: CodeDto })
  async remove(@Req() request: AskedRequest): Promise<void> {
    const me = personOf(request);
    if (!(await hasFactor(this.gateway.db.pool, me.id))) throw new Problem(409, 'refused', 'none is in force');
    await this.use(request);
    await removeFactor(this.gateway.db.pool, me.id, me.name);
  }

  private async use(request: AskedRequest): Promise<void> {
    const me = personOf(request);
    const { code } = await jsonBody(request, CodeDto);
    await this.guarded(request, me.name, () => useCode(this.gateway.db.pool, this.gateway.vault, me.id, code, wallClock.now()));
  }

  /** Tries count as those of signing in do: six digits are soon tried out. */
  private guarded(request: AskedRequest, name: string, isRight: () => Promise<boolean>): Promise<void> {
    const by = { name, address: request.ip };
    return tried(this.gateway.db.pool, by, wallClock.now(), 'that is not right, or was used before', isRight);
  }
}
