import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsInt, IsISO8601, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { DocumentKind, DocumentStatus } from '../../domain/canonical/vocabulary';
import { idPattern, Reason, Text, Words } from './asked';
import { PageDto } from './page.dto';

const STATUSES: readonly DocumentStatus[] = [
  'accepted',
  'accepted_with_issues',
  'parked',
  'quarantined',
  'rejected',
  'duplicate',
  'ignored',
];
const KINDS: readonly DocumentKind[] = ['stock_report', 'ship_notice', 'acknowledgement', 'proposal', 'other'];

/** As PostgreSQL can hold it: there are offsets, weeks and a year 0 in ISO 8601 that it cannot. */
export const INSTANT = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-5]):\d\d)$/;

export class DocumentsDto extends PageDto {
  @Words(STATUSES, 'with one of these states') status?: string[];
  @Words(KINDS, 'of this kind') kind?: string[];
  @Text('of this supplier (code)') supplier?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'received at or after this instant' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(INSTANT, { message: 'since must be an instant with its offset, such as 2026-11-17T07:30:00+01:00' })
  since?: string;

  @Text('with this problem (code), or with lines that wait for this reason') problem?: string;
  @Text('that came through this source: its name or its kind') channel?: string;
  @Text('whose file is called so, or has this in its name') find?: string;
}

export class DocumentIdDto {
  @ApiProperty({ type: String, description: 'doc_…' })
  @Matches(idPattern('doc'), { message: 'id must be doc_ and a UUID' })
  id: string;
}

export class ReleaseDto {
  @Reason('needed') reason: string;

  @Text('who decides it; the name of the key if absent') by?: string;
  @Text('whose it is (code), where nobody could tell') supplier?: string;
}

/** Which page of a file is shown. */
export class ContentDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 200, description: 'how many rows or segments' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit = 200;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'from this row or segment on, counted from 0' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 ** 31)
  start?: number;

  @ApiPropertyOptional({ type: String, description: 'the page that this place lies on, as lines and problems tell it' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  at?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'with the tree of interchanges, messages and items' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => value === true || value === 'true')
  @IsBoolean()
  outline?: boolean;
}

export class AttachmentDto extends DocumentIdDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'which one, counted from 0' })
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(10_000)
  n: number;
}

export class RunDto extends DocumentIdDto {
  @ApiProperty({ type: String, description: 'doc_… of an earlier reading' })
  @Matches(idPattern('doc'), { message: 'run must be doc_ and a UUID' })
  run: string;
}

export class ProblemsDto {
  @Text('of this supplier (code)') supplier?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'of documents received since; the last ninety days if absent' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(INSTANT, { message: 'since must be an instant with its offset, such as 2026-11-17T07:30:00+01:00' })
  since?: string;
}
