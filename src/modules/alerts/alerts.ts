import type { PoolClient } from 'pg';
import type { Links } from '../access/links';
import { EVERYTHING } from '../access/sees';
import type { SettingsFile } from '../../platform/settings-file';
import { reportDocuments } from '../documents/document-report.store';
import type { Kept } from '../documents/keep';
import type { Receipt } from '../documents/receipts.store';
import type { Changed } from '../exceptions/desk';
import type { Outgoing } from '../outbox/message';
import { putInOutbox } from '../outbox/outbox.store';
import { SINKS } from './sinks';
import type { DocumentEvent, Moment, Sink } from './sinks/sink';
import { heard } from './told.store';

const EVENTS: Readonly<Record<string, DocumentEvent['type']>> = {
  accepted: 'document.accepted',
  accepted_with_issues: 'document.partly_accepted',
  parked: 'document.partly_accepted',
  rejected: 'document.rejected',
};

/** Who hears of what happened (station 10). Everything is written into the outbox by the transaction that made it happen. */
export class Alerts {
  private constructor(private readonly sinks: readonly Sink[]) {}

  /** Settings that are wrong stop the start. `links` sign what one may do by a press; without them there are none. */
  static open(settings: SettingsFile, links: Links | null = null): Alerts {
    return new Alerts(SINKS.map((s) => s.open(settings, links)).filter((s) => s !== null));
  }

  /** After each reconciliation, also when nothing changed: a digest may be due. */
  changed(withheld: boolean): (client: PoolClient, changed: Changed, now: string) => Promise<void> {
    return async (client, changed, now) => {
      const told = this.sinks.length === 0 ? changed : await heard(client, changed);
      await this.tell(client, { now, withheld }, (sink, at) => sink.changed(client, told, at));
    };
  }

  /** A delivery is kept; what is in it is not known yet. */
  async kept(client: PoolClient, r: Kept): Promise<void> {
    const document = { file: r.name, channel: r.channel, received_at: r.receivedAt };
    const event = { type: 'document.received', key: `document.received ${r.id}`, receipt: r.id, document } as const;
    await this.tellDocuments(client, [event], { now: r.receivedAt, withheld: r.withheld });
  }

  /** A delivery was read: what became of each document in it. A duplicate is nothing new, and what waits for its sender is not judged yet. */
  async read(client: PoolClient, r: Pick<Receipt, 'id' | 'receivedAt' | 'withheld'>): Promise<void> {
    if (this.sinks.length === 0) return;
    const events = (await reportDocuments(client, EVERYTHING, { receiptId: r.id }, false)).flatMap((document): DocumentEvent[] => {
      const type = EVENTS[document.status];
      return type ? [{ type, key: `${type} ${document.id}`, receipt: r.id, document }] : [];
    });
    await this.tellDocuments(client, events, { now: r.receivedAt, withheld: r.withheld });
  }

  private tellDocuments(client: PoolClient, events: readonly DocumentEvent[], at: Moment): Promise<void> {
    return this.tell(client, at, (sink) => Promise.resolve(sink.documents?.(events, at) ?? []));
  }

  private async tell(client: PoolClient, at: Moment, say: (sink: Sink, at: Moment) => Promise<readonly Outgoing[]>): Promise<void> {
    for (const sink of this.sinks) {
      const messages = await say(sink, at);
      await putInOutbox(client, at.withheld ? messages.map((m) => ({ ...m, withheld: true })) : messages, at.now);
    }
  }
}
