import type { Row } from '../canonical/vocabulary';
import { gtin14 } from '../items/gtin';
import { readDateCell } from './dates';
import { isUnitWord } from './fields';
import { readNumber } from './numbers';

export type Shape = 'gtin' | 'unit' | 'date' | 'number' | 'place' | 'code' | 'prose' | 'nothing';
export interface Shaped {
  readonly shape: Shape;
  readonly fit: number; // of the filled cells, 0 to 1
  readonly filled: number;
  readonly different: number;
}

const MOST = 0.8;

/** What the values of a column look like, whatever stands above them. */
export function shapeOf(sample: readonly Row[], column: number, after: number): Shaped {
  const seen = new Set<string>();
  const counts = { gtin: 0, unit: 0, date: 0, number: 0, prose: 0 };
  let filled = 0;
  for (const row of sample) {
    const cell = row.number > after ? row.cells[column] : undefined;
    const shown = cell?.shown.trim() ?? '';
    if (!cell || shown === '') continue;
    filled += 1;
    seen.add(shown);
    const date = typeof cell.raw === 'string' ? readDateCell(cell, null) : undefined;
    if (/^\d{12,14}$/.test(shown) && gtin14(shown) !== undefined) counts.gtin += 1;
    else if (date !== undefined) counts.date += 1;
    else if (isUnitWord(shown)) counts.unit += 1;
    else if (isNumber(readNumber(cell, null))) counts.number += 1;
    else if (/\p{L}{3,}[ ,]+\S/u.test(shown) && shown.length > 10) counts.prose += 1;
  }
  const different = seen.size;
  if (filled === 0) return { shape: 'nothing', fit: 0, filled, different };
  const [best, n] = Object.entries(counts).sort((a, b) => b[1] - a[1])[0] as [Shape, number];
  if (n >= filled * MOST) return { shape: best, fit: n / filled, filled, different };
  const few = different <= 30 && filled >= different * 3 && filled >= 4;
  return { shape: few ? 'place' : 'code', fit: 1, filled, different };
}

const isNumber = (read: ReturnType<typeof readNumber>): boolean => 'amount' in read || ('wrong' in read && read.wrong === 'ambiguous');

/** The row that looks most like headings where none is known: words over numbers. */
export function likelyHeading(sample: readonly Row[]): Row | undefined {
  return sample.slice(0, 40).find((row, i) => {
    const words = row.cells.filter((c) => c.shown.trim() !== '');
    const below = sample[i + 1];
    const wordy = words.length >= 2 && words.every((c) => typeof c.raw === 'string' && !/^[\d.,\s-]+$/.test(c.shown));
    return wordy && below !== undefined && below.cells.some((c) => isNumber(readNumber(c, null)));
  });
}
