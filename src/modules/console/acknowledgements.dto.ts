import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { ANSWER_STATES } from '../acks/answers.store';
import { idPattern, OfDocument, Text, Words } from './asked';
import { PageDto } from './page.dto';

export class AcknowledgementsDto extends PageDto {
  @Text('to this supplier (code)') supplier?: string;
  @OfDocument() document?: string;
  @Words(ANSWER_STATES, 'in these states') state?: string[];
}

export class SentEdiDto extends PageDto {
  @Text('to this supplier (code)') supplier?: string;
}

export class AcknowledgementIdDto {
  @ApiProperty({ type: String, description: 'ack_…' })
  @Matches(idPattern('ack'), { message: 'id must be ack_ and a UUID' })
  id: string;
}
