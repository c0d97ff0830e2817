import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsOptional, Matches, Min } from 'class-validator';
import { CLAIM_STATES, type Outcome, OUTCOMES } from '../../domain/claims/claim';
import { idPattern, Reason, Text, Words } from './asked';
import { PageDto } from './page.dto';

export class ClaimsDto extends PageDto {
  @Words(CLAIM_STATES, 'in these states; all if absent') state?: string[];
  @Text('of this supplier (code)') supplier?: string;
}

export class ClaimIdDto {
  @ApiProperty({ type: String, description: 'clm_…' })
  @Matches(idPattern('clm'), { message: 'id must be clm_ and a UUID' })
  id: string;
}

export class NewClaimDto {
  @ApiProperty({ type: String, description: 'exc_… of a RECEIPT_VARIANCE' })
  @Matches(idPattern('exc'), { message: 'exception must be exc_ and a UUID' })
  exception: string;

  @ApiPropertyOptional({ type: [Number], description: 'only these of what may be claimed; all if absent' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsInt({ each: true })
  @Min(1, { each: true })
  lines?: number[];

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional') reason?: string;
}

const DOES = ['send', 'settle', 'withdraw'] as const;
export class ClaimActionDto {
  @ApiProperty({ enum: DOES, description: 'what is done' })
  @IsIn(DOES)
  do: (typeof DOES)[number];

  @ApiPropertyOptional({ enum: OUTCOMES, description: 'of settle: how it ended' })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional', 'why; to withdraw it is needed') reason?: string;
}
