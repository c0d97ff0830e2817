import { ifUnlocked } from '../../database/lock';
import { inTransaction } from '../../database/transaction';
import { RefusedError } from '../../platform/errors';
import { noteUpkeep } from '../access/audit/upkeep.store';
import type { Counted, Retaining } from './kind';
import { KINDS } from './kinds';
import { cutoff, type Periods } from './settings';

const RETAINING = 0x63727274; // one at a time in the whole cluster

export interface Retained extends Counted {
  readonly kind: string;
  readonly says: string;
  readonly keeps: string; // the period
  readonly before: string | null;
}

/** What would go now. */
export async function whatWouldGo(r: Retaining, periods: Periods): Promise<Retained[]> {
  const out: Retained[] = [];
  for (const kind of KINDS) {
    const before = cutoff(periods[kind.name]!, r.now);
    const found = await kind.count(r, before ?? '-infinity');
    out.push({ kind: kind.name, says: kind.says, keeps: periods[kind.name]!, before, ...found });
  }
  return out;
}

/** Takes it away, kind after kind, and writes into the audit log what went. Stopped in between it goes on the next time. */
export async function retain(
  r: Retaining,
  periods: Periods,
  asked: { readonly author: string; readonly going?: () => boolean },
): Promise<Retained[]> {
  const work = async (): Promise<Retained[]> => {
    const out: Retained[] = [];
    try {
      for (const kind of KINDS) {
        const [keeps, before] = [periods[kind.name]!, cutoff(periods[kind.name]!, r.now)];
        const gone = before === null ? { count: 0, bytes: 0 } : await kind.take(r, before, asked.going ?? ((): boolean => true));
        const { oldest } = gone.count === 0 ? { oldest: null } : await kind.count(r, before!);
        out.push({ kind: kind.name, says: kind.says, keeps, before, oldest, ...gone });
      }
    } finally {
      await note(r, asked.author, out);
    }
    return out;
  };
  return ifUnlocked(r.pool, RETAINING, work, () => {
    throw new RefusedError('retention.running', 'retention runs already; wait for its end');
  });
}

async function note({ pool, now }: Retaining, author: string, all: readonly Retained[]): Promise<void> {
  const gone = all.filter((k) => k.count > 0);
  if (gone.length === 0) return;
  const said = Object.fromEntries(
    gone.map(({ kind, keeps, before, count, bytes, oldest }) => [kind, { keeps, before, count, bytes, oldest }]),
  );
  await inTransaction(pool, (client) => noteUpkeep(client, { at: now, author, what: 'retention', said }));
}
