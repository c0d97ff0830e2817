import type { Timeline } from '../api/types';
import { since, clock } from '../times';
import { day } from './words';
import { shownIn, type Unit, withSign } from './view';

interface Tile {
  readonly name: string;
  readonly says: string;
  readonly note: string;
  readonly tone?: 'bad' | 'good' | 'warn';
  readonly hint?: string;
}

/** What it is, and how both sides stand: each number with the moment that it is of. */
export function Head({ t, unit }: { readonly t: Timeline; readonly unit: Unit }) {
  return (
    <header className="item-head">
      <h1 id="title">
        {t.sku} {t.description && <span className="called">{t.description}</span>} <span className="dim">@</span> {t.location_name}{' '}
        {t.location_name !== t.location && <span className="dim">({t.location})</span>}
      </h1>
      <p className="agreed">{agreedOf(t, unit)}</p>
      <dl className="tiles">
        {tilesOf(t, unit).map((x) => (
          <div key={x.name} title={x.hint}>
            <dt>{x.name}</dt>
            <dd className={x.tone}>{x.says}</dd>
            <dd className="note">{x.note}</dd>
          </div>
        ))}
      </dl>
    </header>
  );
}

const LEVEL_WORDS: Readonly<Record<string, string>> = {
  house: 'of the house',
  program: 'of the program',
  location: 'of the place',
  class: 'of its class',
  'class of the supplier': 'of its class at this supplier',
  item: 'of the item',
  'item and location': 'of the item here',
};

/** Who manages and owns it, what it may be off by and who said so. */
function agreedOf(t: Timeline, unit: Unit): string {
  if (!t.terms) return `${t.supplier_name} · nothing is agreed about it`;
  const { tolerance_qty: qty, tolerance_pct: pct } = t.terms;
  const off = [qty === '0' ? '' : `${shownIn(qty, unit)} ${unit.uom}`, pct === '0' ? '' : `${pct} %`].filter(Boolean).join(' or ');
  const level = t.tolerance_from.tolerance_qty ?? t.tolerance_from.tolerance_pct;
  const tolerance = off ? `tolerance ${off}${level ? ` (${LEVEL_WORDS[level]})` : ''}` : 'no tolerance';
  const band = [t.terms.min && `min ${shownIn(t.terms.min, unit)}`, t.terms.max && `max ${shownIn(t.terms.max, unit)}`].filter(Boolean).join(', '); // prettier-ignore
  const whose = `managed by ${t.terms.managed_by === 'supplier' ? 'the supplier' : 'us'}, owned by ${t.terms.owned_by === 'supplier' ? 'the supplier' : 'us'}`;
  const compared = t.terms.compare_to === 'available' ? 'what is available is compared' : '';
  return [t.supplier_name, whose, tolerance, band, compared].filter(Boolean).join(' · ');
}

function tilesOf(t: Timeline, unit: Unit): Tile[] {
  const now = Date.parse(t.now);
  const report = t.theirs;
  const overdue = t.notices.filter((n) => n.overdue).length;
  const q = (n: string): string => `${shownIn(n, unit)} ${unit.uom}`;
  return [
    {
      name: 'Ours',
      says: t.ours ? q(t.ours.quantity) : 'not known',
      note: t.ours?.counted_at ? `counted ${day(t.ours.counted_at)}` : t.ours ? 'rolled back from a later count' : 'nobody ever counted it',
    },
    {
      name: 'Theirs',
      says: report?.theirs ? q(report.theirs) : 'not told',
      note: report ? `as of ${day(report.at)}, ${since(report.at, now)}` : 'no report of it',
      ...(report?.sent ? { hint: `as sent: ${report.sent}; came ${clock(report.received_at!)}` } : {}),
    },
    gapTile(t, unit),
    { name: 'In transit', says: q(t.in_transit), note: overdue > 0 ? `${overdue} overdue, not in it` : 'shipped, not received' },
    {
      name: 'Cover',
      says: t.cover_days === null ? 'not known' : `${t.cover_days} d`,
      note: t.cover_days === null ? 'hardly used in four weeks' : 'at the use of four weeks',
    },
  ];
}

/** Of the last report, against our book at its as-of. */
function gapTile(t: Timeline, unit: Unit): Tile {
  const r = t.theirs;
  if (!r) return { name: 'Gap', says: '–', note: 'nothing to compare' };
  if (r.gap === null) return { name: 'Gap', says: 'not known', note: r.why ?? '' };
  const says = `${withSign(r.gap, unit)} ${unit.uom}`;
  if (r.agrees)
    return { name: 'Gap', says, note: r.gap === '0' ? '✓ they agree' : `✓ within ${shownIn(r.tolerance!, unit)}`, tone: 'good' };
  return { name: 'Gap', says, note: `⚑ more than ${shownIn(r.tolerance!, unit)} allowed`, tone: 'bad' };
}
