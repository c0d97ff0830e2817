import { compare, exact } from '../canonical/quantity';
import type { CompositeSegment, LocationRef, SaidAsOf } from '../canonical/vocabulary';
import type { ItemLine, QuantityGroup } from '../syntax/edifact-groups';
import { balanceOf, measureOf, movementOf } from './edifact-codes';
import { decimal, locationOf, saidOn } from './edifact-common';
import { EdifactReport, type Entry, type Here, type ReportRules } from './edifact-report';
import { shownQuantity } from '../syntax/dictionary';
import type { Format } from './format';
import type { Partner } from './partner';
import type { Meaning } from '../mapping/edi-words';
import { Sum } from './x12-sum';
import { OF_A_PERIOD } from './x12-codes';

/** Places of goods; the others of a LOC say whence or whither something travels. */
const PLACES = new Set(['14', '18', '19', '162', '11', '7']);
const MOVED = '156';
const OPENING = '157';
const NO_INV = ['', '', ''] as const;
/** Dates of a stock: of the inventory, of its booking, of an event. A best-before date is none. */
const OF_THE_STOCK = new Set(['366', '179', '7', '94', '194', '206', '91', '90']);
const MOVEMENTS = new Set(['78', '85E']);

const RULES: ReportRules = {
  outlets: false,
  coverage: (code) => (MOVEMENTS.has(code) ? 'delta' : 'full'),
  asOf: ['366', '91', '206', '356', '137'],
  roles: ['WH', 'GY', 'SU'],
  entries: (line, here, unused, leftOut) => counting(entriesOf(line, here, unused, leftOut)),
};

/** EDIFACT INVRPT (edi.md section 8.2), in the order of groups of either directory. */
export const edifactInvrpt: Format = {
  key: 'edifact-invrpt',
  claims: (m) => m.syntax === 'edifact' && m.type === 'INVRPT',
  read(message, context, sink) {
    if (message.syntax !== 'edifact') return;
    new EdifactReport(RULES, message.directory, context, sink).read(message.segments);
  },
};

/** Where a quantity lies: by its own place, a party of its group, or what was said before the lines. */
export function whereOf(group: QuantityGroup, here: Here, kinds: ReadonlySet<string>): LocationRef | null {
  const { location, party } = group;
  const own = location && (here.partner?.locations ?? kinds).has(location.at(1)) ? locationOf(location) : null;
  return own ?? (party ? locationOf(party) : null) ?? here.place;
}

interface Counted extends Entry {
  readonly moves: boolean; // it stands in a group that tells of a movement
}

function entriesOf(
  line: ItemLine,
  here: Here,
  unused: (qty: CompositeSegment, why: string) => void,
  leftOut: (qty: CompositeSegment) => void,
): Counted[] {
  const out: Counted[] = [];
  const { partner } = here;
  for (const group of line.groups) {
    const { inv } = group;
    const [direction, inventory, reason] = inv ? [inv.at(1), inv.at(2), inv.at(3)] : NO_INV;
    const location = whereOf(group, here, PLACES);
    const own = group.dates.length > 0 ? group.dates.find((d) => OF_THE_STOCK.has(d.at(1))) : undefined;
    const said = own && saidOn(own, partner?.dates.timezone);
    const moved = direction !== '' && group.quantities.some((q) => q.at(1) === MOVED);
    for (const qty of group.quantities) {
      const code = qty.at(1);
      const settled = partner?.of('QTY', code);
      const isMovement = settled === undefined && (code === MOVED || (direction !== '' && !moved));
      const standard = isMovement
        ? movementOf(direction, reason)
        : code === OPENING && here.from !== undefined
          ? 'on_hand'
          : measureOf(code, here.directory);
      const known = settled ?? (isMovement ? movedBy(partner, direction, reason) : undefined) ?? standard;
      if (known === 'ignore') {
        if (standard !== undefined) leftOut(qty);
        continue;
      }
      if (known === undefined) {
        unused(
          qty,
          isMovement
            ? `a movement in direction ${direction || '(none)'} for reason ${reason || '(none)'} was not used`
            : `${shownQuantity(code)} of ${here.directory} is no stock measure and was not used`,
        );
        continue;
      }
      const measure = isMovement ? known : balanceOf(known, inventory);
      const asOf: SaidAsOf | undefined =
        said && said.said !== 'nothing'
          ? said
          : code === OPENING && settled === undefined && here.from !== undefined
            ? { said: 'date', date: here.from }
            : OF_A_PERIOD.has(measure)
              ? periodOf(here)
              : undefined;
      out.push({ qty, code, measure, group, location, asOf, moves: direction !== '' && !isMovement });
    }
  }
  return out;
}

export function periodOf(here: Here): SaidAsOf | undefined {
  if (here.from === undefined) return undefined;
  return { said: 'date', date: here.from, ...(here.to === undefined || here.to === here.from ? {} : { to: here.to }) };
}

/** What a mapping says of a movement: in its direction for its reason, or for any. */
const movedBy = (partner: Partner | undefined, direction: string, reason: string): Meaning | undefined =>
  partner?.movements[`${direction}:${reason}`] ?? partner?.movements[direction];

const keyOf = (e: Entry): string => `${e.measure} ${e.code} ${e.qty.at(1, 3)}`;
const placeKey = (e: Entry): string => `${e.location?.qualifier ?? ''} ${e.location?.value ?? ''}`;

/**
 * What of a line's numbers counts. A total beside its parts would be the stock twice, and of the balances that stand beside
 * movements only the last is the stock now.
 */
function counting(entries: readonly Counted[]): readonly Entry[] {
  if (entries.length < 2 || entries.every((e) => e.group.own && !e.moves)) return entries; // nothing that could be a total
  const dropped = new Set<Counted>();
  const latest = new Map<string, Counted>();
  for (const e of entries) {
    if (!e.moves) continue;
    const key = `${keyOf(e)} ${placeKey(e)}`;
    const before = latest.get(key);
    if (before) dropped.add(before);
    latest.set(key, e);
  }
  for (const key of new Set(entries.filter((e) => !e.moves).map(keyOf))) {
    const same = entries.filter((e) => !e.moves && keyOf(e) === key);
    const totals = same.filter((e) => !e.group.own);
    const parts = same.filter((e) => e.group.own);
    if (totals.length !== 1 || parts.length === 0) continue;
    const [total] = totals as [Counted];
    const elsewhere = parts.some((p) => placeKey(p) !== placeKey(total));
    const contained = parts.every((p) => p.group.details > 0);
    if (!elsewhere && contained) for (const p of parts) dropped.add(p);
    else if (isSum(total, parts)) for (const d of elsewhere ? [total] : parts) dropped.add(d);
  }
  return entries.filter((e) => !dropped.has(e));
}

function isSum(total: Entry, parts: readonly Entry[]): boolean {
  const wanted = decimal(total.qty.at(1, 2));
  if (wanted === undefined) return false;
  const sum = new Sum();
  for (const p of parts) sum.add(decimal(p.qty.at(1, 2)));
  return parts.every((p) => decimal(p.qty.at(1, 2)) !== undefined) && compare(exact(sum.text()), exact(wanted)) === 0;
}
