import type { Database } from '../../src/database/open';
import { decimalSignOf, readNumber } from '../../src/domain/mapping/numbers';
import type { CountAsked, OwnCounts } from '../../src/domain/mapping/own-counts';
import type { Table } from '../../src/domain/syntax/table';
import { parseMappingFile } from '../../src/domain/mapping/mapping-file';
import { insertVersion } from '../../src/modules/mappings/versions.store';
import type { Made } from './read-layouts';

const COUNTED = ['on_hand', 'available'];

/** What the buyer counted, as of a list: in six of seven rows what its stock says; or, to lead astray, what a column of something else says. */
export function countsOf(made: Made, table: Table, asked: readonly CountAsked[], astray: boolean): OwnCounts {
  const rows = [...table.rows()].flat().filter((r) => asked.some((a) => a.row === r.number));
  const amounts = (column: number): [number, string][] => {
    const sign = decimalSignOf(rows.map((r) => r.cells[column]?.raw).filter((raw) => typeof raw === 'string'));
    return rows.flatMap((r): [number, string][] => {
      const read = r.cells[column] && readNumber(r.cells[column], sign);
      return read && 'amount' in read ? [[r.number, read.amount]] : [];
    });
  };
  const of = made.columns.flatMap((c, at) => {
    if (c.truth.includes('item') || c.truth.some((t) => COUNTED.includes(t)) === astray) return [];
    const found = amounts(at);
    return found.length > asked.length / 2 && (astray || c.truth.includes('on_hand')) ? [found] : [];
  });
  return new Map((of[0] ?? []).filter(([row]) => row % 7 !== 0).map(([row, amount]) => [row, [amount]]));
}

/** Two weeks of counts of the first items at every place, and a layout that was published. */
export async function fillCounts(db: Database, made: Made, receivedAt: string): Promise<void> {
  await db.pool.query(
    `insert into stock_count (item_id, location_id, counted_at, quantity, basis, status, owner, imported_at)
select i.id, l.id, $1::timestamptz - make_interval(days => d), (i.id * 7 + d) % 500, 'physical', 'unrestricted', 'buyer', $1
from (select id from item order by id limit 400) i cross join location l cross join generate_series(0, 13) d`,
    [receivedAt],
  );
  await db.pool.query('analyze stock_count');
  const headings = made.columns.map((c) => c.heading.join(' ')).slice(0, 3);
  const columns = `{ vendor: ${JSON.stringify(headings[0])}, on_hand: [${headings.slice(1).map((h) => JSON.stringify(h)).join(', ')}] }`; // prettier-ignore
  const text = `name: acme-stock\nsupplier: ACME\ncolumns: ${columns}\n`;
  const parsed = parseMappingFile(text, 'acme-stock.yaml');
  if ('issue' in parsed) throw new Error(parsed.issue.detail);
  const client = await db.pool.connect();
  await insertVersion(client, { name: 'acme-stock', version: 1, supplier: 'ACME', text, author: '', note: '', published_at: receivedAt });
  client.release();
}
