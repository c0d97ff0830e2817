import type { Numbers } from '../acks/answer';
import { writeX12, type X12Group, type X12Segment } from '../acks/write-x12';
import { type Column, type ShareLine, type Snapshot, valueOf } from './columns';
import { dayOf, firstDayOf, grouped, type Parties, partsOf, placeIn, plainName } from './edi-parts';
import { x12Unit } from './units';

const VERSION = '004010';
const SEPARATORS = { element: '*', segment: '~', component: '>' };
const ALL = 999_999_999;

/** A set that tells of one place; each goes into a group of its own, since each has an as-of of its own. */
interface Kind {
  readonly set: '852' | '846';
  readonly group: string; // GS01
  readonly codes: readonly (readonly [Column, string])[]; // ZA01 (list 859), QTY01 (list 673): the same letters mean other things
  readonly head: (s: Snapshot, lines: readonly [ShareLine, ...ShareLine[]]) => X12Segment[];
  readonly quantity: (code: string, value: string, unit: string) => X12Segment;
}
const KINDS: Readonly<Record<Kind['set'], Kind>> = {
  '852': {
    set: '852',
    group: 'PD',
    codes: [['on_hand', 'OH'], ['available', 'QA'], ['usage', 'QS'], ['min', 'QL'], ['max', 'QM'], ['in_transit', 'QI'], ['on_order', 'QP'], ['demand', 'QD']], // prettier-ignore
    head: ({ id, usageDays, columns }, [l]) => [
      ['XQ', 'H', ...(columns.includes('usage') ? [firstDayOf(l, usageDays)] : []), dayOf(l)],
      ['N9', 'FI', id.slice(-12), id],
      place('RL', l),
    ],
    quantity: (code, value, unit) => ['ZA', code, value, unit],
  },
  '846': {
    set: '846',
    group: 'IB',
    codes: [['on_hand', '17'], ['available', '33'], ['usage', '32'], ['min', '72'], ['max', '73'], ['in_transit', 'IQ'], ['on_order', '63']], // prettier-ignore
    head: ({ id, madeAt }, [l]) => [
      ['BIA', '00', 'DD', id.slice(-12), madeAt.slice(0, 10).replaceAll('-', '')],
      ['DTM', '184', dayOf(l)],
      ['REF', 'ZZ', id.slice(-12), id],
      place('WH', l),
    ],
    quantity: (code, value, unit) => ['QTY', code, value, unit],
  },
};

/** Lines of which some number is known; of the others, and of a place that has none of these, nothing is told. */
const tellable = (kind: Kind, s: Snapshot): ShareLine[] =>
  s.lines.filter((l) => kind.codes.some(([c]) => s.columns.includes(c) && valueOf(l, c) !== null));

/** Groups that `writeX12Share` makes of a snapshot: so many control numbers it takes. */
export const groupsIn = (set: Kind['set'], s: Snapshot): number => new Set(tellable(KINDS[set], s).map((l) => l.location)).size;

/** A snapshot as X12. What is not known is left out: a quantity of 0 says that nothing is there. Throws NotWritable. */
export function writeX12Share(set: Kind['set'], s: Snapshot, { own, partner, test }: Parties, numbers: Numbers): Buffer {
  const kind = KINDS[set];
  const [date, time] = [s.madeAt.slice(0, 10).replaceAll('-', ''), s.madeAt.slice(11, 16).replace(':', '')];
  const [[ownQualifier, ownId], [qualifier, id]] = [partsOf(own), partsOf(partner)];
  const isa = [
    ...['00', '', '00', '', ownQualifier, ownId, qualifier, id, date.slice(2), time, 'U', '00401'],
    ...[String(numbers.interchange).padStart(9, '0'), '0', test ? 'T' : 'P', SEPARATORS.component],
  ];
  const groups = grouped(tellable(kind, s), (l) => l.location).map((lines, i): X12Group => {
    const control = String(((numbers.group + i - 1) % ALL) + 1);
    return { gs: [kind.group, ownId, id, date, time, control, 'X', VERSION], st: [set, setNumber(i)], segments: bodyOf(kind, s, lines) };
  });
  return writeX12({ separators: SEPARATORS, isa, answers: [], groups });
}

/** Of the set in the n-th group: of an interchange no two have the same. */
export const setNumber = (n: number): string => String(n + 1).padStart(4, '0');

function bodyOf(kind: Kind, s: Snapshot, lines: readonly [ShareLine, ...ShareLine[]]): X12Segment[] {
  let n = 0;
  const items = lines.flatMap((l): X12Segment[] => {
    const told = kind.codes.flatMap(([column, code]): X12Segment[] => {
      const value = s.columns.includes(column) ? valueOf(l, column) : null;
      return value === null ? [] : [kind.quantity(code, value, x12Unit(l.uom))];
    });
    return [['LIN', String(++n), ...numbersOf(l).flat()], ...told];
  });
  return [...kind.head(s, lines), ...items, ['CTT', String(n)]];
}

const place = (role: string, l: ShareLine): X12Segment => {
  const { qualifier, value } = placeIn(l);
  return ['N1', role, plainName(l.locationName), qualifier, value];
};

const MOST_THEIRS = 4;
const GTIN: Readonly<Record<number, string>> = { 8: 'EN', 12: 'UP', 13: 'EN', 14: 'UK' };
function numbersOf(l: ShareLine): [string, string][] {
  const gtin = l.gtin === null ? undefined : GTIN[l.gtin.length];
  const theirs = l.theirs.filter((t) => /^[A-Z0-9]{2}$/.test(t.qualifier)).slice(0, MOST_THEIRS);
  const all: [string, string][] = [...theirs.map((t): [string, string] => [t.qualifier, t.value]), ['BP', l.sku], ...(gtin ? [[gtin, l.gtin!] as [string, string]] : [])]; // prettier-ignore
  return all.filter(([q, v], i) => all.findIndex(([p, w]) => p === q && w === v) === i);
}
