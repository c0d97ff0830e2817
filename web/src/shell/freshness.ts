import type { Freshness } from '../api/types';
import { ago, clock, since } from '../times';

export type Tone = 'calm' | 'warn' | 'bad';
export interface Fact {
  readonly tone: Tone;
  readonly text: string;
}
const UNREAD_MS = 10 * 60_000;
const OLD_FEED_MS = 48 * 3_600_000; // whether it is late for its place is judged by the rule, which raises; this only catches the eye

/** The strip that stands on every screen: sources, what waits, our own data. What is wrong comes first, in words. */
export function factsOf({ sources, queue, unread, feeds }: Freshness, now: number): readonly Fact[] {
  const looked = sources.filter((s) => s.state !== 'stopped' && s.state !== 'paused');
  const paused = sources.filter((s) => s.state === 'paused');
  const failing = looked.filter((s) => s.state === 'failing');
  const facts: Fact[] = [];
  if (failing.length > 0)
    facts.push({
      tone: 'bad',
      text: `${failing.map((s) => s.source).join(', ')} cannot be reached${failing[0]!.looked_at ? `, last ${since(failing[0]!.looked_at, now)}` : ''}`,
    });
  if (paused.length > 0)
    facts.push({ tone: 'warn', text: `${paused.map((s) => s.source).join(', ')} ${paused.length === 1 ? 'is' : 'are'} paused` });
  if (looked.length === 0) facts.push({ tone: 'warn', text: 'No source is looked into' });
  else facts.push({ tone: 'calm', text: `Sources ${looked.length - failing.length}/${looked.length} work` });
  if (unread.receipts > 0) {
    const late = unread.oldest !== null && now - Date.parse(unread.oldest) > UNREAD_MS;
    const files = `${unread.receipts} file${unread.receipts === 1 ? ' waits' : 's wait'} to be read`;
    facts.push({ tone: late ? 'bad' : 'calm', text: unread.oldest ? `${files}, the oldest ${ago(unread.oldest, now)}` : files });
  }
  if (queue.given_up > 0) facts.push({ tone: 'bad', text: `${queue.given_up} given up` });
  facts.push({ tone: 'calm', text: queue.waiting === 0 ? 'Queue empty' : `Queue ${queue.waiting}, the oldest ${queue.oldest_seconds} s` });
  facts.push(feedOf(feeds, now));
  const order: readonly Tone[] = ['bad', 'warn', 'calm'];
  return facts.sort((a, b) => order.indexOf(a.tone) - order.indexOf(b.tone));
}

function feedOf(feeds: Freshness['feeds'], now: number): Fact {
  const none = feeds.filter((f) => f.watermark === null);
  const [oldest] = feeds.filter((f) => f.watermark !== null);
  if (!oldest) return { tone: 'warn', text: 'None of our own data yet' };
  const where = feeds.length > 1 && oldest.location !== null ? ` at ${oldest.location}` : '';
  const missing =
    none.length > 0
      ? `; none at ${none
          .map((f) => f.location)
          .slice(0, 3)
          .join(', ')}`
      : '';
  const old = now - Date.parse(oldest.watermark!) > OLD_FEED_MS;
  return { tone: old || none.length > 0 ? 'warn' : 'calm', text: `Our data until ${clock(oldest.watermark!)}${where}${missing}` };
}
