import type { SaidAsOf, ShipLine, ShipNotice } from '../canonical/vocabulary';
import type { XmlElement } from '../syntax/xml-tree';
import { isBelowZero, nameOf } from './edi-lines';
import { dayOf, type Telling } from './xml-common';

const FULL = 1000;

export interface NoticeHead {
  readonly reference: string;
  readonly purpose: ShipNotice['purpose'] | undefined; // undefined: its status is none that is known
  readonly status: string;
  readonly shippedOn: SaidAsOf;
  readonly expectedOn: SaidAsOf;
  readonly issued: SaidAsOf;
}

/** A notice of XML with its lines. One that names no shipment, or whose status nobody knows, posts nothing. */
export function tellNotice(head: NoticeHead, lines: Iterable<ShipLine>, root: XmlElement, telling: Telling): void {
  const { reference, purpose, status, shippedOn, expectedOn } = head;
  const { sink } = telling;
  sink.shipNotice({ kind: 'ship_notice', reference, purpose: purpose ?? 'original', shippedOn, expectedOn, ...issuedBy(head.issued) });
  if (reference === '')
    telling.tell('error', 'no-shipment-id', 'the notice does not name its shipment, so that its lines were not used', root);
  if (purpose === undefined) {
    const detail = `the status ${JSON.stringify(status)} is none that is known, so that the lines of the notice were not used`;
    telling.tell('error', 'status-unknown', detail, root, status);
  }
  const [shipped, expected] = [dayOf(shippedOn), dayOf(expectedOn)];
  if (shipped !== '' && expected !== '' && shipped > expected)
    telling.tell('warning', 'dates-crossed', `it is expected on ${expected}, before it is shipped on ${shipped}`, root);
  let batch: ShipLine[] = [];
  let count = 0;
  for (const line of lines) {
    count += 1;
    const { amount } = line.quantity;
    if (isBelowZero(amount)) {
      const detail = `${nameOf(line.refs)}: ${amount} were shipped, which is less than nothing; it was not used`;
      sink.issue({ code: 'xml.negative-shipped', severity: 'error', detail, place: line.place, value: amount });
      continue;
    }
    if (reference === '' || purpose === undefined) continue;
    if (batch.push(line) < FULL) continue;
    sink.shipLines(batch);
    batch = [];
  }
  if (batch.length > 0) sink.shipLines(batch);
  if (count === 0 && purpose !== 'cancel')
    telling.tell('error', 'no-lines', 'the notice names no item, so that nothing can be expected of it', root);
}

const issuedBy = (said: SaidAsOf): { issued?: string } =>
  said.said === 'nothing' ? {} : { issued: said.said === 'date' ? said.date : said.at };

/** A label of a pack, as its eighteen digits. */
export const ssccIn = (text: string): string | undefined => /^\(?(?:00)?\)?(\d{18})$/.exec(text.replace(/\s/g, ''))?.[1];
