import type { PoolClient } from 'pg';
import { type ExceptionReport, exceptionsOf } from '../../exceptions/exceptions.store';
import type { WebhookMessage } from '../../outbox/message';
import type { Tell } from '../../outbox/subscribed';
import type { Sink } from './sink';

const MOST_BYTES = 20_000; // Standard Webhooks: a receiver may refuse more; what is left out is behind the id
const SHOWN_ISSUES = 10;

/** Tells all that happens, each event as `tell` packs it. */
export function sinkOf(url: string | undefined, tell: Tell): Sink {
  return {
    async changed(client, changed, { now }) {
      const wanted = Object.entries(changed).flatMap(([what, ids]: [string, readonly string[]]) =>
        ids.map((id) => ({ id, type: `exception.${what}` })),
      );
      const reports = await reportsOf(client, [...new Set(wanted.map((w) => w.id))]);
      return wanted.flatMap(({ id, type }) => {
        const data = { ...reports.get(id)!, ...(url === undefined ? {} : { url: `${url}/exceptions/exc_${id}` }) };
        const payload = fitting({ type, timestamp: now, data });
        return tell({ payload, key: `${type} ${id} ${now}`, of: id, about: { exception: `exc_${id}`, type } });
      });
    },
    documents: (events, { now }) =>
      events.flatMap(({ type, key, receipt, document }) => {
        const { lines: _, issues, ...rest } = document;
        const link = url === undefined || document.id === undefined ? {} : { url: `${url}/documents/${document.id}` };
        const data = { ...rest, ...(issues ? { issues: issues.slice(0, SHOWN_ISSUES) } : {}), receipt, ...link };
        const about = { receipt, ...(document.id === undefined ? {} : { document: document.id }), type };
        return tell({ payload: fitting({ type, timestamp: now, data }), key, of: receipt, about });
      }),
  };
}

async function reportsOf(client: PoolClient, ids: readonly string[]): Promise<ReadonlyMap<string, ExceptionReport>> {
  return new Map((ids.length === 0 ? [] : await exceptionsOf(client, ids)).map((r) => [r.id.slice('exc_'.length), r]));
}

/** The longest texts go first; ids, numbers and names stay. */
export function fitting(message: WebhookMessage): WebhookMessage {
  const size = (m: WebhookMessage): number => Buffer.byteLength(JSON.stringify(m));
  let fit = message;
  const { details: _, ...bare } = message.data;
  for (const most of [2000, 500, 100]) {
    if (size(fit) <= MOST_BYTES) return fit;
    fit = { ...message, data: { ...(cut(bare, most) as Record<string, unknown>), shortened: true } };
  }
  return fit;
}

const MOST_ENTRIES = 10;
function cut(value: unknown, most: number): unknown {
  if (typeof value === 'string') return value.length <= most ? value : `${value.slice(0, most)}…`;
  if (Array.isArray(value)) return value.slice(-MOST_ENTRIES).map((v) => cut(v, most));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, cut(v, most)]));
  return value;
}
