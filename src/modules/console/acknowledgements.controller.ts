import { Controller, Get, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { answerBytes, type AnswerReport, reportAnswers } from '../acks/answers-list.store';
import type { Gateway } from '../pipeline/gateway';
import { AcknowledgementIdDto, AcknowledgementsDto } from './acknowledgements.dto';
import { Answer, idPattern } from './asked';
import { attachment } from './attachment';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';
import { seesOf } from './who';

@ApiTags('acknowledgements')
@Controller('api/v1/acknowledgements')
export class AcknowledgementsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({
    summary: 'What EDI interchanges were answered (TA1, 997, 999, CONTRL), the newest first',
    operationId: 'listAcknowledgements',
  })
  @Answer(200, 'Acknowledgements', 'a page of answers, each with when it left')
  list(@Query() asked: AcknowledgementsDto, @Req() request: AskedRequest): Promise<{ data: AnswerReport[]; nextCursor: string | null }> {
    const { supplier, state, document } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('ack')));
    return paged(
      asked.limit,
      (limit) => reportAnswers(this.gateway.db.pool, seesOf(request), { supplier, state, document, before, limit }),
      (a) => a.id,
    );
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One answer, as it leaves', operationId: 'getAcknowledgement' })
  @Answer(200, 'Acknowledgement', 'the answer and when it left')
  async one(@Param() { id }: AcknowledgementIdDto, @Req() request: AskedRequest): Promise<AnswerReport & { content: string | null }> {
    const [found] = await reportAnswers(this.gateway.db.pool, seesOf(request), { id, limit: 1 });
    if (!found) throw notFound(`acknowledgement ${id}`);
    const written = await answerBytes(this.gateway.db.pool, seesOf(request), id);
    return { ...found, content: written?.bytes.toString() ?? null };
  }

  @Get(':id/raw')
  @Needs('read')
  @ApiOperation({ summary: 'The answer as it leaves, byte for byte', operationId: 'getRawAcknowledgement' })
  @ApiResponse({ status: 200, description: 'the file', content: { 'application/octet-stream': {} } })
  async raw(@Param() { id }: AcknowledgementIdDto, @Req() request: AskedRequest): Promise<StreamableFile> {
    const found = await answerBytes(this.gateway.db.pool, seesOf(request), id);
    if (!found) throw notFound(`acknowledgement ${id}`);
    const { bytes, name } = found;
    return new StreamableFile(bytes, { type: 'application/octet-stream', disposition: attachment(name), length: bytes.length });
  }
}
