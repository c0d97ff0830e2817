import { type KeyboardEvent, useRef, useState } from 'react';
import type { List, Seen } from './draft';
import { shapeSays } from './words';

interface Given {
  readonly list: List;
  readonly columns: readonly Seen[];
  readonly headerRow: number | null;
  readonly used: ReadonlyMap<number, string>; // by column from 1: what it is read as
  readonly said: ((row: number) => void) | null; // that the headings stand in this row
}
const about = (c: Seen): string =>
  [c.letter, c.heading || 'no heading', shapeSays(c.shape), `${c.filled} values`, c.first === '' ? '' : `first ${c.first}`].filter((t) => t !== '').join(', '); // prettier-ignore

/** The file as it was sent, cell by cell: one stop of the tab key, and arrows within. */
export function Grid({ list, columns, headerRow, used, said }: Given) {
  const [at, setAt] = useState({ row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const width = Math.max(columns.at(-1)?.column ?? 0, ...list.grid.map((g) => g.cells.length));
  const letters = Array.from({ length: width }, (_, n) => columns.find((c) => c.column === n + 1));
  const move = (event: KeyboardEvent): void => {
    const by = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -width], End: [0, width] }[
      event.key
    ];
    if (!by) return;
    event.preventDefault();
    const row = Math.min(list.grid.length, Math.max(0, at.row + by[0]!));
    const column = Math.min(width - 1, Math.max(0, at.column + by[1]!));
    setAt({ row, column });
    table.current?.querySelector<HTMLElement>(`[data-at="${row}-${column}"]`)?.focus();
  };
  const stop = (row: number, column: number) => ({
    'data-at': `${row}-${column}`,
    tabIndex: at.row === row && at.column === column ? 0 : -1,
    onFocus: () => setAt({ row, column }),
  });
  return (
    <div className="grid-scroll">
      <table
        ref={table}
        role="grid"
        aria-label="The file as sent"
        aria-readonly="true"
        aria-rowcount={list.more ? -1 : list.rows + 1}
        aria-colcount={width}
        className="grid"
        onKeyDown={move}
      >
        <thead>
          <tr role="row" aria-rowindex={1}>
            <td className="corner" />
            {letters.map((c, n) => (
              <th
                key={n}
                role="columnheader"
                scope="col"
                aria-colindex={n + 1}
                aria-label={c ? about(c) : undefined}
                className={used.has(n + 1) ? 'read' : undefined}
                {...stop(0, n)}
              >
                {c?.letter ?? n + 1}
                {used.has(n + 1) && <span className="as">{used.get(n + 1)}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.grid.map((g, r) => (
            <tr
              key={g.row}
              role="row"
              aria-rowindex={g.row + 1}
              className={g.row === headerRow ? 'headings' : g.row < (headerRow ?? 0) ? 'above' : undefined}
            >
              <th role="rowheader" scope="row">
                {said ? (
                  <button
                    type="button"
                    tabIndex={-1}
                    title="The headings stand in this row"
                    aria-label={`Row ${g.row}: the headings stand here`}
                    onClick={() => said(g.row)}
                  >
                    {g.row}
                  </button>
                ) : (
                  g.row
                )}
              </th>
              {Array.from({ length: width }, (_, n) => (
                <td key={n} role="gridcell" aria-colindex={n + 1} className={used.has(n + 1) ? 'read' : undefined} {...stop(r + 1, n)}>
                  {g.cells[n] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim more">
        {list.more
          ? `The first ${list.grid.length} of more than ${list.rows} rows.`
          : list.rows > list.grid.length
            ? `The first ${list.grid.length} of ${list.rows} rows.`
            : `All ${list.rows} rows.`}
      </p>
    </div>
  );
}
