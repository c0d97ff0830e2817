import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, ApiResponse } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { AnswerName } from './answers';

/** A code or a name that is compared as it stands. A zero byte is none that PostgreSQL could hold. */
export const Text = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description, type: String, maxLength: 200 }),
    IsOptional(),
    IsString(),
    MaxLength(200),
    Matches(/^[^\u0000]+$/, { message: '$property must not be empty' }),
  );

/** One that has to be said. */
export const Code = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: String, maxLength: 200, description }),
    IsString(),
    MaxLength(200),
    Matches(/^[^\u0000]+$/, { message: '$property must not be empty' }),
  );

/** Why somebody does it; whether it is needed. */
export const Reason = (needed: 'needed' | 'optional', description = 'why, for those who come after you'): PropertyDecorator =>
  applyDecorators(
    (needed === 'needed' ? ApiProperty : ApiPropertyOptional)({ type: String, maxLength: 4000, description }),
    ...(needed === 'needed' ? [] : [IsOptional()]),
    IsString(),
    IsNotEmpty(),
    MaxLength(4000),
    Matches(/^[^\u0000]*$/, { message: 'reason must hold no zero character' }),
  );

/** Some of a few words, `a,b`. */
export const Words = (words: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description: `${description} (${words.join(', ')}); several with a comma between them`, type: String }),
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',').map((w) => w.trim()) : value)),
    IsIn(words, { each: true }),
  );

export const Answer = (status: number, name: AnswerName, description: string): MethodDecorator =>
  ApiResponse({ status, description, schema: { $ref: `#/components/schemas/${name}` } });

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const idPattern = (prefix: string): RegExp => new RegExp(`^(${prefix}_)?${UUID}$`);

/** Of the file that a document came in. */
export const OfDocument = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ description: 'about the file that this document came in (doc_…)', type: String }),
    IsOptional(),
    Matches(idPattern('doc'), { message: '$property must be doc_ and a UUID' }),
  );
