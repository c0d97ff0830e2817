import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PERSON_NAME } from '../access/people/people.store';

const CODE = /^\d{6}$/;
const CODE_SAID = { message: 'code must be the six digits that the authenticator shows' };
const SAID = { message: 'name must be 2 to 60 letters and digits, with spaces, dots, dashes or @ between them' };

export const Name = (): PropertyDecorator => (target, key) => {
  ApiProperty({ type: String, maxLength: 60 })(target, key);
  IsString()(target, key);
  Matches(PERSON_NAME, SAID)(target, key);
};

export class SignInDto {
  @ApiProperty({ type: String, maxLength: 200 }) @IsString() @IsNotEmpty() @MaxLength(200) name: string;
  @ApiProperty({ type: String, format: 'password', maxLength: 1000 }) @IsString() @IsNotEmpty() @MaxLength(1000) password: string;

  @ApiPropertyOptional({ type: String, description: 'of the second factor, where one is in force' })
  @IsOptional()
  @Matches(CODE, CODE_SAID)
  code?: string;
}

export class AcceptDto {
  @ApiProperty({ type: String, description: 'cci_…' })
  @Matches(/^cci_[\w-]{43}$/, { message: 'token must be that of the invitation (cci_…)' })
  token: string;

  @ApiPropertyOptional({ type: String, description: 'of the first admin: the name under which they sign in' })
  @IsOptional()
  @Matches(PERSON_NAME, SAID)
  name?: string;

  @ApiProperty({ type: String, format: 'password', maxLength: 1000 }) @IsString() @IsNotEmpty() @MaxLength(1000) password: string;

  @ApiPropertyOptional({ type: String, description: 'of the second factor, where one is in force' })
  @IsOptional()
  @Matches(CODE, CODE_SAID)
  code?: string;
}

export class PasswordDto {
  @ApiProperty({ type: String, format: 'password', maxLength: 1000 }) @IsString() @IsNotEmpty() @MaxLength(1000) old: string;
  @ApiProperty({ type: String, format: 'password', maxLength: 1000 }) @IsString() @IsNotEmpty() @MaxLength(1000) password: string;
}

/** To get a second factor one says the password again: who finds a screen unlocked must not. */
export class FactorDto {
  @ApiProperty({ type: String, format: 'password', maxLength: 1000 }) @IsString() @IsNotEmpty() @MaxLength(1000) password: string;
}
export class CodeDto {
  @ApiProperty({ type: String, description: 'six digits' }) @Matches(CODE, CODE_SAID) code: string;
}
