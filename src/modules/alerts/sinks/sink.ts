import type { PoolClient } from 'pg';
import type { SettingsFile } from '../../../platform/settings-file';
import type { Links } from '../../access/links';
import type { DocumentReport } from '../../documents/document-report.store';
import type { Changed } from '../../exceptions/desk';
import type { Outgoing } from '../../outbox/message';

export interface Moment {
  readonly now: string;
  readonly withheld: boolean; // history: what is told is recorded and not sent
}

/** Something that became of a delivery. */
export interface DocumentEvent {
  readonly type: 'document.received' | 'document.accepted' | 'document.partly_accepted' | 'document.rejected';
  readonly key: string; // this event, once
  readonly receipt: string;
  readonly document: Partial<DocumentReport> & { readonly file: string; readonly channel?: string };
}

/** A way to tell people or programs, as the settings want it. It decides within the transaction and sends nothing itself. */
export interface Sink {
  readonly changed: (client: PoolClient, changed: Changed, at: Moment) => Promise<readonly Outgoing[]>;
  readonly documents?: (events: readonly DocumentEvent[], at: Moment) => readonly Outgoing[];
}

/** One kind of sink is one file and one line in index.ts. */
export interface SinkKind {
  readonly kind: string;
  readonly open: (settings: SettingsFile, links: Links | null) => Sink | null; // null: the settings do not name it
}
