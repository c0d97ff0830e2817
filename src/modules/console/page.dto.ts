import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Problem } from './problems';

/** A list is read page by page: `cursor` is the `nextCursor` of the page before, null at the end. */
export class PageDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50, description: 'how many in a page' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit = 50;

  @ApiPropertyOptional({ type: String, description: 'where the page before ended' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** Asks for one more than a page holds, to know whether there is another page; the cursor is made of the last one shown. */
export async function paged<T>(
  limit: number,
  ask: (limit: number) => Promise<T[]>,
  key: (last: T) => unknown,
): Promise<{ data: T[]; nextCursor: string | null }> {
  const found = await ask(limit + 1);
  const data = found.slice(0, limit);
  const nextCursor = found.length > limit ? Buffer.from(JSON.stringify(key(data.at(-1)!))).toString('base64url') : null;
  return { data, nextCursor };
}

/** What a cursor of ours holds; anything else is refused, and never reaches SQL. */
export function cursorOf<T>(cursor: string | undefined, fits: (value: unknown) => value is T): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (fits(value)) return value;
  } catch {
    // told below
  }
  throw new Problem(400, 'wrong-request', 'the cursor is none of ours', {
    errors: [{ code: 'cursor.unknown', detail: 'expected the nextCursor of a page before', parameter: 'cursor' }],
  });
}
export const isId =
  (pattern: RegExp) =>
  (value: unknown): value is string =>
    typeof value === 'string' && pattern.test(value);
