import type { PoolClient } from 'pg';
import { type ExceptionReport, exceptionsOf, RAISED } from '../exceptions/exceptions.store';

/** An exception with the names that people know, beside its codes. */
export interface Named extends ExceptionReport {
  readonly supplier_name: string | null;
  readonly description: string | null;
  readonly location_name: string | null;
  readonly raised: number; // how often it was opened so far
}

/** In the order of the ids. */
export async function named(client: PoolClient, ids: readonly string[]): Promise<Named[]> {
  if (ids.length === 0) return [];
  const reports = new Map((await exceptionsOf(client, ids)).map((r) => [r.id.slice('exc_'.length), r]));
  const { rows } = await client.query<Pick<Named, 'id' | 'supplier_name' | 'description' | 'location_name' | 'raised'>>(
    `select e.id, s.name supplier_name, i.description, l.name location_name, ${RAISED} raised from supply_exception e
left join supplier s on s.code = e.supplier left join item i on i.sku = e.sku left join location l on l.code = e.location
where e.id = any ($1)`,
    [ids],
  );
  const names = new Map(rows.map(({ id, ...n }) => [id, n]));
  return ids.flatMap((id) => {
    const [report, name] = [reports.get(id), names.get(id)];
    return report && name ? [{ ...report, ...name }] : [];
  });
}
