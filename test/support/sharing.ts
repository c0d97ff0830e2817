import { openDelivery } from '../../src/domain/syntax';

/** The sheets of a workbook as our own reader shows them: rows of cells, without those that are empty at the end. */
export async function sheetsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, string[][]>> {
  const [part] = await openDelivery(bytes, 'book.xlsx');
  const tables = part!.content.kind === 'tables' ? part!.content.tables : [];
  return new Map(tables.map((t) => [t.sheet ?? '', [...t.rows()].flat().map((r) => withoutEnd(r.cells.map((c) => c.shown)))]));
}
const withoutEnd = (cells: readonly string[]): string[] => cells.slice(0, cells.findLastIndex((c) => c !== '') + 1);
