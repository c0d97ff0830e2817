import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

export class EventsDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 900, default: 300, description: 'after how many seconds it ends' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(900)
  seconds = 300;
}
