import { NotWritable } from '../acks/not-writable';
import { fits, type OutEnvelope, plainName, unit, writeDocument } from '../acks/write-document';
import type { X12Segment } from '../acks/write-x12';
import { exact, isZero, subtract } from '../canonical/quantity';
import { CollectingSink } from '../formats/format';
import { x12861 } from '../formats/x12-861';
import { readX12 } from '../syntax/x12';
import type { ClaimKind, ClaimLine } from './claim';

/** A claim as it leaves. Quantities are decimals in the item's base unit. */
export interface ClaimOut {
  readonly name: string; // CL-12
  readonly day: string; // 2026-11-29
  readonly receivedOn: string | null;
  readonly shipment: string;
  readonly location: string; // code: where it was received
  readonly locationName: string;
  readonly sku: string;
  readonly theirs: string | null; // their number of it
  readonly uom: string;
  readonly announced: string;
  readonly received: string;
  readonly lines: readonly ClaimLine[];
}

/** Conditions of an RCD (X12 412). */
const CONDITIONS: Readonly<Record<ClaimKind, string>> = { damaged: '01', short: '02', over: '03', wrong_item: '05' };

/**
 * An X12 861, version 4010: what was received, what was announced (SN1), and how much of it is in question, each with its condition.
 * Read back by our own reader of 861: a claim that it would take for another one is not sent. Throws NotWritable.
 */
export function write861(claim: ClaimOut, envelope: OutEnvelope): Buffer {
  const bytes = writeDocument('861', 'RC', body(claim), envelope);
  readBack(bytes, claim);
  return bytes;
}

function body(c: ClaimOut): X12Segment[] {
  const uom = unit(c.uom);
  const amount = (q: string): string => fits(q, 9, 'the quantity');
  const inQuestion = c.lines.flatMap((l) => [amount(l.quantity), uom, CONDITIONS[l.kind]]);
  return [
    ['BRA', fits(c.name, 30, 'the number of the claim'), c.day.replaceAll('-', ''), '00', '2'],
    ['REF', 'SI', fits(c.shipment, 30, 'the number of the shipment')],
    ...(c.receivedOn === null ? [] : [['DTM', '050', c.receivedOn.replaceAll('-', '')]]),
    ['N1', 'ST', plainName(c.locationName) || c.location, '92', fits(c.location, 80, 'the code of the place')],
    ['RCD', '1', amount(c.received), uom, '', '', ...inQuestion],
    ...(isZero(exact(c.announced)) ? [] : [['SN1', '', amount(c.announced), uom]]),
    ['LIN', '1', 'BP', fits(c.sku, 48, 'the number of the item'), ...(c.theirs === null ? [] : ['VN', fits(c.theirs, 48, 'their number')])],
    ['CTT', '1'],
  ];
}

function readBack(bytes: Buffer, c: ClaimOut): void {
  const [set] = readX12(bytes).interchanges[0]!.sets;
  const sink = new CollectingSink();
  x12861.read({ syntax: 'x12', type: '861', control: set!.control, segments: set!.segments() }, { fileName: '861', receivedAt: '' }, sink);
  const [report] = sink.reports;
  const [line, ...more] = report?.lines ?? [];
  const same =
    report?.reference === c.name &&
    more.length === 0 &&
    line?.measure === 'received' &&
    isZero(subtract(exact(line.quantity.amount), exact(c.received)));
  const named = line?.refs.some((r) => r.scheme === 'buyer' && r.value === c.sku) && line.location?.value === c.location;
  const questions = c.lines.every((l) => sink.issues.some((i) => i.detail.includes(`(condition ${CONDITIONS[l.kind]})`)));
  const other = sink.issues.find((i) => i.code !== 'x12.in-question');
  if (!same || !named || !questions || other)
    throw new NotWritable(`what was written is read as something else${other ? `: ${other.detail}` : ''}`);
}
