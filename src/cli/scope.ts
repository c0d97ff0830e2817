import type { Pool } from 'pg';
import type { Sees } from '../modules/access/sees';
import { unknownCode } from '../modules/suppliers/scope-codes';
import { UsageError } from '../platform/errors';
import type { Context, Option } from './command';

/** Whose data somebody sees, as options. */
export const SCOPE_OPTIONS: Readonly<Record<'supplier' | 'location', Option>> = {
  supplier: { type: 'string', value: 'CODE,…', help: 'sees these suppliers only; "*" for all of them' },
  location: { type: 'string', value: 'CODE,…', help: 'sees these locations only; "*" for all of them' },
};

const codesIn = (given: string | boolean | undefined): readonly string[] | null =>
  typeof given !== 'string' || given.trim() === '*' ? null : given.split(',').map((c) => c.trim()).filter((c) => c !== ''); // prettier-ignore

/** Throws UsageError on a code that the masters do not know. */
export async function scopeOf(pool: Pool, { supplier, location }: Context['options']): Promise<Sees> {
  const sees = { suppliers: codesIn(supplier), locations: codesIn(location) };
  const unknown = await unknownCode(pool, sees);
  if (unknown) throw new UsageError(unknown.detail);
  return sees;
}

export const scopeText = ({ suppliers, locations }: Sees): string =>
  [suppliers === null ? 'all suppliers' : suppliers.join(', '), ...(locations === null ? [] : [`at ${locations.join(', ')}`])].join(' ');
