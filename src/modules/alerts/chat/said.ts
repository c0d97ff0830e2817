import type { Route } from '../../../domain/exceptions/routing';
import { NEWS } from '../mail/card';
import { type Entry, groupsOf, type Reader } from '../mail/entry';
import type { Named } from '../named.store';
import type { Untold } from '../told.store';
import { called } from '../why';
import { inert } from './inert';

/** What a channel is told, in text that does nothing; each kind of chat writes it its own way. */
export interface Said {
  readonly title: string;
  readonly groups: readonly {
    readonly heading: string;
    readonly entries: readonly {
      readonly about: string;
      readonly text: string;
      readonly open: string | null;
      readonly press: string | null;
    }[];
    readonly more: number;
  }[];
  readonly why: string;
}

export function saidOf(
  all: readonly { readonly e: Named; readonly news: Untold['news'] }[],
  by: readonly (Route | null)[],
  reader: Reader,
  shown: number,
): Said {
  const routes = by.map((r) => (r === null ? 'everything that no route takes' : called(r)));
  return {
    title: inert(`VMI: ${all.length} ${all.length === 1 ? 'needs' : 'need'} you`),
    groups: groupsOf(all, reader, shown).map((g) => ({
      heading: inert(g.cause === null ? g.heading : `${g.heading} (${g.cause})`, 200),
      entries: g.entries.map((e) => ({ about: inert(e.about, 120), text: inert(textOf(e), 400), open: e.link, press: e.press })),
      more: g.more,
    })),
    why: inert(`Here by ${routes.join(', and ')}. Each thing is told once, until it changes.`, 500),
  };
}

/** `high, new · they say 412 EA, our book 508 EA (−96) · 12 to the carton · since Mon 16 Nov, 08:02 · Next: …` */
function textOf(e: Entry): string {
  const n = e.numbers;
  const unit = e.uom ? ` ${e.uom}` : '';
  const numbers = n && `${n.reported.join(' ')}${unit}, ${n.expected.join(' ')}${unit}${n.difference === null ? '' : ` (${n.difference})`}`;
  return [`${e.severity}, ${NEWS[e.news]}`, e.message ?? numbers, e.why, `since ${e.since}`, `Next: ${e.next}`]
    .filter((x) => x !== null)
    .join(' · ');
}
