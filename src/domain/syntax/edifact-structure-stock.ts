import { codes } from '../canonical/codes';
import { add, isZero, parseDecimal, subtract, text, ZERO } from '../canonical/quantity';
import type { CompositeSegment } from '../canonical/vocabulary';
import { said } from './edi-segments';
import { type ItemLine, Lines, type QuantityGroup } from './edifact-groups';
import { dateOf, dayOf, Heading, itemIds, referenceOf } from './edifact-structure-parts';
import { itemIdsOf } from './edifact-values';

const DEFAULT_PLACES = ['WH', 'GY', 'SU'];

/** An INVRPT, SLSRPT or RECADV as it stands: every quantity that was sent, whatever it means to a buyer. */
export function describeQuantities(
  type: 'INVRPT' | 'SLSRPT' | 'RECADV',
  segments: readonly CompositeSegment[],
  notes: Set<string>,
): object {
  const heading = new Heading();
  let outlet: { readonly place: CompositeSegment; readonly dates: CompositeSegment[] } | null = null;
  const totals: Record<string, string> = {};
  const take = (s: CompositeSegment): void => {
    if (s.tag === 'CNT') totals[`CNT+${s.at(1)}`] = s.at(1, 2);
    else if (s.tag === 'LOC') outlet = { place: s, dates: [] };
    else if (outlet && s.tag === 'DTM') outlet.dates.push(s);
    else heading.take(s);
  };
  const out: object[] = [];
  const sums = new Map<string, typeof ZERO>();
  const told = (line: ItemLine): void => {
    const here = outlet as { readonly place: CompositeSegment; readonly dates: CompositeSegment[] } | null;
    const place = here?.place ?? headingPlace(heading);
    const sales = here?.dates.find((d) => d.at(1) === '356');
    const { lin, pias, groups, references, prices } = line;
    sumUp(type, line, sums);
    out.push(
      said({
        lineNo: lin.at(1),
        itemIds: itemIds(itemIdsOf(lin, pias), notes),
        description: line.imd?.at(3, 4),
        ...(type === 'RECADV'
          ? { quantities: groups.flatMap((g) => g.quantities.map((q) => said({ qualifier: q.at(1), value: q.at(1, 2), uom: q.at(1, 3) }))) }
          : { observations: groups.flatMap((g) => g.quantities.map((q) => observationOf(q, g, place, sales, type))) }),
        references: type === 'INVRPT' ? [] : references.map(referenceOf),
        prices: prices.map((p) => said({ qualifier: p.at(1), amount: p.at(1, 2), type: p.at(1, 4) })),
        text: [1, 2, 3, 4, 5]
          .map((c) => line.ftx?.at(4, c) ?? '')
          .join(' ')
          .trim(),
      }),
    );
  };
  const lines = new Lines(type === 'SLSRPT', told, take);
  for (const segment of segments) lines.take(segment);
  lines.end();
  const period = type === 'SLSRPT' ? { periodStart: dayOf(heading.dated('90', '194')), periodEnd: dayOf(heading.dated('91', '206')) } : {};
  return {
    ...heading.shown('documentNumber'),
    ...said({ ...period, despatchAdvice: heading.references.find((r) => ['DQ', 'AAK'].includes(r.at(1)))?.at(1, 2) }),
    lines: out,
    ...computedOf(type, sums),
    ...said({ totals: Object.keys(totals).length > 0 ? totals : '' }),
  };
}

const COUNTED: Readonly<Record<string, Readonly<Record<string, 1 | -1>>>> = codes<Readonly<Record<string, 1 | -1>>>({
  SLSRPT: { '153': 1 },
  RECADV: { '194': 1, '12': -1 },
});

/** Sales by item, since one LIN for each unit sold is usual; receipts against what was advised. */
function sumUp(type: string, { lin, groups }: ItemLine, sums: Map<string, typeof ZERO>): void {
  const item = lin.at(3);
  for (const q of groups.flatMap((g) => g.quantities)) {
    const sign = COUNTED[type]?.[q.at(1)];
    const amount = parseDecimal(q.at(1, 2));
    if (item === '' || !sign || !amount) continue;
    sums.set(item, (sign > 0 ? add : subtract)(sums.get(item) ?? ZERO, amount));
  }
}
function computedOf(type: string, sums: ReadonlyMap<string, typeof ZERO>): object {
  if (type === 'INVRPT') return {};
  const shown = [...sums].filter(([, n]) => type === 'SLSRPT' || !isZero(n)).map(([item, n]) => [item, text(n)]);
  const computed = Object.fromEntries(shown) as Record<string, string>;
  return { computed: type === 'SLSRPT' ? { soldByItem: computed } : { discrepancy: computed } };
}

function headingPlace(heading: Heading): CompositeSegment | null {
  for (const role of DEFAULT_PLACES) {
    const found = heading.parties.find(({ nad }) => nad.at(1) === role);
    if (found) return found.nad;
  }
  return null;
}

const placeOf = (s: CompositeSegment): object => {
  const [qualifier, id] = s.tag === 'NAD' ? [`NAD+${s.at(1)}`, s.at(2)] : [s.at(1), s.at(2)];
  return said({ qualifier, id, name: s.tag === 'LOC' ? s.at(2, 4) : '' });
};

function observationOf(
  qty: CompositeSegment,
  group: QuantityGroup,
  outlet: CompositeSegment | null,
  sales: CompositeSegment | undefined,
  type: string,
): object {
  const place = group.location ?? group.party ?? outlet;
  const date = group.dates[0] ?? sales;
  const { inv, reference } = group;
  return said({
    activity: qty.at(1),
    quantity: qty.at(1, 2),
    uom: qty.at(1, 3),
    location: place && placeOf(place),
    reference: type === 'INVRPT' && reference ? referenceOf(reference) : '',
    date: date && dateOf(date),
    direction: inv?.at(1),
    inventoryType: inv?.at(2),
    reason: inv?.at(3),
  });
}
