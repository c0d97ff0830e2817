import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { reportSent, type SentReport } from '../acks/sent-list.store';
import type { Gateway } from '../pipeline/gateway';
import { SentEdiDto } from './acknowledgements.dto';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { seesOf } from './who';

@ApiTags('acknowledgements')
@Controller('api/v1/sent-edi')
export class SentEdiController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'The EDI that we sent, and what its receivers said of it, the newest first', operationId: 'listSentEdi' })
  @Answer(200, 'SentEdi', 'a page of messages, each with the answer that holds')
  list(@Query() asked: SentEdiDto, @Req() request: AskedRequest): Promise<{ data: SentReport[]; nextCursor: string | null }> {
    const before = cursorOf(asked.cursor, isId(idPattern('edi')));
    return paged(
      asked.limit,
      (limit) => reportSent(this.gateway.db.pool, seesOf(request), { supplier: asked.supplier, before, limit }),
      (s) => s.id,
    );
  }
}
