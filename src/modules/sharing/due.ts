import { lastDue } from '../../domain/sharing/due';
import type { Logger } from '../../platform/logger';
import { type Sharing, sharingOf } from './settings';
import { share, type SharedNow, type ShareServices } from './share';
import { begunAt, isMade, lastMade, sharedWith } from './snapshots.store';
import type { Taking } from './take';

const MINUTE_MS = 60_000;

/**
 * Looks once a minute what is due to whom. Each for itself: of one whose numbers cannot be written the others must not go
 * without. Returns what was shared.
 */
export async function shareDue(services: ShareServices & { readonly log: Logger }, now: string): Promise<SharedNow[]> {
  const out: SharedNow[] = [];
  for (const [code, settings] of sharingOf(services.config.settings)) {
    try {
      const taking = await dueTo(services, code, settings, now);
      const done = taking && (await share(services, code, taking));
      if (!done) continue;
      out.push(done);
      services.log.info({ snapshot: done.snapshot.id, supplier: code }, `shared with ${code}: ${done.left.length} messages`);
      for (const t of done.troubles) services.log.warn({ snapshot: done.snapshot.id, supplier: code }, `nothing left as ${t.form}: ${t.detail}`); // prettier-ignore
    } catch (error) {
      services.log.error({ supplier: code }, `nothing was shared with ${code}: ${(error as Error).message}`);
    }
  }
  return out;
}

async function dueTo({ db }: ShareServices, code: string, settings: Sharing, now: string): Promise<Taking | undefined> {
  const { when } = settings;
  if (when === undefined) return undefined;
  const supplier = await sharedWith(db.pool, code);
  if (!supplier) return undefined;
  const common = { now, author: null, withheld: false } as const;
  if (when === 'change') {
    const last = await lastMade(db.pool, supplier.id);
    const rests = last !== undefined && Date.parse(now) - Date.parse(last.madeAt) < settings.pause_minutes * MINUTE_MS;
    return rests ? undefined : { ...common, cause: 'change', slot: `change ${now}` };
  }
  const since = Date.parse(await begunAt(db.pool, supplier.id, now));
  const due = lastDue(when.cron, when.timezone, since, Date.parse(now));
  if (due === undefined) return undefined;
  const slot = `due ${new Date(due).toISOString()}`;
  return (await isMade(db.pool, supplier.id, slot)) ? undefined : { ...common, cause: 'schedule', slot };
}
