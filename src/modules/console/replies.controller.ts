import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { replySettings } from '../acks/reply/replies';
import { type ReplyReport, reportReplies, type ReplyWhole, wholeReply } from '../acks/reply/replies-list.store';
import { sendReply } from '../acks/reply/send-reply';
import type { Gateway } from '../pipeline/gateway';
import { Answer, idPattern } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';
import { RepliesDto, ReplyIdDto, SendReplyDto } from './replies.dto';
import { authorOf, seesOf } from './who';

@ApiTags('replies')
@Controller('api/v1/replies')
export class RepliesController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'What suppliers were written about their files, and what waits to be sent, the newest first', operationId: 'listReplies' }) // prettier-ignore
  @Answer(200, 'Replies', 'a page of replies, each with what became of it')
  list(@Query() asked: RepliesDto, @Req() request: AskedRequest): Promise<{ data: ReplyReport[]; nextCursor: string | null }> {
    const { supplier, state, document } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('rpl')));
    return paged(
      asked.limit,
      (limit) => reportReplies(this.gateway.db.pool, seesOf(request), { supplier, state, document, before, limit }),
      (r) => r.id,
    );
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One reply as it leaves', operationId: 'getReply' })
  @Answer(200, 'Reply', 'the reply with its text')
  one(@Param() { id }: ReplyIdDto, @Req() request: AskedRequest): Promise<ReplyWhole> {
    return this.seen(id, request);
  }

  @Post(':id/send')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({ summary: 'Sends a reply that waits for a person; pressed twice, it leaves once', operationId: 'sendReply' })
  @ApiBody({ type: SendReplyDto })
  @Answer(200, 'Reply', 'the reply, which leaves now')
  async send(@Param() { id }: ReplyIdDto, @Req() request: AskedRequest): Promise<ReplyWhole> {
    const { by } = await jsonBody(request, SendReplyDto);
    await this.seen(id, request);
    const { db, config, mailFrom } = this.gateway;
    await sendReply({ pool: db.pool, settings: replySettings(config.settings), mailFrom }, id, authorOf(request, by), wallClock.now());
    return this.seen(id, request);
  }

  private async seen(id: string, request: AskedRequest): Promise<ReplyWhole> {
    const found = await wholeReply(this.gateway.db.pool, seesOf(request), id);
    if (!found) throw notFound(`reply ${id}`);
    return found;
  }
}
