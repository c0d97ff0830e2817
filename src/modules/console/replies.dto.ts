import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { REPLY_STATES } from '../acks/reply/reply.store';
import { idPattern, OfDocument, Text, Words } from './asked';
import { PageDto } from './page.dto';

export class RepliesDto extends PageDto {
  @Text('to this supplier (code)') supplier?: string;
  @OfDocument() document?: string;
  @Words(REPLY_STATES, 'in these states') state?: string[];
}

export class ReplyIdDto {
  @ApiProperty({ type: String, description: 'rpl_…' })
  @Matches(idPattern('rpl'), { message: 'id must be rpl_ and a UUID' })
  id: string;
}

export class SendReplyDto {
  @Text('who sends it; the name of the key if absent') by?: string;
}
