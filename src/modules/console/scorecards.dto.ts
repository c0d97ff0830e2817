import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { MEASURES } from '../scorecards/measures';
import { MONTH } from '../scorecards/period';
import { PageDto } from './page.dto';

const KEYS = MEASURES.map((m) => m.key);

export class ScorecardSupplierDto {
  @ApiProperty({ type: String, description: 'code of the supplier' })
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/, { message: 'supplier must not be empty' })
  supplier: string;
}
export class ScorecardCasesOfDto extends ScorecardSupplierDto {
  @ApiProperty({ type: String, enum: KEYS })
  @IsIn(KEYS)
  measure: string;
}
export class ScorecardDto {
  @ApiPropertyOptional({ type: String, description: "a month by the supplier's clock, 2026-11; the last ninety days if absent" })
  @IsOptional()
  @Matches(MONTH, { message: 'month must be one such as 2026-11' })
  month?: string;
}
export class ScorecardPaperDto extends ScorecardDto {
  @ApiPropertyOptional({ type: String, enum: ['csv', 'html'], default: 'csv' })
  @IsOptional()
  @IsIn(['csv', 'html'])
  as: 'csv' | 'html' = 'csv';
}
export class ScorecardCasesDto extends PageDto {
  @ApiPropertyOptional({ type: String, description: 'as of the card' })
  @IsOptional()
  @Matches(MONTH, { message: 'month must be one such as 2026-11' })
  month?: string;
}
