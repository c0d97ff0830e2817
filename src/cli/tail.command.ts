import { setTimeout as pause } from 'node:timers/promises';
import { EVERYTHING } from '../modules/access/sees';
import type { Pool } from 'pg';
import { documentsMadeSince, reportDocuments } from '../modules/documents/document-report.store';
import { eventsBehind, reportExceptions } from '../modules/exceptions/exceptions.store';
import { type Command, DONE } from './command';
import { inLine } from './table';

const EVERY_MS = 1000;
const LATE_MS = 15 * 60_000; // a document may take this long from its id to its commit
const LATE_EVENTS = 1000; // numbers are given out before the commit: lower ones may turn up after higher ones

export const tailCommand: Command = {
  name: 'tail',
  args: '',
  summary: 'follow documents and exceptions as they happen, one line each',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    const following = new Following((await gateway()).db.pool);
    await following.look(); // what is there is no news
    out.message('following; Ctrl-C ends it');
    while (!stop.signal.aborted) {
      for (const news of await following.look()) out.data(json ? JSON.stringify(news) : inLine(lineOf(news)));
      await pause(EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    return DONE;
  },
};

type News =
  | { readonly document: Awaited<ReturnType<typeof reportDocuments>>[number] }
  | { readonly what: string; readonly at: string; readonly exception: Awaited<ReturnType<typeof reportExceptions>>[number] };

class Following {
  private documents = new Set<string>();
  private readonly events = new Set<number>();
  private newest = 0;
  private begun = false;

  constructor(private readonly db: Pool) {}

  async look(): Promise<News[]> {
    const news: News[] = [];
    const ids = await documentsMadeSince(this.db, Date.now() - LATE_MS);
    const fresh = ids.filter((id) => !this.documents.has(id));
    this.documents = new Set(ids);
    const events = (await eventsBehind(this.db, this.newest - LATE_EVENTS)).filter((e) => !this.events.has(e.n));
    for (const { n } of events) this.events.add(n);
    this.newest = Math.max(this.newest, ...events.map((e) => e.n));
    for (const n of this.events) if (n <= this.newest - LATE_EVENTS) this.events.delete(n);
    if (!this.begun) {
      this.begun = true;
      return [];
    }
    for (const id of fresh) news.push(...(await reportDocuments(this.db, EVERYTHING, { id }, false)).map((document) => ({ document })));
    for (const { exception: id, at, what } of events)
      news.push(...(await reportExceptions(this.db, EVERYTHING, ['all'], { id })).map((exception) => ({ what, at, exception })));
    return news;
  }
}

function lineOf(news: News): string {
  if ('document' in news) {
    const d = news.document;
    return `${d.received_at}  document   ${d.status.padEnd(20)}  ${d.file}${d.supplier ? ` of ${d.supplier}` : ''}, ${d.counts.lines} lines  ${d.id}`;
  }
  const e = news.exception;
  return `${news.at}  exception  ${news.what.padEnd(20)}  ${e.type}: ${e.message}  ${e.id}`;
}
