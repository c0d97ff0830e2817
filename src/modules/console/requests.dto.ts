import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { REQUEST_KINDS, REQUEST_STATES, type RequestKind } from '../claims/requests.store';
import { idPattern, Reason, Text, Words } from './asked';
import { PageDto } from './page.dto';

export class RequestsDto extends PageDto {
  @Words(REQUEST_STATES, 'in these states; open if absent') state?: string[];
}
export class RequestIdDto {
  @ApiProperty({ type: String, description: 'req_…' })
  @Matches(idPattern('req'), { message: 'id must be req_ and a UUID' })
  id: string;
}
export class NewRequestDto {
  @ApiProperty({ type: String, description: 'exc_…: why, of which item, at which place' })
  @Matches(idPattern('exc'), { message: 'exception must be exc_ and a UUID' })
  exception: string;

  @ApiProperty({ enum: REQUEST_KINDS, description: 'what is asked for' })
  @IsIn(REQUEST_KINDS)
  kind: RequestKind;

  @ApiPropertyOptional({ type: String, description: 'of an adjustment: by how much, signed, in the base unit', example: '-40' })
  @IsOptional()
  @Matches(/^-?\d{1,15}(\.\d{1,9})?$/, { message: 'quantity must be a decimal' })
  quantity?: string;

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional') reason?: string;
}
export class WithdrawalDto {
  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('needed') reason: string;
}
