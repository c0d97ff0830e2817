import { DateTime } from 'luxon';
import { about, ending, title } from '../../../domain/exceptions/words';
import { counted } from '../../../domain/rules/at';
import type { FilesSeen } from '../files.store';
import type { Lost } from '../lost.store';
import type { Named } from '../named.store';
import type { Standing, Untold } from '../told.store';
import type { Composed } from './at-once';
import { COLOURS, NEWS, whole } from './card';
import { type Entry, type Group, groupsOf, moment, type Reader } from './entry';
import { html, type Html, plain } from './html';
import { lostLines } from './lost';
import { card, list, page, section } from './page';

const SHOWN = 40;
const SHOWN_AGAIN = 20;
const AGAIN = 'Once more: open, and nobody has acknowledged it';

export interface DigestOf {
  readonly day: string;
  readonly news: readonly { readonly e: Named; readonly news: Untold['news'] }[];
  readonly reminders: readonly { readonly e: Named; readonly news: 'still' }[]; // told before, and nobody has taken them up
  readonly over: readonly Named[];
  readonly lost: readonly Lost[]; // what we sent and nobody took
  readonly standing: readonly Standing[]; // told before and still open
  readonly files: FilesSeen;
  readonly waited: number; // grave ones that did not fit into the budget
  readonly budget: number | null;
}

/** The day's mail: what is new, what is over, how much stands, what came in. */
export function digestMail(d: DigestOf, reader: Reader, why: readonly string[]): Composed {
  const groups = groupsOf(d.news, reader, SHOWN);
  const reminders = groupsOf(d.reminders, reader, SHOWN_AGAIN);
  const lost = lostLines(d.lost, reader);
  const silent = d.news.filter((n) => n.e.type === 'CHANNEL_SILENT').length;
  const parts = [
    ...(d.news.length === 0 ? [] : [`${d.news.length} ${d.news.length === 1 ? 'needs' : 'need'} you`]),
    ...(silent === 0 ? [] : [counted(silent, 'source silent', 'sources silent')]),
    ...(d.reminders.length === 0 ? [] : [counted(d.reminders.length, 'reminder')]),
    ...(d.lost.length === 0 ? [] : [`${d.lost.length} not delivered`]),
    ...(d.over.length === 0 ? [] : [`${d.over.length} closed`]),
  ];
  const date = DateTime.fromISO(d.day, { locale: 'en-GB' }).toFormat('ccc d LLL');
  const subject = `VMI ${date} – ${parts.join(', ')}`;
  const standing = bySupplier(d.standing).map((s) => standingLine(s, reader));
  const open = d.standing.length;
  const over = d.over.slice(0, SHOWN).map((e) => overLine(e, reader));
  const overMore = d.over.length > SHOWN ? [`and ${d.over.length - SHOWN} more`] : [];
  const files = filesLine(d.files);
  const waited =
    d.waited === 0
      ? []
      : [`${d.waited} of these waited for this mail: more than the ${d.budget} that come at once from one digest to the next`];
  return {
    subject,
    html: page(subject, date, parts.join(' · '), htmlOf(), why),
    text: [...textOf(), '-- ', ...why].join('\n'),
  };

  function htmlOf(): Html[] {
    return [
      ...(groups.length === 0
        ? []
        : [section('Needs you', String(d.news.length)), ...(waited.length === 0 ? [] : [list(waited)]), ...groups.map(groupInHtml)]),
      ...(reminders.length === 0 ? [] : [section(AGAIN, String(d.reminders.length)), ...reminders.map(groupInHtml)]),
      ...(lost.length === 0 ? [] : [section('Not delivered', String(d.lost.length)), list(lost)]),
      ...(over.length === 0 ? [] : [section('Closed', String(d.over.length)), list([...over, ...overMore])]),
      ...(standing.length === 0 ? [] : [section('Told before and still open', String(open)), list(standing)]),
      ...(files === null ? [] : [section('Files'), list([files])]),
    ];
  }
  function textOf(): string[] {
    const lines = (name: string, all: readonly string[]): string[] => (all.length === 0 ? [] : [name, '', ...all.map((l) => `  ${l}`), '']);
    return [
      ...(groups.length === 0
        ? []
        : [`NEEDS YOU (${d.news.length})`, '', ...waited.flatMap((w) => [`  ${w}`, '']), ...groups.flatMap(groupInText)]),
      ...(reminders.length === 0 ? [] : [`${AGAIN.toUpperCase()} (${d.reminders.length})`, '', ...reminders.flatMap(groupInText)]),
      ...lines(`NOT DELIVERED (${d.lost.length})`, lost),
      ...lines(`CLOSED (${d.over.length})`, [...over, ...overMore]),
      ...lines(`TOLD BEFORE AND STILL OPEN (${open})`, standing),
      ...lines('FILES', files === null ? [] : [files]),
    ];
  }
}

