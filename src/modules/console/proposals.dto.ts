import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsOptional, Matches, Min } from 'class-validator';
import { idPattern, Reason, Text } from './asked';
import { PageDto } from './page.dto';

export class ProposalsDto extends PageDto {
  @Text('of this supplier (code)') supplier?: string;
}

export class ProposalIdDto {
  @ApiProperty({ type: String, description: 'doc_… of the proposal' })
  @Matches(idPattern('doc'), { message: 'id must be doc_ and a UUID' })
  id: string;
}

export class ProposalDecisionDto {
  @ApiPropertyOptional({ type: [Number], description: 'only these lines, by their n; all that are not decided if absent' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  @Min(1, { each: true })
  lines?: number[];

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional', 'why; to decline it is needed') reason?: string;
}
