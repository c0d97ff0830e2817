import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsDefined, IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator'; // prettier-ignore
import { Code, Reason, Text } from './asked';
import { PageDto } from './page.dto';

const KINDS = ['stock_report', 'ship_notice'] as const;
const DECIMAL = /^\d{1,15}(\.\d{1,9})?$/;
const Decimal = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, description, example: '5' }),
    IsOptional(),
    Matches(DECIMAL, { message: '$property must be a decimal, not below zero' }),
  );
const Short = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, maxLength: 4000, description }),
    IsOptional(),
    IsString(),
    MaxLength(4000),
    Matches(/^[^\u0000]*$/, { message: '$property must hold no zero character' }),
  );

export class SupplierDto {
  @Code('code of the supplier') supplier: string;
}
export class PartOfSupplierDto extends PageDto {
  @Text('those in which this stands') find?: string;
}

export class DueTimesDto {
  @ApiProperty({ type: String, maxLength: 200, description: 'when it is due, such as 0 10 * * 1' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  cron: string;

  @ApiProperty({ type: String, maxLength: 200, description: 'by which clock, such as Europe/Berlin' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  timezone: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 99_999, default: 0, description: 'how long it is waited for' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(99_999)
  grace_minutes = 0;
}

export class ScheduleChangeDto {
  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  document: (typeof KINDS)[number];

  @Text('of which place; * or absent: all of them') location?: string;
  @Text('when it is due; absent: it is due no longer') cron?: string;
  @Text('by which clock') timezone?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 99_999 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(99_999)
  grace_minutes?: number;
}
export class ToleranceChangeDto {
  @Decimal('absolute, in the base unit') tolerance_qty?: string;
  @Decimal('5 is 5 %') tolerance_pct?: string;
  @Decimal("less is not raised; in the item's currency") value_floor?: string;
}
export class ThresholdChangeDto {
  @Code('the item') sku: string;
  @Code('the place') location: string;

  @ApiProperty({ type: String, example: '100' })
  @Matches(DECIMAL, { message: 'min must be a decimal, not below zero' })
  min: string;

  @ApiProperty({ type: String, example: '800' })
  @Matches(DECIMAL, { message: 'max must be a decimal, not below zero' })
  max: string;
}
export class MastersChangeDto {
  @Short('who may mail: addresses and @domains, separated by ;') email_from?: string;
  @Short('QUALIFIER:ID, separated by ;') edi_id?: string;
  @Short('who is written to, separated by ;') contact_email?: string;
  @Text('in which language and with which numbers, such as de-DE') locale?: string;
}

/** What is agreed otherwise: one of the four. */
export class AgreementDto {
  @ApiPropertyOptional({ type: [ScheduleChangeDto], maxItems: 50 })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ScheduleChangeDto)
  schedules?: ScheduleChangeDto[];

  @ApiPropertyOptional({ type: ToleranceChangeDto, description: 'of everything that is agreed with the supplier' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ToleranceChangeDto)
  tolerances?: ToleranceChangeDto;

  @ApiPropertyOptional({ type: [ThresholdChangeDto], maxItems: 500 })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ThresholdChangeDto)
  thresholds?: ThresholdChangeDto[];

  @ApiPropertyOptional({ type: MastersChangeDto, description: 'who may send, who is written to' })
  @IsOptional()
  @ValidateNested()
  @Type(() => MastersChangeDto)
  masters?: MastersChangeDto;

  @ApiPropertyOptional({ type: String, description: 'of what was shown; absent: it is shown, and nothing is agreed' })
  @IsOptional()
  @Matches(/^[0-9a-f]{12,64}$/, { message: 'hash must be one that was shown' })
  hash?: string;

  @Text('who agrees it; the name of the key if absent') by?: string;
  @Reason('optional') reason?: string;
}

export class SimulationDto {
  @Code('whose exceptions, and for whom it is different') supplier: string;

  @ApiProperty({ type: ToleranceChangeDto, description: 'in every row that says one' })
  @IsDefined()
  @ValidateNested()
  @Type(() => ToleranceChangeDto)
  tolerances: ToleranceChangeDto;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 92, default: 90, description: 'how far back' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(92)
  days = 90;
}
