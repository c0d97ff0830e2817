import type { PoolClient } from 'pg';
import { NotWritable } from '../../domain/acks/not-writable';
import { claimed, kindWord } from '../../domain/claims/claim';
import { write861 } from '../../domain/claims/write-861';
import type { Cell } from '../../domain/workbook/book';
import { WORKBOOK_TYPE } from '../../domain/workbook/book';
import { writeWorkbook } from '../../domain/workbook/write-workbook';
import { RefusedError } from '../../platform/errors';
import { noteSent } from '../acks/sent.store';
import type { Outgoing } from '../outbox/message';
import { putInOutbox } from '../outbox/outbox.store';
import { allocateNumbers } from '../suppliers/control-numbers.store';
import type { ClaimReport, ClaimTo } from './claims.store';
import type { ClaimWay, ClaimWays } from './settings';

/** Puts a claim into the outbox, once, however often it is sent. Throws RefusedError where there is no way: nothing was sent then. */
export async function sendClaim(
  client: PoolClient,
  ways: ClaimWays,
  c: ClaimReport,
  to: ClaimTo,
  now: string,
): Promise<{ way: string; target: string }> {
  // prettier-ignore
  const way = ways.of(c.supplier);
  const name = `${way.prefix}${c.n}`;
  const common = { eventKey: `claim ${c.id}`, about: { claim: c.id, type: 'claim' } };
  if (way.by === 'x12') return byX12(client, ways, way, name, c, to, common, now);
  const base64 = (await workbook(name, c, to)).toString('base64');
  const file = { filename: `claim-${name}.xlsx`, contentType: WORKBOOK_TYPE, base64 };
  const message = mailOf(ways, way, c, to, common, `Claim ${name}: ${claimed(c.lines, c.sku, c.evidence.uom)}`, textOf(name, c, to), file);
  await putInOutbox(client, [message], now);
  return { way: 'mail', target: message.target };
}

async function byX12(
  client: PoolClient,
  ways: ClaimWays,
  way: ClaimWay,
  name: string,
  c: ClaimReport,
  to: ClaimTo,
  common: Pick<Outgoing, 'eventKey' | 'about'>,
  now: string,
): Promise<{ way: string; target: string }> {
  // prettier-ignore
  const [sender, receiver] = [way.sender!, way.receiver ?? to.ediId];
  if (receiver === null)
    throw new RefusedError('claim.no-way', `nobody knows the X12 id of ${c.supplier}: name it in its masters or as receiver in the section claims`); // prettier-ignore
  const { evidence: e } = c;
  const last = e.received_by.at(-1);
  const [location, locationName] = [c.location ?? last?.location ?? e.announced_in[0]?.location, to.locationName ?? last?.location_name];
  if (location === undefined) throw new RefusedError('claim.no-place', 'nobody knows where it was received');
  const numbers = await allocateNumbers(client, sender, receiver, 1);
  const out = {
    ...{ name, day: now.slice(0, 10), receivedOn: last?.day ?? null, shipment: e.shipment, location, locationName: locationName ?? '' },
    ...{ sku: c.sku, theirs: to.theirs, uom: e.uom, announced: e.announced, received: e.received, lines: c.lines },
  };
  const bytes = writable(() => write861(out, { sender, receiver, usage: way.usage, ...numbers, at: now }));
  const file = { name: `861-${name}-${numbers.interchange}.edi`, base64: bytes.toString('base64') };
  const message: Outgoing =
    way.place !== undefined
      ? { ...common, kind: 'file', target: way.place, payload: file }
      : mailOf(ways, way, c, to, common, `Claim ${name}`, `Attached is our claim ${name} as X12 861.\n`, { filename: file.name, contentType: 'application/EDI-X12', base64: file.base64 }); // prettier-ignore
  const [outboxId] = await putInOutbox(client, [message], now);
  await noteSent(client, {
    ...{ supplierId: to.supplierId, kind: 'x12-861', own: sender, partner: receiver, interchange: String(numbers.interchange) },
    ...{ group: String(numbers.group), message: '0001', reference: name, bytes, outboxId: outboxId!, at: now },
    withinHours: ways.answeredWithin(c.supplier),
  });
  return { way: 'x12', target: message.target };
}

