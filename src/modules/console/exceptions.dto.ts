import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, Matches } from 'class-validator';
import { idPattern, Text, Words } from './asked';
import { INSTANT } from './documents.dto';
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

  @ApiPropertyOptional({ enum: ['newest', 'impact'], default: 'newest', description: 'impact: the worst first, then what is worth most' })
  @IsOptional()
  @IsIn(['newest', 'impact'])
  by?: 'newest' | 'impact';

  @ApiPropertyOptional({ type: String, description: 'consequences of this one (exc_…); none: those that are consequences of nothing' })
  @IsOptional()
  @Matches(/^(none|exc_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/, { message: 'under must be none, or exc_ and a UUID' })
  under?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'that closed by themselves at or after this instant' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(INSTANT, { message: 'cleared_since must be an instant with its offset, such as 2026-11-17T07:30:00+01:00' })
  cleared_since?: string;
}

export class SummaryDto {
  @ApiProperty({ type: String, format: 'date-time', description: 'what happened at or after this instant is counted as news' })
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(INSTANT, { message: 'since must be an instant with its offset, such as 2026-11-17T07:30:00+01:00' })
  since: string;
}

export class ExceptionIdDto {
  @ApiProperty({ type: String, description: 'exc_…' })
  @Matches(idPattern('exc'), { message: 'id must be exc_ and a UUID' })
  id: string;
}
