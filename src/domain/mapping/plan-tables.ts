import { NotOpened } from '../syntax/limits';
import type { Table, TextStyle } from '../syntax/table';
import { styleOf } from './choose';
import { listsOf } from './lists';
import { plan, type Planned, sampleOf, type TableContext } from './read-table';

export interface PlannedTable {
  readonly table: Table;
  readonly plan: Planned;
}

/** How the sheets of a file are to be read, each by the lists that it holds. */
export function planTables(tables: readonly Table[], context: TableContext): PlannedTable[] {
  const style = styleOf(context.mappings, context.supplier, context.fileName);
  return tables.flatMap((found) => {
    const table = styled(found, style);
    if (table instanceof NotOpened) return [{ table: found, plan: refused(table, context) }];
    const sample = sampleOf(table);
    const lists = listsOf(table, sample);
    if (lists.length === 1) return [{ table, plan: plan(table, context, sample) }];
    return besideMapped(lists.map((list) => ({ table: list, plan: plan(list, context) })));
  });
}

/** A text by what a mapping says of it; by that, its lines may be longer than any list's. */
function styled(table: Table, style: TextStyle | undefined): Table | NotOpened {
  try {
    return (style && table.readAs?.(style)) ?? table;
  } catch (error) {
    if (error instanceof NotOpened) return error;
    throw error;
  }
}
const refused = ({ code, message }: NotOpened, { within }: TableContext): Planned => ({
  issue: { code, severity: 'error', detail: message, place: { in: 'file', ...(within === null ? {} : { within }) } },
  empty: false,
  list: true,
});

/** A mapping is of one of a sheet's lists: what it does not fit is another one, and left out with a word. */
function besideMapped(planned: PlannedTable[]): PlannedTable[] {
  const mapped = planned.some(({ plan: p }) => 'layout' in p && p.layout.name !== undefined);
  if (!mapped) return planned;
  return planned.map((one) =>
    'issue' in one.plan && one.plan.issue.code === 'sheet.layout-changed' ? { ...one, plan: { ...one.plan, list: false } } : one,
  );
}
