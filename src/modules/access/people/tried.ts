import type { Pool } from 'pg';
import { NotYetError, RefusedError } from '../../../platform/errors';
import { noteFailure, waitOf } from './failures.store';

/** What a person who is signed in has to prove once more; counted as signing in is, since it could be tried out as well. Throws RefusedError. */
export async function tried(
  db: Pool,
  by: { readonly name: string; readonly address: string },
  now: string,
  wrong: string,
  isRight: () => Promise<boolean>,
): Promise<void> {
  const wait = await waitOf(db, by.name, by.address, now);
  if (wait > 0) throw new NotYetError(wait);
  if (await isRight()) return;
  await noteFailure(db, by.name, by.address, now);
  throw new RefusedError('tries.wrong', wrong);
}
