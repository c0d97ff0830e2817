import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { idPattern, Text, Words } from './asked';
import { PageDto } from './page.dto';

export const STATES = ['open', 'acknowledged', 'waiting', 'snoozed', 'resolved', 'all'];

export class ExceptionsDto extends PageDto {
  @Words(STATES, 'in one of these states; all that are not resolved if absent') status?: string[];
  @Text('of this supplier (code)') supplier?: string;
  @Text('of this type, as COUNT_DIVERGENCE') type?: string;
  @Text('at this location (code)') location?: string;
  @Text('of this item') sku?: string;
  @Text('whose they are') owner?: string;

  @ApiPropertyOptional({ enum: ['only'], description: 'those of suppliers in shadow, which are left out otherwise' })
  @IsOptional()
  @IsIn(['only'])
  shadow?: string;
}

export class ExceptionIdDto {
  @ApiProperty({ type: String, description: 'exc_…' })
  @Matches(idPattern('exc'), { message: 'id must be exc_ and a UUID' })
  id: string;
}
