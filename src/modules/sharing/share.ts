import type { PoolClient } from 'pg';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import type { Snapshot } from '../../domain/sharing/columns';
import { wordsFor } from '../../domain/sharing/words';
import { NotWritable } from '../../domain/acks/not-writable';
import type { SettingsFile } from '../../platform/settings-file';
import { consoleUrl } from '../alerts/settings';
import { putInOutbox } from '../outbox/outbox.store';
import { ALL_FORMS } from './forms';
import { type Made, type MadeMessage, NotShared } from './forms/form';
import { type FormName, type Sharing, sharingOf, USUALLY } from './settings';
import { holdSupplier, isMade, noteLeaves, sharedWith, type SharedWith } from './snapshots.store';
import { takeSnapshot, type Taking } from './take';

export interface ShareServices {
  readonly db: Database;
  readonly config: { readonly settings: SettingsFile };
  readonly mailFrom?: string | undefined;
}
export interface SharedNow {
  readonly snapshot: Snapshot;
  readonly left: readonly { readonly form: string; readonly to: string }[];
  readonly troubles: readonly { readonly form: string; readonly detail: string }[]; // forms in which nothing left, and why
}

/**
 * Takes a snapshot and puts what is made of it into the outbox, all in one transaction: nothing leaves of which it is not written
 * down what was told. Null where the slot was served before, or nothing has changed; undefined where there is no such supplier.
 */
export async function share(services: ShareServices, code: string, taking: Taking): Promise<SharedNow | null | undefined> {
  const settings = sharingOf(services.config.settings).get(code) ?? USUALLY;
  return inTransaction(services.db.pool, async (client) => {
    const supplier = await sharedWith(client, code);
    if (!supplier) return undefined;
    await holdSupplier(client, supplier.id);
    if (await isMade(client, supplier.id, taking.slot)) return null;
    const snapshot = await takeSnapshot(client, supplier, settings, taking);
    if (!snapshot) return null;
    return { snapshot, ...(await leave(client, services, supplier, settings, snapshot, taking)) };
  });
}

async function leave(
  client: PoolClient,
  services: ShareServices,
  supplier: SharedWith,
  settings: Sharing,
  snapshot: Snapshot,
  { now, withheld }: Taking,
): Promise<Omit<SharedNow, 'snapshot'>> {
  const made: Made = {
    ...{ snapshot, supplier, settings, now, words: wordsFor(supplier.locale) },
    ...{ mailFrom: services.mailFrom, consoleUrl: consoleUrl(services.config.settings) },
  };
  const left: { form: string; to: string }[] = [];
  const troubles: { form: string; detail: string }[] = [];
  for (const form of ALL_FORMS) {
    const names = form.names.filter((n) => settings.as.includes(n));
    if (names.length === 0) continue;
    const messages = await madeIn(names, () => form.make(client, made), troubles);
    for (const [n, { message: m, note }] of messages.entries()) {
      const eventKey = `share ${snapshot.id} ${names.join('+')} ${n} ${m.target}`;
      const about = { snapshot: snapshot.id, supplier: supplier.code };
      const [outboxId] = await putInOutbox(client, [{ ...m, eventKey, about, withheld }], now);
      if (outboxId === undefined) continue;
      await note?.(withheld ? null : outboxId);
      await noteLeaves(client, snapshot.id.slice('snp_'.length), [{ outboxId, form: names.join('+'), target: m.target }]);
      left.push({ form: names.join('+'), to: m.target });
    }
  }
  return { left, troubles };
}

async function madeIn(
  names: readonly FormName[],
  make: () => Promise<readonly MadeMessage[]>,
  troubles: { form: string; detail: string }[],
): Promise<readonly MadeMessage[]> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof NotShared || error instanceof NotWritable)) throw error;
    troubles.push({ form: names.join('+'), detail: error.message });
    return [];
  }
}
