import { shown } from '../clock';
import type { Report, ReportLine, Shipment, Supplier } from '../types';

/** Sets in one interchange; every count and control number is right. */
export function interchange(
  supplier: Supplier,
  group: string,
  type: string,
  sets: readonly string[][],
  control: number,
  sentAt: number,
): string {
  const day = shown(sentAt, 'utc', 'yyyyMMdd');
  const time = shown(sentAt, 'utc', 'HHmm');
  const number = String(control).padStart(9, '0');
  const parties = `ZZ*${supplier.edi.padEnd(15)}*ZZ*${'BUYERWORKS'.padEnd(15)}`;
  const body = sets.flatMap((set, i) => {
    const id = String(i + 1).padStart(4, '0');
    return [`ST*${type}*${id}`, ...set, `SE*${set.length + 2}*${id}`];
  });
  return [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${parties}*${day.slice(2)}*${time}*U*00401*${number}*0*P*>`,
    `GS*${group}*${supplier.edi}*BUYERWORKS*${day}*${time}*${control}*X*004010`,
    ...body,
    `GE*${sets.length}*${control}`,
    `IEA*1*${number}`,
  ]
    .map((s) => `${s}~\n`)
    .join('');
}

export const itemOf = (l: ReportLine): string => l.item ?? `IN*${l.pair.sku}`;
/** Lines by the place that they name, in their order. */
export function byPlace(lines: readonly ReportLine[]): Map<string, ReportLine[]> {
  const out = new Map<string, ReportLine[]>();
  for (const l of lines) out.set(l.place ?? l.pair.place.code, [...(out.get(l.place ?? l.pair.place.code) ?? []), l]);
  return out;
}
const said = (l: ReportLine): string => l.text ?? String(l.quantity);

export function x12of852(report: Report): string {
  const date = report.asOf.date.replaceAll('-', '');
  const sets = [...byPlace(report.lines)].map(([place, lines]) => [
    `XQ*H*${date}`,
    `N1*RL*Store*92*${place}`,
    ...lines.flatMap((l, i) => [
      `LIN*${i + 1}*${itemOf(l)}`,
      `ZA*OH*${said(l)}*${l.uom}`,
      ...(l.sold === undefined ? [] : [`ZA*QS*${l.sold}*${l.uom}`]),
      ...(l.received === undefined ? [] : [`ZA*QR*${l.received}*${l.uom}`]),
    ]),
    `CTT*${lines.length}`,
  ]);
  return interchange(report.supplier, 'PD', '852', sets, report.control, report.receivedAt);
}

export function x12of846(report: Report): string {
  const date = report.asOf.date.replaceAll('-', '');
  const sets = [...byPlace(report.lines)].map(([place, lines]) => [
    `BIA*00*DD*${report.supplier.code}-${report.index}-${place}*${date}`,
    `N1*WH*Store*92*${place}`,
    ...lines.flatMap((l, i) => [`LIN*${i + 1}*${itemOf(l)}`, `QTY*17*${said(l)}*${l.uom}`]),
    `CTT*${lines.length}`,
  ]);
  return interchange(report.supplier, 'IB', '846', sets, report.control, report.receivedAt);
}

export function x12of856(supplier: Supplier, shipments: readonly Shipment[], control: number, sentAt: number, purpose = '00'): string {
  const sets = shipments.map((s) => {
    const day = shown(s.shippedAt, s.pair.place.zone, 'yyyyMMdd');
    return [
      `BSN*${purpose}*${s.reference}*${day}*1500*0004`,
      `DTM*011*${day}`,
      `DTM*017*${s.eta.replaceAll('-', '')}`,
      'HL*1**S*1',
      `N1*ST*Store*92*${s.pair.place.code}`,
      'HL*2*1*O*1',
      `PRF*PO-${s.reference}`,
      'HL*3*2*I*0',
      `LIN*1*IN*${s.pair.sku}`,
      `SN1*1*${s.quantity}*EA`,
      'CTT*3',
    ];
  });
  return interchange(supplier, 'SH', '856', sets, control, sentAt);
}
