import { CellIndex } from './cell-index';
import { type CellStore, KIND } from './cell-store';
import { type Formula, type Held, simpleFormula, workedOut } from './formula';
import { LIMITS } from './limits';
import { generalText } from './number-text';

/** A result that was saved with a formula, by the number of its cell in the store. */
interface Saved {
  readonly cell: number;
  readonly row: number;
  readonly column: number;
  readonly text: string; // '' of one that shares another's
  readonly shared: string | undefined;
}

interface Known {
  readonly formula: Formula | undefined;
  readonly first: Saved; // the cell in which it is written
}

/** What a workbook says about when its formulas are calculated. */
export interface Calculation {
  readonly anew: boolean; // whoever opens it is to calculate: its writer did not
  readonly otherwise: boolean; // by rounded or repeated steps, which nobody else can follow
}

const PASSES = 20;
const NEAR = 1e-9; // of what a result is made of

/**
 * The results of formulas that are simple enough to be worked out. One that contradicts its formula is no number: a program changed
 * the cells and did not calculate. Where a writer leaves calculating to whoever opens the file, a zero is what it put there instead.
 */
export class FormulaCheck {
  private readonly saved: Saved[] = [];
  private readonly shared = new Map<string, Known>();
  trusted = 0; // results that nobody calculated or checked, and that are no zero

  add(saved: Saved): void {
    if (this.saved.length >= LIMITS.formulas) return;
    this.saved.push(saved);
    if (saved.shared !== undefined && saved.text !== '')
      this.shared.set(saved.shared, { formula: simpleFormula(saved.text), first: saved });
  }

  check(cells: CellStore, { anew, otherwise }: Calculation): void {
    if (this.saved.length === 0 || (otherwise && !anew)) return;
    const { doubts } = cells;
    const index = new CellIndex(cells);
    let looks = LIMITS.formulaCells;
    const held = (row: number, column: number): Held => {
      looks -= 1;
      if (looks < 0 || column >= LIMITS.columns) return undefined;
      const [from, to] = index.row(row);
      for (let i = from; i < to; i++) {
        if (index.column(i) === column) return doubts.has(i) ? undefined : heldIn(index, i);
        looks -= 1;
      }
      return 'blank';
    };
    // A zero that is no result makes a zero of the sum over it: what leans on a doubt is looked at again.
    for (let pass = 0, known = -1; pass < PASSES && doubts.size > known; pass++) {
      known = doubts.size;
      this.trusted = 0;
      for (const saved of this.saved)
        if (!doubts.has(saved.cell)) this.look(saved, index.value(saved.cell), doubts, anew, otherwise ? undefined : held);
    }
  }

  private look(
    saved: Saved,
    value: number,
    doubts: CellStore['doubts'],
    anew: boolean,
    held: ((row: number, column: number) => Held) | undefined,
  ): void {
    const { formula, first } = this.formulaOf(saved);
    const shift = { rows: saved.row - first.row, columns: saved.column - first.column };
    const gives = held && formula ? workedOut(formula, shift, held) : undefined;
    if (gives && Math.abs(gives.value - value) > NEAR * Math.max(gives.size, Math.abs(value)))
      doubts.set(saved.cell, `its formula gives ${generalText(gives.value)}`);
    else if (!gives && anew && value === 0) doubts.set(saved.cell, 'its formula was not calculated');
    else if (!gives && anew) this.trusted += 1;
  }

  /** Its own, or the one that it shares, as it stands in the first cell. */
  private formulaOf(saved: Saved): Known {
    if (saved.shared === undefined) return { formula: simpleFormula(saved.text), first: saved };
    return this.shared.get(saved.shared) ?? { formula: undefined, first: saved };
  }
}

function heldIn(cells: CellIndex, i: number): Held {
  const kind = cells.kind(i);
  if (kind === KIND.number) return cells.value(i);
  return kind === KIND.shared || kind === KIND.text ? 'text' : undefined;
}
