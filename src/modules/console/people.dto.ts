import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';
import { type Role, ROLES, type Scope, SCOPES } from '../access/rights';
import { INSTANT } from './documents.dto';
import { Name } from './sign-in.dto';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Codes, at least one; null or absent: all of them. */
const Codes = (of: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], nullable: true, description: `codes of the ${of} that are seen; all when null or absent` }),
    IsOptional(),
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(1000),
    IsString({ each: true }),
    MaxLength(200, { each: true }),
    Matches(/^[^\u0000]+$/, { each: true, message: '$property must each be a code' }),
  );

export class SessionIdDto {
  @ApiProperty({ type: String }) @Matches(UUID, { message: 'id must be a UUID' }) id: string;
}
export class PersonNameDto {
  @Name() name: string;
}

export class PersonDto {
  @ApiPropertyOptional({ type: String, nullable: true, format: 'email' }) @IsOptional() @IsEmail() @MaxLength(200) email?: string | null;
  @ApiProperty({ enum: ROLES }) @IsIn(ROLES) role: Role;
  @Codes('suppliers') suppliers?: string[] | null;
  @Codes('locations') locations?: string[] | null;
}
export class NewPersonDto extends PersonDto {
  @Name() name: string;
}
export class PersonChangeDto {
  @ApiPropertyOptional({ type: String, nullable: true, format: 'email' }) @IsOptional() @IsEmail() @MaxLength(200) email?: string | null;
  @ApiPropertyOptional({ enum: ROLES }) @IsOptional() @IsIn(ROLES) role?: Role;
  @Codes('suppliers') suppliers?: string[] | null;
  @Codes('locations') locations?: string[] | null;
  @ApiPropertyOptional({ type: Boolean, description: 'may not come in any longer; signed out everywhere at once' })
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}

export class KeyNameDto {
  @ApiProperty({ type: String }) @Matches(/^[\w.@-]{1,60}$/, { message: 'name must be letters, digits, dots and dashes' }) name: string;
}
export class NewKeyDto extends KeyNameDto {
  @ApiProperty({ enum: SCOPES, isArray: true }) @IsArray() @ArrayNotEmpty() @IsIn(SCOPES, { each: true }) scopes: Scope[];
  @Codes('suppliers') suppliers?: string[] | null;
  @Codes('locations') locations?: string[] | null;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'when it ends; never if absent' })
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(INSTANT, { message: 'expires must be an instant with its offset' })
  expires?: string;
}
