import { showPlace } from '../canonical/place';
import type { SaidAsOf } from '../canonical/vocabulary';
import { CollectingSink } from '../formats/format';
import type { OpenedPart } from '../syntax';
import { shownTables } from './hidden';
import type { MappingFile } from './mapping-file';
import { planTables } from './plan-tables';
import { readTable, type TableContext } from './read-table';

export interface GoldenContext {
  readonly receivedAt: string;
  readonly locale: string | null;
}

/**
 * What a mapping reads of a file before anything is matched, a line for each thing said: the same bytes for the same file and the same
 * mapping, whatever its version is called, so that two readings are held against each other line by line.
 */
export function goldenOf(parts: readonly OpenedPart[], mapping: MappingFile, { receivedAt, locale }: GoldenContext): string {
  const out: string[] = [];
  for (const part of parts) {
    const where = part.path ?? part.name;
    if (part.content.kind !== 'tables') {
      if (part.content.kind === 'unreadable') out.push(`${where}: not read: ${part.content.issue.detail}`);
      continue;
    }
    const context: TableContext = {
      ...{ fileName: part.name, subject: part.subject ?? '', sender: part.from ?? null, within: part.path, receivedAt, locale },
      supplier: mapping.supplier,
      mappings: [{ ...mapping, version: 1 }],
    };
    const { tables, left } = shownTables(part.content.tables, context);
    for (const { table, plan } of planTables(tables, context)) {
      if ('issue' in plan) out.push(`${shown(plan.issue.place)}: asked ${plan.issue.code}: ${plan.issue.detail}`);
      else if (plan.layout.name === undefined) out.push(`${where} ${table.sheet}: not by this mapping`);
      else out.push(...linesOf(table, plan.layout, context));
    }
    for (const issue of left) out.push(`${shown(issue.place)}: ${issue.code}: ${issue.detail}`);
  }
  return out.map((line) => `${line.replace(/\s*\n\s*/g, ' ')}\n`).join('');
}

const shown = (place: Parameters<typeof showPlace>[0] | undefined): string => (place ? showPlace(place) : 'file');
const json = (value: unknown): string => JSON.stringify(value);
const moment = (said: SaidAsOf | undefined): string => (said === undefined ? '' : ` as of ${json(said)}`);

function linesOf(table: Parameters<typeof readTable>[0], layout: Parameters<typeof readTable>[1], context: TableContext): string[] {
  const sink = new CollectingSink();
  readTable(table, layout, context, sink);
  const item = (refs: readonly { scheme: string; value: string }[]): string => refs.map((r) => `${r.scheme} ${r.value}`).join(', ');
  return [
    ...sink.reports.flatMap(({ lines, ...header }) => [
      `stock report${moment(header.asOf)}, ${header.coverage}${header.supplyFact ? ', of the supplier' : ''}`,
      ...lines.map((l) => `${showPlace(l.place)}: ${l.measure} ${l.quantity.amount} ${json(l.quantity.unit)} of ${item(l.refs)} at ${json(l.location?.value ?? null)}${l.lot === undefined ? '' : ` lot ${json(l.lot)}`}${moment(l.asOf)}`), // prettier-ignore
    ]),
    ...sink.notices.flatMap(({ lines, ...header }) => [
      `shipment ${json(header.reference)} shipped${moment(header.shippedOn)} expected${moment(header.expectedOn)}`,
      ...lines.map((l) => `${showPlace(l.place)}: shipped ${l.quantity.amount} ${json(l.quantity.unit)} of ${item(l.refs)} at ${json(l.location?.value ?? null)} ${json([l.order, l.orderLine, l.sscc, l.lot])}`), // prettier-ignore
    ]),
    ...sink.issues.map((i) => `${shown(i.place)}: ${i.severity} ${i.code}: ${i.detail}`),
  ];
}

/** Lines that only one of the two has, in their order; a line that stands twice counts twice. */
export function goldenDifference(expected: string, read: string): string[] {
  const [a, b] = [expected, read].map((text) => text.split('\n').filter((l) => l !== '')) as [string[], string[]];
  const only = (of: string[], not: string[], sign: string): string[] => {
    const left = new Map<string, number>();
    for (const l of not) left.set(l, (left.get(l) ?? 0) + 1);
    return of.flatMap((l) => {
      const n = left.get(l) ?? 0;
      if (n > 0) left.set(l, n - 1);
      return n > 0 ? [] : [`${sign} ${l}`];
    });
  };
  return [...only(a, b, '-'), ...only(b, a, '+')];
}
