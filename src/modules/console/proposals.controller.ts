import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { RefusedError } from '../../platform/errors';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { type ProposalReport, reportProposals } from '../replenishment/proposals';
import { decideOnProposal, type LineDone, type ProposalDeed } from '../replenishment/proposals-act';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { neededVersion } from './if-match';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound, Problem } from './problems';
import { ProposalDecisionDto, ProposalIdDto, ProposalsDto } from './proposals.dto';
import { authorOf, seesOf } from './who';

@ApiTags('reorders')
@Controller('api/v1/proposals')
export class ProposalsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary: 'What suppliers propose beside the drafts, and what they answer beside what was ordered; the newest first',
    operationId: 'listProposals',
  })
  @Answer(200, 'Proposals', 'a page of proposals')
  list(
    @Query() { supplier, ...asked }: ProposalsDto,
    @Req() request: AskedRequest,
  ): Promise<{ data: ProposalReport[]; nextCursor: string | null }> {
    // prettier-ignore
    const before = cursorOf(asked.cursor, isId(idPattern('doc')));
    return paged(
      asked.limit,
      (limit) => reportProposals(this.gateway.db.pool, seesOf(request), { supplier, before, limit }),
      (p) => p.id,
    );
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One proposal; its version is the ETag', operationId: 'getProposal' })
  @Answer(200, 'Proposal', 'the proposal')
  async one(
    @Param() { id }: ProposalIdDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProposalReport> {
    const [found] = await reportProposals(this.gateway.db.pool, seesOf(request), { ids: [id] });
    if (!found) throw notFound(`proposal ${id}`);
    void reply.header('etag', `"${found.version}"`);
    return found;
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Needs('approve')
  @ApiOperation({
    summary: 'Order what is proposed: the quantity of each draft becomes that of its line; each line with its own outcome',
    operationId: 'approveProposal',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'the version that was seen; 412 where it is another one by now' })
  @ApiBody({ type: ProposalDecisionDto })
  @Answer(200, 'ProposalDecided', 'what became of each line')
  @Answer(409, 'Problem', 'it cannot be decided as it is')
  @Answer(412, 'Problem', 'it moved since')
  async approve(@Param() { id }: ProposalIdDto, @Req() request: AskedRequest): Promise<{ lines: LineDone[] }> {
    const version = neededVersion(request, { form: /^\s*"?([0-9a-f]{12})"?\s*$/, example: '0a1b2c3d4e5f' });
    return this.decide(id, 'approve', version, request);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'Do not take it, or these of its lines; the drafts stay as they are', operationId: 'declineProposal' })
  @ApiBody({ type: ProposalDecisionDto })
  @Answer(200, 'ProposalDecided', 'what became of each line')
  @Answer(409, 'Problem', 'it cannot be decided as it is')
  decline(@Param() { id }: ProposalIdDto, @Req() request: AskedRequest): Promise<{ lines: LineDone[] }> {
    return this.decide(id, 'decline', undefined, request);
  }

  private async decide(
    id: string,
    what: ProposalDeed['do'],
    version: string | undefined,
    request: AskedRequest,
  ): Promise<{ lines: LineDone[] }> {
    // prettier-ignore
    const { lines, by, reason = '' } = await jsonBody(request, ProposalDecisionDto);
    const now = wallClock.now();
    const deed = { do: what, version, lines, by: authorOf(request, by), reason };
    const done = await decideOnProposal(this.gateway.deciding, seesOf(request), id, deed, now).catch((error: unknown) => {
      if (error instanceof RefusedError && error.code === 'proposal.changed')
        throw new Problem(412, 'changed', error.message, { errors: [{ code: error.code, detail: error.message }] });
      throw error;
    });
    if (!done) throw notFound(`proposal ${id}`);
    await evaluateNow(this.gateway, 'touched', now);
    return { lines: done };
  }
}
