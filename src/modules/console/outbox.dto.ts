import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { OUTBOX_STATES } from '../outbox/outbox-list.store';
import { Text, Words } from './asked';
import { PageDto } from './page.dto';

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export class OutboxDto extends PageDto {
  @Words(OUTBOX_STATES, 'in these states') state?: string[];
  @Text('of this kind: mail, webhook, file, folder, slack, teams') kind?: string;
  @Text('about this exception, document or delivery (exc_…, doc_…, rcp_…)') about?: string;
}

export class OutboxIdDto {
  @ApiProperty({ type: String, description: 'as the list says it' })
  @Matches(UUID, { message: 'id must be a UUID' })
  id: string;
}
