import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBase64, IsBoolean, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { LIMITS } from '../../domain/syntax/limits';
import { idPattern, Reason, Text } from './asked';

export class MappingsDto {
  @Text('of this supplier (code)') supplier?: string;
}

export class MappingNameDto {
  @ApiProperty({ type: String, maxLength: 200, description: 'the name of the mapping' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/, { message: 'name must not be empty' })
  name: string;
}

const MappingText = (): PropertyDecorator => (target, key) => {
  ApiProperty({ type: String, maxLength: LIMITS.mappingCharacters, description: 'the mapping as YAML, comments and all' })(target, key);
  IsString()(target, key);
  MaxLength(LIMITS.mappingCharacters)(target, key);
  Matches(/^[^\u0000]*$/, { message: 'text must hold no zero character' })(target, key);
};
const Whole =
  (description: string): PropertyDecorator =>
  (target, key) => {
    ApiProperty({ type: 'integer', minimum: 0, description })(target, key);
    Type(() => Number)(target, key);
    IsInt()(target, key);
    Min(0)(target, key);
    Max(2_147_483_647)(target, key);
  };

export class ComparedDto {
  @Whole('the earlier version') from: number;
  @Whole('the later one') to: number;
}

export class DraftDto {
  @MappingText() text: string;
  @Text('who does it; the name of the key if absent') by?: string;
  @Reason('optional') note?: string;
}

export class PublicationDto {
  @Whole('the version that is to count') version: number;
  @Reason('needed') reason: string;

  @ApiPropertyOptional({ type: Boolean, description: 'what is read of the pinned samples now is what is expected from here on' })
  @IsOptional()
  @IsBoolean()
  repin?: boolean;

  @Text('who does it; the name of the key if absent') by?: string;
}

export class SampleFileDto {
  @ApiProperty({ type: String, maxLength: 200 })
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/, { message: 'name must not be empty' })
  name: string;

  @ApiProperty({ type: String, format: 'byte', description: 'the bytes of the file, in base64' })
  @IsString()
  @MinLength(1)
  @IsBase64()
  base64: string;
}

/** A file: one that was received, or one that nobody has kept. */
export class SampleDto {
  @ApiPropertyOptional({ type: String, description: 'the delivery in which this document came (doc_…)' })
  @IsOptional()
  @Matches(idPattern('doc'), { message: 'document must be doc_ and a UUID' })
  document?: string;

  @ApiPropertyOptional({ type: SampleFileDto, description: 'or the file itself' })
  @IsOptional()
  @ValidateNested()
  @Type(() => SampleFileDto)
  file?: SampleFileDto;
}

export class LookDto extends SampleDto {
  @ApiProperty({ type: String, maxLength: 200, description: 'whose list it is (code)' })
  @IsString()
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/, { message: 'supplier must not be empty' })
  supplier: string;

  @Text('the sheet of which header_row speaks') sheet?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 5000,
    description: 'the row in which its headings stand, where that is not found',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(5000)
  header_row?: number;
}

export class TrialDto extends SampleDto {
  @MappingText() text: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 200,
    description: 'how many lines are shown of each document',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1000)
  lines?: number;
}

export class TestDto {
  @MappingText() text: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20, default: 10, description: 'how many of the newest files' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20)
  last?: number;
}
