/**
 * Rows within a row as an array for each of their columns: to write an object for every row, with its names, takes the database
 * four times as long. null where there are no rows.
 */
export type Columns<Row> = { readonly [K in keyof Row]: readonly Row[K][] | null };

/** Of the rows `x` that an aggregate goes over, in their order. */
export const columnsOf = (names: readonly string[], filter = ''): string =>
  `json_build_object(${names.map((n) => `'${n}', array_agg(x."${n}")${filter}`).join(', ')})`;

export function rowsOf<Row extends object>(columns: Columns<Row>): Row[] {
  const names = Object.keys(columns) as (keyof Row)[];
  const first = columns[names[0]!];
  if (!first) return [];
  return first.map((_, i) => {
    const row = {} as Row;
    for (const n of names) row[n] = columns[n]![i]!;
    return row;
  });
}