function mailOf(
  { mailFrom }: ClaimWays,
  way: ClaimWay,
  c: ClaimReport,
  to: ClaimTo,
  common: Pick<Outgoing, 'eventKey' | 'about'>,
  subject: string,
  text: string,
  file: { readonly filename: string; readonly contentType: string; readonly base64: string },
): Outgoing {
  const address = way.to ?? to.contact;
  if (address === null)
    throw new RefusedError('claim.no-way', `nobody knows the address of ${c.supplier}: name it in its masters or as to in the section claims`); // prettier-ignore
  if (mailFrom === undefined) throw new RefusedError('claim.no-way', 'nothing can be mailed without the section mail');
  return { ...common, kind: 'mail', target: address, payload: { from: mailFrom, to: address, subject, text, attachments: [file] } };
}

function textOf(name: string, c: ClaimReport, to: ClaimTo): string {
  const { evidence: e } = c;
  return [
    `Our claim ${name} of ${c.made_at.slice(0, 10)} about your shipment ${e.shipment}:`,
    '',
    ...c.lines.map((l) => `${l.line}  ${l.quantity} ${e.uom} of ${c.sku}${to.theirs === null ? '' : ` (yours: ${to.theirs})`}: ${kindWord(l.kind)}`),
    '',
    `announced ${e.announced} ${e.uom}, received ${e.received} ${e.uom}`,
    ...e.announced_in.map((a) => `  announced ${a.quantity} in ${a.file}, ${a.place}${a.po === null ? '' : `, order ${a.po}`}`),
    ...e.received_by.map((r) => `  received ${r.quantity} on ${r.day} at ${r.location_name} (${r.location}), our posting ${r.key}${r.reason === null ? '' : `: ${r.reason}`}`), // prettier-ignore
    '',
    'The same is attached as a workbook. Please name the number of the claim in your answer.',
    '',
  ].join('\n'); // prettier-ignore
}

/** What is claimed on one sheet, what it stands on on the other. */
function workbook(name: string, c: ClaimReport, to: ClaimTo): Promise<Buffer> {
  const { evidence: e } = c;
  const head = (...texts: string[]): Cell[] => texts.map((text) => ({ text, bold: true, fill: 'grey' }));
  const number = (n: string): Cell => ({ number: n });
  const claim: Cell[][] = [
    head('Claim', 'Line', 'Shipment', 'Our part no', 'Your part no', 'Kind', 'Quantity', 'UOM'),
    ...c.lines.map((l): Cell[] => [name, number(String(l.line)), e.shipment, c.sku, to.theirs ?? '', kindWord(l.kind), number(l.quantity), e.uom]), // prettier-ignore
  ];
  const evidence: Cell[][] = [
    head('What', 'Quantity', 'UOM', 'Date', 'Place', 'Where it stands', 'Order'),
    ...e.announced_in.map((a): Cell[] => ['announced', number(a.quantity), e.uom, '', a.location, `${a.file} ${a.place}`, a.po ?? '']),
    ...e.received_by.map((r): Cell[] => ['received', number(r.quantity), e.uom, { date: r.day }, r.location, `${r.key}${r.reason === null ? '' : ` (${r.reason})`}`, r.po ?? '']), // prettier-ignore
  ];
  const widths = [14, 10, 18, 18, 18, 24, 12, 8];
  return writeWorkbook({ sheets: [{ name: 'Claim', rows: claim, widths, frozen: 1 }, { name: 'Evidence', rows: evidence, widths, frozen: 1 }] }); // prettier-ignore
}

function writable<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof NotWritable)
      throw new RefusedError('claim.not-writable', `it cannot be claimed by X12: ${error.message}; nothing was sent`);
    throw error;
  }
}
