import type { Table } from '../syntax/table';
import { listsOf } from './lists';
import { plan, type Planned, sampleOf, type TableContext } from './read-table';

export interface PlannedTable {
  readonly table: Table;
  readonly plan: Planned;
}

/** How the sheets of a file are to be read, each by the lists that it holds. */
export function planTables(tables: readonly Table[], context: TableContext): PlannedTable[] {
  return tables.flatMap((table) => {
    const sample = sampleOf(table);
    const lists = listsOf(table, sample);
    if (lists.length === 1) return [{ table, plan: plan(table, context, sample) }];
    return besideMapped(lists.map((list) => ({ table: list, plan: plan(list, context) })));
  });
}

/** A mapping is of one of a sheet's lists: what it does not fit is another one, and left out with a word. */
function besideMapped(planned: PlannedTable[]): PlannedTable[] {
  const mapped = planned.some(({ plan: p }) => 'layout' in p && p.layout.name !== undefined);
  if (!mapped) return planned;
  return planned.map((one) =>
    'issue' in one.plan && one.plan.issue.code === 'sheet.layout-changed' ? { ...one, plan: { ...one.plan, list: false } } : one,
  );
}
