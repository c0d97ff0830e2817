import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { ACTIONS, RESOLUTIONS } from '../../domain/exceptions/actions';
import { MOST_AT_ONCE } from '../exceptions/act';
import { idPattern, Reason, Text } from './asked';

export class ActionDto {
  @ApiProperty({ enum: ACTIONS, description: 'what is done' })
  @IsIn(ACTIONS)
  do: (typeof ACTIONS)[number];

  @Text('of snooze: worse (if absent), report, eta, a date or an instant; of an accepted difference: when it is looked at again')
  until?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 25, description: 'of snooze until worse: by how much' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  percent?: number;

  @Text('of snooze until eta: whose arrival, where it is not the next one') shipment?: string;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 200, description: 'of assign: to whom; null: to nobody' })
  @ValidateIf((o: ActionDto) => o.to !== undefined && o.to !== null)
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/, { message: 'to must not be empty' })
  to?: string | null;

  @ApiPropertyOptional({ enum: RESOLUTIONS, description: 'of resolve: how it ended' })
  @IsOptional()
  @IsIn(RESOLUTIONS)
  code?: string;

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional') reason?: string;
}

export class ActionsDto extends ActionDto {
  @ApiProperty({ type: [String], minItems: 1, maxItems: MOST_AT_ONCE, description: 'exc_…' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_AT_ONCE)
  @ArrayUnique()
  @Matches(idPattern('exc'), { each: true, message: 'ids must each be exc_ and a UUID' })
  ids: string[];
  @ApiPropertyOptional({
    type: [Number],
    description: 'the versions that were seen, in the order of the ids: one that is another by now is refused, and the rest is done',
  })
  @IsOptional()
  @IsArray()
  @IsInt({ each: true })
  @Min(0, { each: true })
  versions?: number[];
}
