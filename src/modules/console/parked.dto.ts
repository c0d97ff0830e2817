import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Reason, Text } from './asked';
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
  @Reason('optional') reason?: string;
}
