import type { Table } from '../../syntax/table';

const [WHAT, CODE] = [5, 7]; // columns of it, from 0

/** The list of problems that goes back in front of a supplier's own sheets. He sends it again with what he corrected, and it is no list of stock. */
export function isProblemList(table: Table): boolean {
  if (table.text || table.sheet === '') return false;
  let seen = 0;
  for (const batch of table.rows())
    for (const { number, cells } of batch) {
      if (number === 1) continue;
      const shown = (i: number): string => cells[i]?.shown.trim() ?? '';
      if (cells.every((c) => c.shown === '')) continue;
      if (!/^[a-z0-9]+\.[a-z-]+$/.test(shown(CODE)) || shown(WHAT) === '') return false;
      seen += 1;
      if (seen === 20) return true;
    }
  return seen > 0;
}
