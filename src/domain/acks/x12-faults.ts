import { codes } from '../canonical/codes';

/**
 * Which of our issues a partner is told by which code. A functional acknowledgement speaks of syntax: items that are unknown,
 * units and quantities that are doubtful, what is settled between the buyer and us are no matter of it.
 */

/** TA105, by the issue and the segment that it stands at; any other fault of a broken frame is 022, an invalid structure. */
export const NOTES: Readonly<Record<string, string>> = codes({
  'x12.control-number IEA': '001',
  'x12.no-final-terminator IEA': '004',
  'x12.endless-segment': '004',
  'x12.control-count IEA': '021',
  'x12.truncated': '023',
  'x12.stray-segment': '022',
  'x12.trailer': '022',
  'x12.unlike-trailer': '022',
  'x12.no-group': '022',
  'x12.nothing-in-it': '024',
  'x12.fused-segments': '024',
});

/** AK905, and AK502 likewise. */
export const GROUP: Readonly<Record<string, string>> = codes({
  'x12.control-count GE': '5',
  'x12.control-number GE': '4',
  'x12.control-number GS': '19',
});
export const SET: Readonly<Record<string, string>> = codes({
  'x12.control-count SE': '4',
  'x12.control-number SE': '3',
  'x12.control-number ST': '23',
  'x12.group-type ST': '6',
  'x12.not-read ST': '1',
});

/** AK304 alone, for a segment; or AK403 for the element that is named, or that is always the one. */
export interface DataFault {
  readonly segment?: string;
  readonly element?: string;
  readonly at?: number;
}
export const DATA: Readonly<Record<string, DataFault>> = codes<DataFault>({
  'x12.unknown-segment': { segment: '1' },
  'x12.not-as-labelled': { segment: '2' },
  'x12.fused-segments': { segment: '8' },
  'x12.no-item LIN': { element: '1', at: 3 },
  'x12.no-shipment-id': { element: '1', at: 2 },
  'x12.no-location': { element: '1' },
  'x12.no-purpose': { element: '7', at: 1 },
  'x12.inquiry': { element: '7', at: 1 },
  'x12.taken-back': { element: '7' },
  'x12.no-such-level': { element: '7' },
  'x12.line-count': { element: '7' },
  'x12.hash-total': { element: '7' },
  'x12.sum-differs': { element: '7' },
  'x12.too-long': { element: '5' },
  'x12.not-a-number': { element: '6' },
  'x12.negative-shipped': { element: '6' },
  'x12.not-a-date': { element: '8' },
  'x12.period-backwards': { element: '8' },
});

/** What a line that stands without its LIN lacks: the segment itself. */
export const NO_LIN = { code: 'x12.no-item', tag: 'LIN', segment: '3' } as const;
