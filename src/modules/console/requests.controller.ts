import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { requestOf, withdraw } from '../claims/requests';
import { type RequestReport, reportRequests } from '../claims/requests.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';
import { NewRequestDto, RequestIdDto, RequestsDto, WithdrawalDto } from './requests.dto';
import { authorOf, seesOf } from './who';

@ApiTags('claims')
@Controller('api/v1/requests')
export class RequestsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'Counts and adjustments that your own systems are asked for; the newest first', operationId: 'listRequests' })
  @Answer(200, 'FeedRequests', 'a page of requests')
  list(@Query() asked: RequestsDto, @Req() request: AskedRequest): Promise<{ data: RequestReport[]; nextCursor: string | null }> {
    const before = cursorOf(asked.cursor, isId(idPattern('req')));
    return paged(
      asked.limit,
      (limit) => reportRequests(this.gateway.db.pool, seesOf(request), { states: asked.state ?? ['open'], before, limit }),
      (r) => r.id,
    );
  }

  @Post()
  @Needs('work')
  @ApiOperation({ summary: 'Ask for a count, or propose an adjustment, because of an exception; the event leaves once', operationId: 'makeRequest' }) // prettier-ignore
  @ApiBody({ type: NewRequestDto })
  @Answer(201, 'FeedRequest', 'the request')
  @Answer(409, 'Problem', 'one is open already, or it cannot be asked for')
  async make(@Req() request: AskedRequest): Promise<RequestReport> {
    const { exception, kind, quantity, by, reason = '' } = await jsonBody(request, NewRequestDto);
    const { db, deciding } = this.gateway;
    const asked = { kind, quantity, by: authorOf(request, by), reason };
    const made = await requestOf({ db, tells: deciding.ways.tells }, seesOf(request), exception, asked, wallClock.now());
    if (!made) throw notFound(`exception ${exception}`);
    return made;
  }

  @Post(':id/withdrawal')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'It is asked for no longer', operationId: 'withdrawRequest' })
  @ApiBody({ type: WithdrawalDto })
  @Answer(200, 'FeedRequest', 'the request as it is then')
  @Answer(409, 'Problem', 'it is answered')
  async withdraw(@Param() { id }: RequestIdDto, @Req() request: AskedRequest): Promise<RequestReport> {
    const { by, reason } = await jsonBody(request, WithdrawalDto);
    const found = await withdraw(this.gateway, seesOf(request), id, { by: authorOf(request, by), reason }, wallClock.now());
    if (!found) throw notFound(`request ${id}`);
    return found;
  }
}