const overLine = (e: Named, reader: Reader): string =>
  `${plain(about(e) || title(e))}: ${title(e)}, ${ending(e.resolution)}, ${moment(e.resolved_at!, reader)}`;
interface Lot {
  readonly called: string;
  readonly open: number;
  readonly oldest: string;
}
const standingLine = (s: Lot, reader: Reader): string => `${plain(s.called, 80)}: ${s.open}, the oldest since ${moment(s.oldest, reader)}`;

/** How many each has, and since when the oldest stands; the most first. */
function bySupplier(all: readonly Standing[]): Lot[] {
  const lots = new Map<string, Standing[]>();
  for (const s of all) {
    const lot = lots.get(s.supplier ?? '');
    if (lot) lot.push(s);
    else lots.set(s.supplier ?? '', [s]);
  }
  return [...lots]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([, of]) => ({
      called: of[0]!.name ?? of[0]!.supplier ?? 'Our own',
      open: of.length,
      oldest: of.reduce((least, s) => (s.opened < least ? s.opened : least), of[0]!.opened),
    }));
}

function filesLine(f: FilesSeen): string | null {
  if (f.all === 0) return null;
  const parts = [
    ...(f.accepted > 0 ? [`${f.accepted} accepted`] : []),
    ...(f.partly > 0 ? [`${f.partly} partly`] : []),
    ...(f.refused > 0 ? [`${f.refused} refused or waiting`] : []),
  ];
  return `${counted(f.all, 'document')} came in${parts.length > 0 ? `: ${parts.join(', ')}` : ''}`;
}

const impactOf = (e: Entry): string => (e.numbers?.difference ? whole(e.numbers.difference, e.uom) : '');
const saidOf = (e: Entry): string => {
  const n = e.numbers;
  const unit = e.uom ? ` ${e.uom}` : '';
  const numbers = n && `${n.reported.join(' ')}${unit}, ${n.expected.join(' ')}${unit}`;
  return [e.message ?? numbers, e.why].filter((x) => x !== null).join('; ');
};

function groupInHtml(g: Group): Html {
  const rows = g.entries.map(
    (e) =>
      html`<table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        class="line"
        style="border-top:1px solid #e4e8ec;margin-top:10px"
      >
        <tr>
          <td valign="top" class="ink" style="padding-top:9px;font-weight:600;color:#1b2229;overflow-wrap:anywhere">
            ${e.link === null ? e.about : html`<a href="${e.link}" style="text-decoration:none">${e.about}</a>`}
          </td>
          <td
            valign="top"
            align="right"
            class="ink"
            style="padding:9px 0 0 12px;white-space:nowrap;font-variant-numeric:tabular-nums;color:#1b2229"
          >
            ${impactOf(e)}
          </td>
        </tr>
        <tr>
          <td colspan="2" class="soft" style="font-size:13px;color:#5c6873;overflow-wrap:anywhere">
            ${saidOf(e)}<br />${e.source !== '' && html`${e.source} · `}since ${e.since}${e.news !== 'new' && html` · ${NEWS[e.news]}`}<br /><span
              class="ink"
              style="color:#1b2229"
              >Next: ${e.next}</span
            >${e.press !== null && html`<br /><a href="${e.press}">Acknowledge</a>`}
          </td>
        </tr>
      </table>`,
  );
  const more = g.more > 0 && html`<div class="soft" style="padding-top:8px;font-size:13px;color:#5c6873">and ${g.more} more of these</div>`;
  const [first] = g.entries;
  return card(COLOURS[first?.severity ?? 'low'] ?? COLOURS['low']!, [
    html`<div class="ink" style="font-size:16px;font-weight:700;color:#1b2229">
        ${g.heading}${g.cause !== null && html`<span class="soft" style="font-weight:400;color:#5c6873"> · ${g.cause}</span>`}
      </div>
      ${rows}${more}`,
  ]);
}

const groupInText = (g: Group): string[] => [
  `  ${g.heading}${g.cause === null ? '' : ` (${g.cause})`}`,
  ...g.entries.flatMap((e) => [
    `    ${[e.about, impactOf(e), `since ${e.since}`].filter(Boolean).join('  ')}${e.news === 'new' ? '' : `  [${NEWS[e.news]}]`}`,
    `      ${saidOf(e)}`,
    ...(e.source === '' ? [] : [`      ${e.source}`]),
    `      Next: ${e.next}`,
    ...(e.link === null ? [] : [`      ${e.link}`]),
    ...(e.press === null ? [] : [`      Acknowledge: ${e.press}`]),
  ]),
  ...(g.more > 0 ? [`    and ${g.more} more of these`] : []),
  '',
];
