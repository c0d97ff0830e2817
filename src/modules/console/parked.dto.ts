import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { Text } from './asked';
import { PageDto } from './page.dto';

export class ParkedDto extends PageDto {
  @Text('of this supplier (code)') supplier?: string;
}

export const QUESTION = /^q_[0-9a-f]{12}$/;
export class QuestionDto {
  @ApiProperty({ type: String, description: 'q_…' })
  @Matches(QUESTION, { message: 'id must be q_ and twelve hexadecimal digits' })
  id: string;
}

export class DecisionDto {
  @Text('the item that is meant (SKU)') sku?: string;
  @Text('the location that is meant (code)') location?: string;
  @Text('the unit: of yours for theirs, or the one that their number of an item stands for') uom?: string;
  @Text('base units of the item in one of the unknown unit; 12 or 1/12') factor?: string;
  @Text('who decides it; the name of the key if absent') by?: string;
  @ApiPropertyOptional({ type: String, maxLength: 4000, description: 'why, for those who come after you' })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(4000)
  @Matches(/^[^\u0000]*$/, { message: 'reason must hold no zero character' })
  reason?: string;
}
