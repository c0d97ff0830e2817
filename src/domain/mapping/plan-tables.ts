import type { Row } from '../canonical/vocabulary';
import { placeAt } from '../formats/sheet-cells';
import { NotOpened } from '../syntax/limits';
import type { Table, TextStyle } from '../syntax/table';
import { styleOf } from './choose';
import { keyValueList } from './key-value';
import { listsOf } from './lists';
import { plan, type Planned, SAMPLE, sampleOf, type TableContext, whereOf } from './read-table';
import { placesOfSheets } from './sheet-places';

export interface PlannedTable {
  readonly table: Table;
  readonly plan: Planned;
}

/** How the sheets of a file are to be read, each by the lists that it holds. */
export function planTables(tables: readonly Table[], context: TableContext): PlannedTable[] {
  return withPlaces(listsIn(tables, context), context);
}

function listsIn(tables: readonly Table[], context: TableContext): PlannedTable[] {
  const style = styleOf(context.mappings, context.supplier, context);
  return tables.flatMap((found) => {
    if (found.refused !== undefined) return [{ table: found, plan: refusedBy(found.refused, found, context) }];
    const table = styled(found, style);
    if (table instanceof NotOpened) return [{ table: found, plan: refused(table, context) }];
    const sample = sampleOf(table);
    const lists = listsOf(table, sample);
    if (lists.length === 1) return [plainOrBlocks(table, context, sample)];
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

const refusedBy = (detail: string, table: Table, { within }: TableContext): Planned => ({
  issue: { code: 'sheet.hidden-refused', severity: 'error', detail, place: placeAt(whereOf(table, within), [], 1) },
  empty: false,
  list: true,
});

/** By its headings; where it has none, by the labels that stand beside its values. */
function plainOrBlocks(table: Table, context: TableContext, sample: readonly Row[]): PlannedTable {
  const planned = plan(table, context, sample);
  if ('layout' in planned || planned.issue.code !== 'sheet.no-heading') return { table, plan: planned };
  const list = keyValueList(table, sample, sample.length < SAMPLE);
  if (!list) return { table, plan: planned };
  if (!('asked' in list)) return { table: list, plan: plan(list, context) };
  const place = placeAt(whereOf(table, context.within), [], list.row);
  return {
    table,
    plan: { empty: false, list: true, issue: { code: 'sheet.blocks-unsure', severity: 'error', detail: list.asked, place } },
  };
}

/** A mapping is of one of a sheet's lists: what it does not fit is another one, and left out with a word. */
function besideMapped(planned: PlannedTable[]): PlannedTable[] {
  const mapped = planned.some(({ plan: p }) => 'layout' in p && p.layout.name !== undefined);
  if (!mapped) return planned;
  return planned.map((one) =>
    'issue' in one.plan && one.plan.issue.code === 'sheet.layout-changed' ? { ...one, plan: { ...one.plan, list: false } } : one,
  );
}

/** Where there is a sheet for each place, its name is the place of its rows. */
function withPlaces(planned: PlannedTable[], context: TableContext): PlannedTable[] {
  const lists = planned.flatMap(({ table, plan: p }) => ('layout' in p ? [{ table, layout: p.layout }] : []));
  const read = lists.length > 1 ? placesOfSheets(lists) : undefined;
  if (!read) return planned;
  return planned.map(({ table, plan: p }): PlannedTable => {
    if (!('layout' in p)) return { table, plan: p };
    const row = p.layout.headerRow || 1;
    if ('asked' in read) {
      if (!read.of.has(table)) return { table, plan: p };
      const place = placeAt(whereOf(table, context.within), [], row);
      const issue = { code: 'sheet.place-unsure', severity: 'error', detail: read.asked, place } as const;
      return { table, plan: { issue, empty: false, list: true } };
    }
    const location = read.places.get(table);
    if (location === undefined) return { table, plan: p };
    const detail = `the sheet's name "${table.sheet}" was read as the place of its rows, since its items stand on other sheets as well`;
    const note = { code: 'sheet.place-from-name', severity: 'warning', detail, row } as const;
    const constants = { ...p.layout.constants, location };
    return { table, plan: { layout: { ...p.layout, constants, notes: [...(p.layout.notes ?? []), note] } } };
  });
}
