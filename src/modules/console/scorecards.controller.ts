import { Controller, Get, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Case } from '../../domain/scorecard/card';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { MEASURES } from '../scorecards/measures';
import { csvOf, pageOf } from '../scorecards/paper';
import { casesOf, scorecard, type ScorecardReport } from '../scorecards/scorecard';
import { Answer } from './asked';
import { attachment } from './attachment';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { cursorOf, paged } from './page.dto';
import { notFound } from './problems';
import { ScorecardCasesDto, ScorecardCasesOfDto, ScorecardDto, ScorecardPaperDto, ScorecardSupplierDto } from './scorecards.dto';
import { seesOf } from './who';

const isOffset = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

@ApiTags('scorecards')
@Controller('api/v1/scorecards')
export class ScorecardsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get(':supplier')
  @Needs('read')
  @ApiOperation({ summary: 'How a supplier and we ourselves did', operationId: 'getScorecard' })
  @Answer(200, 'Scorecard', 'the figures of both sides')
  async card(
    @Param() { supplier }: ScorecardSupplierDto,
    @Query() asked: ScorecardDto,
    @Req() request: AskedRequest,
  ): Promise<ScorecardReport> {
    const found = await scorecard(this.gateway.db.pool, seesOf(request), { supplier, month: asked.month, now: wallClock.now() });
    if (!found) throw notFound(`supplier ${supplier}`);
    return found;
  }

  @Get(':supplier/paper')
  @Needs('read')
  @ApiOperation({ summary: 'The card as a file: CSV, or a page to be printed', operationId: 'getScorecardPaper' })
  @ApiResponse({ status: 200, description: 'the file', content: { 'application/octet-stream': {} } })
  async paper(@Param() of: ScorecardSupplierDto, @Query() asked: ScorecardPaperDto, @Req() request: AskedRequest): Promise<StreamableFile> {
    const card = await this.card(of, asked, request);
    const [bytes, type] = asked.as === 'csv' ? [csvOf(card), 'text/csv; charset=utf-8'] : [pageOf(card), 'text/html; charset=utf-8'];
    return new StreamableFile(Buffer.from(bytes), {
      type,
      disposition: attachment(`scorecard ${card.supplier} ${asked.month ?? card.to.slice(0, 10)}.${asked.as}`),
    });
  }

  @Get(':supplier/:measure')
  @Needs('read')
  @ApiOperation({ summary: 'The list behind a figure, oldest first', operationId: 'listScorecardCases' })
  @Answer(200, 'ScorecardCases', 'a page of cases')
  async cases(
    @Param() { supplier, measure }: ScorecardCasesOfDto,
    @Query() asked: ScorecardCasesDto,
    @Req() request: AskedRequest,
  ): Promise<{ data: Case[]; nextCursor: string | null }> {
    const start = cursorOf(asked.cursor, isOffset) ?? 0;
    const of = MEASURES.find((m) => m.key === measure)!;
    const all = await casesOf(this.gateway.db.pool, seesOf(request), of, { supplier, month: asked.month, now: wallClock.now() });
    if (!all) throw notFound(`supplier ${supplier}`);
    return paged(
      asked.limit,
      (limit) => Promise.resolve(all.slice(start, start + limit)),
      () => start + asked.limit,
    );
  }
}
