import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { inTransaction } from '../../database/transaction';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { noteUpkeep } from '../access/audit/upkeep.store';
import { listOutbox, type OutboxReport, type OutboxState, resend } from '../outbox/outbox-list.store';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { OutboxDto, OutboxIdDto, UUID } from './outbox.dto';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';
import { needsEverything, principalOf } from './who';

/** What left, with each try; for those who administer, since one message may be about any supplier. */
@ApiTags('outbox')
@Controller('api/v1/outbox')
export class OutboxController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('manage')
  @ApiOperation({
    summary: 'What left, what waits to, and what was given up, the newest first; each with its tries',
    operationId: 'listOutbox',
  })
  @Answer(200, 'Outbox', 'a page of messages, without what is in them')
  list(@Query() asked: OutboxDto, @Req() request: AskedRequest): Promise<{ data: OutboxReport[]; nextCursor: string | null }> {
    needsEverything(request);
    const before = cursorOf(asked.cursor, isId(UUID));
    const { kind, about } = asked;
    return paged(
      asked.limit,
      (limit) => listOutbox(this.gateway.db.pool, (asked.state ?? []) as OutboxState[], limit, { kind, about, before }),
      (o) => o.id,
    );
  }

  @Post(':id/resend')
  @HttpCode(200)
  @Needs('manage')
  @ApiOperation({
    summary: 'Sent once more, under its old id; an endpoint that was closed is open again by that',
    operationId: 'resendMessage',
  })
  @Answer(200, 'OutboxMessage', 'the message; it waits to be sent')
  async again(@Param() { id }: OutboxIdDto, @Req() request: AskedRequest): Promise<OutboxReport> {
    needsEverything(request);
    const now = wallClock.now();
    const author = principalOf(request).name;
    const found = await inTransaction(this.gateway.db.pool, async (client) => {
      if (!(await resend(client, id, now))) return undefined;
      await noteUpkeep(client, { at: now, author, what: 'outbox resend', said: { ids: [id], messages: 1 } });
      return (await listOutbox(client, [], 1, { id }))[0];
    });
    if (!found) throw notFound(`message ${id}`);
    return found;
  }
}
