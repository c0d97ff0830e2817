import { desadv, invrpt } from './documents/edifact';
import { csvOf, shippingList, xlsxOf } from './documents/sheet';
import { x12of846, x12of852, x12of856 } from './documents/x12';
import type { Paper, Report, Shipment, Supplier, World } from './types';

const WRITERS: Readonly<Record<Supplier['format'], readonly [(r: Report) => string | Buffer, string]>> = {
  '852': [x12of852, '852'],
  '846': [x12of846, '846'],
  invrpt: [invrpt, 'edi'],
  csv: [csvOf, 'csv'],
  xlsx: [(r) => xlsxOf(r), 'xlsx'],
};

export function paperOf(report: Report): Paper {
  const [write, end] = WRITERS[report.supplier.format];
  const { supplier, receivedAt } = report;
  // No date in the name: it would be an as-of where the report says none.
  const name = `${supplier.code.toLowerCase()}-stock-${report.index}.${end}`;
  return { at: receivedAt, supplier, name, content: write(report), named: supplier.edi === '', report };
}

/** Everything that the suppliers send: reports, and of each evening the notices of what went on the road. */
export function papersOf(world: World): Paper[] {
  const papers = world.reports.filter((r) => r.sent).map(paperOf);
  const evenings = new Map<string, Shipment[]>();
  for (const s of world.shipments) {
    if (s.noticeAt === null) continue;
    const key = `${s.pair.supplier.code} ${s.noticeAt}`;
    evenings.set(key, [...(evenings.get(key) ?? []), s]);
  }
  let control = 5000;
  for (const shipments of evenings.values()) papers.push(noticeOf(shipments, control++, shipments[0]!.noticeAt!));
  for (const h of world.happenings) h.papers?.(papers, world);
  return papers.filter((p) => !p.dropped);
}

export function noticeOf(shipments: readonly Shipment[], control: number, at: number): Paper {
  const { supplier } = shipments[0]!.pair;
  const name = `${supplier.code.toLowerCase()}-ship-${control}`;
  const paper = { at, supplier, named: supplier.edi === '', shipments };
  if (supplier.notices === '856') return { ...paper, name: `${name}.856`, content: x12of856(supplier, shipments, control, at) };
  if (supplier.notices === 'desadv') return { ...paper, name: `${name}.edi`, content: desadv(supplier, shipments, control, at) };
  return { ...paper, name: `${name}.csv`, content: shippingList(supplier, shipments) };
}
