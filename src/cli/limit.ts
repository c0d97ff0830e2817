import { UsageError } from '../platform/errors';

/** `--limit N`, or as many as are usual. */
export function limitOption(given: string | boolean | undefined, usual: number): number {
  const limit = Number(given ?? usual);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`--limit ${String(given)}: expected a whole number above 0`);
  return limit;
}
