import type { PoolClient } from 'pg';
import type { Snapshot } from '../../../domain/sharing/columns';
import type { Words } from '../../../domain/sharing/words';
import type { Outgoing } from '../../outbox/message';
import type { FormName, Sharing } from '../settings';
import type { SharedWith } from '../snapshots.store';

/** What is made of a snapshot, for whom. */
export interface Made {
  readonly snapshot: Snapshot;
  readonly supplier: SharedWith;
  readonly settings: Sharing;
  readonly words: Words;
  readonly mailFrom: string | undefined;
  readonly consoleUrl: string | undefined;
  readonly now: string;
}
type Body<O> = O extends Outgoing ? Omit<O, 'eventKey' | 'about' | 'withheld' | 'sequence'> : never;
/** A message without what is the same for all of them. */
export type Leaving = Body<Outgoing>;

/** A message, and what is to be written down once it is in the outbox (null: it is withheld). */
export interface MadeMessage {
  readonly message: Leaving;
  readonly note?: (outboxId: string | null) => Promise<unknown>;
}

/** Why nothing is made in a form: told to people, and the other forms leave. */
export class NotShared extends Error {}

/** One way in which a snapshot leaves. A new one is a file here and a line in `index.ts`. */
export interface Form {
  readonly names: readonly FormName[]; // those of the settings that it answers to
  readonly make: (client: PoolClient, made: Made) => Promise<readonly MadeMessage[]>;
}

export const addressesOf = ({
  settings,
  supplier,
  mailFrom,
}: Pick<Made, 'settings' | 'supplier' | 'mailFrom'>): { readonly from: string; readonly to: readonly string[] } => {
  if (mailFrom === undefined) throw new NotShared('gateway.yaml says no mail server (section mail)');
  const to = settings.to ?? supplier.contacts;
  if (to.length === 0) throw new NotShared(`the masters say no contact_email of ${supplier.code}, and the settings no address (to)`);
  return { from: mailFrom, to: [...new Set(to)] };
};
