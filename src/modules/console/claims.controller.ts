import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ClaimAction } from '../../domain/claims/claim';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { actOnClaim, makeClaim } from '../claims/claims';
import { type ClaimReport, reportClaims } from '../claims/claims.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer, idPattern } from './asked';
import { ClaimActionDto, ClaimIdDto, ClaimsDto, NewClaimDto } from './claims.dto';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound, Problem } from './problems';
import { authorOf, seesOf } from './who';

@ApiTags('claims')
@Controller('api/v1/claims')
export class ClaimsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'What is claimed of suppliers, the newest first', operationId: 'listClaims' })
  @Answer(200, 'Claims', 'a page of claims')
  list(@Query() asked: ClaimsDto, @Req() request: AskedRequest): Promise<{ data: ClaimReport[]; nextCursor: string | null }> {
    const { supplier, state: states } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('clm')));
    return paged(
      asked.limit,
      (limit) => reportClaims(this.gateway.db.pool, seesOf(request), { supplier, states, before, limit }),
      (c) => c.id,
    );
  }

  @Post()
  @Needs('work')
  @ApiOperation({ summary: 'Claim what was short, over, damaged or wrong, with the evidence as it stands', operationId: 'makeClaim' })
  @ApiBody({ type: NewClaimDto })
  @Answer(201, 'Claim', 'the claim')
  @Answer(409, 'Problem', 'nothing of it can be claimed, or it is claimed already')
  async make(@Req() request: AskedRequest): Promise<ClaimReport> {
    const { exception, lines, by, reason = '' } = await jsonBody(request, NewClaimDto);
    const asked = { by: authorOf(request, by), reason, lines };
    const made = await makeClaim(this.gateway, seesOf(request), exception, asked, wallClock.now());
    if (!made) throw notFound(`exception ${exception}`);
    return made;
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One claim with its evidence', operationId: 'getClaim' })
  @Answer(200, 'Claim', 'the claim')
  async one(@Param() { id }: ClaimIdDto, @Req() request: AskedRequest): Promise<ClaimReport> {
    const [found] = await reportClaims(this.gateway.db.pool, seesOf(request), { ids: [id] });
    if (!found) throw notFound(`claim ${id}`);
    return found;
  }

  @Post(':id/actions')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'Send, settle or withdraw it. The same again is answered as it was, and sends nothing twice', operationId: 'actOnClaim' }) // prettier-ignore
  @ApiBody({ type: ClaimActionDto })
  @Answer(200, 'Claim', 'the claim as it is then')
  @Answer(409, 'Problem', 'it cannot be done to it as it is')
  async act(@Param() { id }: ClaimIdDto, @Req() request: AskedRequest): Promise<ClaimReport> {
    const { do: what, outcome, by, reason = '' } = await jsonBody(request, ClaimActionDto);
    if (what === 'settle' && outcome === undefined) throw new Problem(400, 'wrong-request', 'settle needs outcome');
    const action: ClaimAction = what === 'settle' ? { do: what, outcome: outcome! } : { do: what };
    const found = await actOnClaim(this.gateway, seesOf(request), id, action, { by: authorOf(request, by), reason }, wallClock.now());
    if (!found) throw notFound(`claim ${id}`);
    return found;
  }
}
