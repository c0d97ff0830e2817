import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsObject, IsOptional, Matches } from 'class-validator';
import { Reason, Text } from './asked';
import { PageDto } from './page.dto';

export class DriftsDto extends PageDto {
  @Text('of this supplier (code)') supplier?: string;
}

export const DRIFT = /^drift_[0-9a-f]{12}$/;
export class DriftDto {
  @ApiProperty({ type: String, description: 'drift_…' })
  @Matches(DRIFT, { message: 'id must be drift_ and twelve hexadecimal digits' })
  id: string;
}

export class DriftDecisionDto {
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'field: what its column is called now, where that is not what is proposed',
  })
  @IsOptional()
  @IsObject()
  columns?: Record<string, unknown>;

  @Text('who decides it; the name of the key if absent') by?: string;
  @Reason('optional') reason?: string;
}
