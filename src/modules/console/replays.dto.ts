import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsISO8601, IsOptional, Matches } from 'class-validator';
import { idPattern, Reason, Text } from './asked';
import { INSTANT } from './documents.dto';

export class ReplayDto {
  @ApiPropertyOptional({ type: [String], description: 'the deliveries in which these documents came (doc_…)' })
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(1000)
  @Matches(idPattern('doc'), { each: true, message: 'documents must each be doc_ and a UUID' })
  documents?: string[];

  @Text('those with this problem (code), or with lines that wait for this reason') problem?: string;
  @Text('those of this supplier (code)') supplier?: string;
  @Text('those that were read by this mapping: its name, or name@version') mapping?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'received at or after this instant' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(INSTANT, { message: 'since must be an instant with its offset, such as 2026-11-17T07:30:00+01:00' })
  since?: string;

  @Text('do what was shown under this hash; without it nothing is changed') apply?: string;
  @Text('who does it; the name of the key if absent') by?: string;

  @Reason('optional', 'why, for those who come after you; needed with apply') reason?: string;
}
