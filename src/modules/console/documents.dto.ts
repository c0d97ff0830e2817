import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsOptional, Matches } from 'class-validator';
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
