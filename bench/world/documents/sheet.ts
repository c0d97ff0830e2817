import * as XLSX from 'xlsx';
import { iso, shown } from '../clock';
import type { Report, ReportLine, Shipment, Supplier } from '../types';

type Cell = string | number;
const item = (l: ReportLine): string => l.item ?? l.pair.sku;
const place = (l: ReportLine): string => l.place ?? l.pair.place.code;
const lines = (rows: readonly (readonly Cell[])[]): string => rows.map((r) => r.join(',')).join('\r\n') + '\r\n';

export function csvOf(report: Report): string {
  const says = report.supplier.asOf !== 'none';
  return lines([
    ['Your Part No', 'Location', 'On Hand', 'UOM', ...(says ? ['As Of'] : [])],
    ...report.lines.map((l) => [
      ...[item(l), place(l), l.text ?? l.quantity, l.uom],
      ...(says ? [report.supplier.asOf === 'instant' ? iso(report.asOf.at, l.pair.place.zone) : report.asOf.date] : []),
    ]),
  ]);
}

export const GERMAN = ['Ihre Teile-Nr.', 'Lager', 'Bestand', 'ME', 'Stand'];
export function xlsxOf(report: Report, headings: readonly string[] = GERMAN): Buffer {
  const day = report.asOf.date.split('-').reverse().join('.');
  const rows: Cell[][] = [
    [`${report.supplier.name}: Bestandsmeldung`],
    [],
    [...headings],
    ...report.lines.map((l) => [item(l), place(l), l.text ?? l.quantity, l.uom === 'EA' ? 'Stk' : l.uom, day]),
  ];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), 'Bestand');
  book.Props = { CreatedDate: new Date(0), ModifiedDate: new Date(0) };
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

export function shippingList(supplier: Supplier, shipments: readonly Shipment[]): string {
  return lines([
    ['Shipment', 'Your Part No', 'Location', 'Shipped Qty', 'UOM', 'Ship Date', 'ETA'],
    ...shipments.map((s) => [
      ...[s.reference, s.pair.sku, s.pair.place.code, s.quantity, 'EA'],
      ...[shown(s.shippedAt, s.pair.place.zone, 'yyyy-MM-dd'), s.eta],
    ]),
  ]);
}
