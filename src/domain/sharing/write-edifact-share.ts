import type { EdifactFrame } from '../acks/frame';
import { type EdifactSegment, writeEdifact } from '../acks/write-edifact';
import { type Column, type ShareLine, type Snapshot, valueOf } from './columns';
import { dayOf, firstDayOf, grouped, type Parties, partsOf, placeIn } from './edi-parts';
import { edifactUnit } from './units';

const SEPARATORS = { una: null, component: ':', element: '+', decimal: '.', release: '?', repetition: '', segment: "'" };

interface Kind {
  readonly message: 'INVRPT' | 'SLSRPT';
  readonly bgm: string;
  readonly codes: readonly (readonly [Column, string])[]; // list 6063
  readonly dates: (s: Snapshot, l: ShareLine) => EdifactSegment[];
}
const KINDS: Readonly<Record<Kind['message'], Kind>> = {
  INVRPT: {
    message: 'INVRPT',
    bgm: '35',
    codes: [['on_hand', '145'], ['in_transit', '198'], ['min', '97'], ['max', '98']], // prettier-ignore
    dates: (_, l) => [[['DTM'], ['366', dayOf(l), '102']]],
  },
  SLSRPT: {
    message: 'SLSRPT',
    bgm: '73E',
    codes: [['usage', '153']],
    dates: (s, l) => [[['DTM'], ['90', firstDayOf(l, s.usageDays), '102']], [['DTM'], ['91', dayOf(l), '102']]], // prettier-ignore
  },
};

/** One interchange for each day of an as-of: its dates are said once, before the lines. */
export function daysIn(message: Kind['message'], s: Snapshot): readonly Snapshot[] {
  const isKnown = (l: ShareLine): boolean => KINDS[message].codes.some(([c]) => s.columns.includes(c) && valueOf(l, c) !== null);
  return grouped(s.lines.filter(isKnown), dayOf).map((lines) => ({ ...s, lines }));
}

/** What one day of a snapshot says, as EDIFACT D.96A; what is not known is left out. Throws NotWritable. */
export function writeEdifactShare(message: Kind['message'], s: Snapshot, { own, partner, test }: Parties, interchange: number): Buffer {
  const kind = KINDS[message];
  const [date, time] = [s.madeAt.slice(2, 10).replaceAll('-', ''), s.madeAt.slice(11, 16).replace(':', '')];
  const reference = String(interchange);
  // As an answer to the partner would be framed: its writer and ours are one.
  const frame: EdifactFrame = { syntax: 'edifact', separators: SEPARATORS, version: 'UNOC:3', sender: partner, receiver: own, control: '', test, asks: false, groups: [], messages: [] }; // prettier-ignore
  const unb: EdifactSegment = [
    ...[['UNB'], ['UNOC', '3'], idOf(own), idOf(partner), [date, time], [reference]],
    ...(test ? [[''], [''], [''], [''], [''], ['1']] : []),
  ];
  let n = 0;
  const groups = grouped(s.lines, (l) => l.location).flatMap((lines): EdifactSegment[] => {
    const items = lines.flatMap((l): EdifactSegment[] => {
      const told = kind.codes.flatMap(([column, code]): EdifactSegment[] => {
        const value = s.columns.includes(column) ? valueOf(l, column) : null;
        if (value === null) return [];
        const where: EdifactSegment[] = message === 'INVRPT' ? [locOf('14', l)] : [];
        return [[['QTY'], [code, value, edifactUnit(l.uom)]], ...where];
      });
      return [[['LIN'], [String(++n)], [''], l.gtin === null ? [''] : [l.gtin, 'EN']], ...numbersOf(l), ...told]; // prettier-ignore
    });
    return items.length > 0 && message === 'SLSRPT' ? [locOf('162', lines[0]), ...items] : items;
  });
  const body: EdifactSegment[] = [
    [['UNH'], ['1'], [message, 'D', '96A', 'UN', message === 'SLSRPT' ? 'EAN004' : 'EAN005']],
    [['BGM'], [kind.bgm], [s.id.slice('snp_'.length).replaceAll('-', '')], ['9']],
    [['DTM'], ['137', s.madeAt.slice(0, 10).replaceAll('-', ''), '102']],
    ...kind.dates(s, s.lines[0]!),
    ...groups,
  ];
  return writeEdifact(frame, unb, body, reference);
}

function idOf(party: string): string[] {
  const [qualifier, id] = partsOf(party);
  return [id, qualifier];
}

/** Agencies: 9 is GS1, 92 the buyer, 91 the seller. */
function locOf(role: string, l: ShareLine): EdifactSegment {
  const { qualifier, value } = placeIn(l);
  return [['LOC'], [role], [value, '', qualifier === 'UL' ? '9' : qualifier]];
}

/** The supplier's number (SA) and ours (IN); the first stands for the item where it has no GTIN. */
function numbersOf(l: ShareLine): EdifactSegment[] {
  const theirs = l.theirs.find((t) => ['VN', 'VP', 'VC', 'MG', 'MF', 'SK'].includes(t.qualifier));
  const all: [string, string][] = [...(theirs ? [[theirs.value, 'SA'] as [string, string]] : []), [l.sku, 'IN']];
  return all.map((number, i): EdifactSegment => [['PIA'], [l.gtin === null && i === 0 ? '5' : '1'], number]);
}
