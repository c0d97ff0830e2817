import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { REORDER_ACTIONS } from '../../domain/replenishment/actions';
import { MOST_AT_ONCE } from '../replenishment/act';
import { REORDER_STATES } from '../replenishment/reorders-list.store';
import { idPattern, Reason, Text, Words } from './asked';
import { PageDto } from './page.dto';

export class ReordersDto extends PageDto {
  @Words(REORDER_STATES, 'in these states; open if absent') state?: string[];
  @Text('from this supplier (code)') supplier?: string;
  @Text('for this location (code)') location?: string;
  @Text('of this item') sku?: string;
}

export class ReorderIdDto {
  @ApiProperty({ type: String, description: 'reo_…' })
  @Matches(idPattern('reo'), { message: 'id must be reo_ and a UUID' })
  id: string;
}

export class ReorderActionDto {
  @ApiProperty({ enum: REORDER_ACTIONS, description: 'what is done' })
  @IsIn(REORDER_ACTIONS)
  do: (typeof REORDER_ACTIONS)[number];

  @ApiPropertyOptional({ type: String, description: 'of change: a decimal in the base unit', example: '720' })
  @IsOptional()
  @Matches(/^\d{1,15}(\.\d{1,9})?$/, { message: 'quantity must be a decimal' })
  quantity?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'of defer: when it comes back' })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(/T.*(Z|[+-]\d\d:\d\d)$/, { message: 'until must be an instant with its offset' })
  until?: string;

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional', 'why; of everything but reopen it is needed') reason?: string;
}

export class ApprovedLineDto extends ReorderIdDto {
  @ApiProperty({ type: String, maxLength: 40, description: 'that was seen: approved are these numbers and no others' })
  @IsString()
  @Matches(/^[0-9a-f]{12}(-[0-9a-f]{6})?$/, { message: 'version must be one of a reorder' })
  version: string;
}
export class ApprovalDto {
  @ApiProperty({ type: [ApprovedLineDto], minItems: 1, maxItems: MOST_AT_ONCE })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @ValidateNested({ each: true })
  @Type(() => ApprovedLineDto)
  reorders: ApprovedLineDto[];

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional') reason?: string;
}

export class OrderAnswerDto {
  @ApiPropertyOptional({ type: String, maxLength: 60, description: 'the number of your order' })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  @Matches(/^[^\u0000-\u001f]+$/, { message: 'po must not be empty' })
  po?: string;

  @Text('why there is none; what is due is drafted anew') refused?: string;
  @Text('who does it; the name of the key if absent') by?: string;
}
