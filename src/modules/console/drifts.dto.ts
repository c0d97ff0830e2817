import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsObject, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Text } from './asked';
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
  @ApiPropertyOptional({ type: String, maxLength: 4000, description: 'why, for those who come after you' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  @Matches(/^[^\u0000]*$/, { message: 'reason must hold no zero character' })
  reason?: string;
}
