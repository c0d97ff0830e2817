import type { Document } from '../api/types';
import { clock } from '../times';

type Told = Pick<Document, 'kind' | 'supplier' | 'status' | 'as_of' | 'counts' | 'sender' | 'mapping' | 'format' | 'reference'>;
export const KINDS: Readonly<Record<string, string>> = {
  stock_report: 'stock report',
  ship_notice: 'ship notice',
  acknowledgement: 'acknowledgement',
  proposal: 'proposal',
  other: 'something else',
};
interface State {
  readonly mark: string;
  readonly says: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'dim';
  readonly means: string;
}
export const STATES: Readonly<Record<string, State>> = {
  accepted: { mark: '●', says: 'accepted', tone: 'good', means: 'All of it counts.' },
  accepted_with_issues: { mark: '◐', says: 'accepted in part', tone: 'warn', means: 'What could be read counts; the rest is told below.' },
  parked: {
    mark: '◔',
    says: 'waits for names',
    tone: 'warn',
    means: 'Lines wait until somebody says which item or place is meant; they are then taken up by themselves.',
  },
  quarantined: { mark: '○', says: 'held', tone: 'warn', means: 'It does not count until somebody lets it.' },
  rejected: { mark: '✕', says: 'rejected', tone: 'bad', means: 'None of it counts; the supplier has to send it again.' },
  duplicate: { mark: '=', says: 'sent before', tone: 'dim', means: 'The same came before; it changes nothing.' },
  ignored: { mark: '–', says: 'ignored', tone: 'dim', means: 'It is nothing that is read here.' },
};
export const stateOf = (status: string): State => STATES[status] ?? { mark: '?', says: status, tone: 'dim', means: '' };

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;
/** `18 lines, 2 wait, 1 not accepted` */
export const counted = ({ lines, parked, rejected }: Document['counts']): string =>
  [
    count(lines, 'line'),
    ...(parked > 0 ? [`${parked} wait${parked === 1 ? 's' : ''}`] : []),
    ...(rejected > 0 ? [`${rejected} not accepted`] : []),
  ].join(', ');

/** A day as the day that was said, and an instant in the reader's own zone; what nobody said is not made up. */
export const asOfSaid = (said: string | null): string =>
  said === null ? 'not said' : /T/.test(said) ? clock(said) : said.replace('/', ' to ');

/** The whole of it in sentences, for who does not read its format. */
export function plainly(d: Told): string {
  const whose = d.supplier === null ? 'a sender nobody knows' : d.supplier;
  const when = d.as_of === null ? '' : `, as of ${asOfSaid(d.as_of)}`;
  const what = `${(KINDS[d.kind] ?? d.kind).replace(/^./, (c) => c.toUpperCase())} of ${whose}${when}: ${counted(d.counts)}.`;
  const read = d.mapping ? ` Read by the layout ${d.mapping.name}, version ${d.mapping.version}.` : '';
  const sender =
    d.sender && d.sender.verdict !== 'pass' && d.sender.said !== '' ? ` Whether the mail is from whom it says: ${d.sender.said}.` : '';
  return `${what} ${stateOf(d.status).means}${read}${sender}`.trim();
}
export const MAY_BE_RELEASED: ReadonlySet<string> = new Set(['quarantined']);
