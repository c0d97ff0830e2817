import type { Named } from '../named.store';
import type { Untold } from '../told.store';
import { groupInHtml, groupInText } from './card';
import { type Group, groupsOf, type Reader } from './entry';
import { plain } from './html';
import { page } from './page';

const SHOWN = 20;

export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The mail that does not wait: what is new, back again or worse, all of it in one. */
export function atOnceMail(
  all: readonly { readonly e: Named; readonly news: Untold['news'] }[],
  reader: Reader,
  why: readonly string[],
): Composed {
  const groups = groupsOf(all, reader, SHOWN);
  const subject = subjectOf(all.length, groups);
  const heading = all.length === 1 ? 'One thing needs you' : `${all.length} things need you`;
  const lead = [...new Set(groups.map((g) => g.heading))].slice(0, 4).join(' · ');
  return {
    subject,
    html: page(subject, heading, lead, groups.flatMap(groupInHtml), why),
    text: [heading, '', ...groups.flatMap(groupInText), '-- ', ...why].join('\n'),
  };
}

/** What needs doing, and for whom: `VMI: 2 need you – Nordluft: counts differ`. */
function subjectOf(count: number, groups: readonly Group[]): string {
  const [first] = groups as readonly [Group, ...Group[]];
  const { about } = first.entries[0]!;
  const whom = count > 1 ? `${count} need you` : `${about === first.supplier ? 'one thing' : plain(about, 60)} needs you`;
  return `VMI: ${whom} – ${first.heading}${groups.length > 1 ? `; ${groups.length - 1} more` : ''}`;
}
