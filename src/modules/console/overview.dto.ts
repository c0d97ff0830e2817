import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { idPattern } from './asked';

export class GivenUpDto {
  @ApiProperty({ type: String, description: 'rcp_…' }) @Matches(idPattern('rcp'), { message: 'id must be that of a delivery' }) id: string;
}

export const DEEDS = ['test', 'pause', 'resume'] as const;
export class SourceActionDto {
  @ApiProperty({ type: String, description: 'as the list names it' })
  @IsString()
  @MaxLength(2000)
  @Matches(/^[^\u0000]+$/, { message: 'source must be named' })
  source: string;
  @ApiProperty({ enum: DEEDS }) @IsIn(DEEDS) do: (typeof DEEDS)[number];
}
