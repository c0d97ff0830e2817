import { shown } from '../clock';
import type { Report, Shipment, Supplier } from '../types';
import { byPlace } from './x12';

function interchange(supplier: Supplier, type: string, messages: readonly string[][], control: number, sentAt: number): string {
  const body = messages.flatMap((m, i) => [`UNH+${i + 1}+${type}`, ...m, `UNT+${m.length + 2}+${i + 1}`]);
  const head = `UNB+UNOC:3+${supplier.edi}:ZZ+BUYERWORKS:ZZ+${shown(sentAt, 'utc', 'yyMMdd:HHmm')}+${control}`;
  return ["UNA:+.? '", ...[head, ...body, `UNZ+${messages.length}+${control}`].map((s) => `${s}'`)].join('\n') + '\n';
}

export function invrpt(report: Report): string {
  const messages = [...byPlace(report.lines)].map(([place, lines]) => [
    `BGM+35+${report.supplier.code}-${report.index}-${place}+9`,
    report.supplier.asOf === 'instant'
      ? `DTM+366:${shown(report.asOf.at, report.supplier.places[0]!.zone, 'yyyyMMddHHmm')}:203`
      : `DTM+366:${report.asOf.date.replaceAll('-', '')}:102`,
    `NAD+WH+${place}::92`,
    ...lines.flatMap((l, i) => [
      `LIN+${i + 1}++${l.item ?? `${l.pair.sku}:IN`}`,
      `QTY+145:${l.text ?? l.quantity}:${l.uom === 'EA' ? 'PCE' : l.uom}`,
    ]),
  ]);
  return interchange(report.supplier, 'INVRPT:D:96A:UN', messages, report.control, report.receivedAt);
}

export function desadv(supplier: Supplier, shipments: readonly Shipment[], control: number, sentAt: number): string {
  const messages = shipments.map((s) => [
    `BGM+351+${s.reference}+9`,
    `DTM+11:${shown(s.shippedAt, s.pair.place.zone, 'yyyyMMdd')}:102`,
    `DTM+132:${s.eta.replaceAll('-', '')}:102`,
    `NAD+DP+${s.pair.place.code}::92`,
    'CPS+1',
    `LIN+1++${s.pair.sku}:IN`,
    `QTY+12:${s.quantity}:PCE`,
    `RFF+ON:PO-${s.reference}:1`,
  ]);
  return interchange(supplier, 'DESADV:D:96A:UN', messages, control, sentAt);
}
