import { columnIndex } from '../canonical/place';

/** What a formula says that is simple enough to be worked out: numbers, cells of its own sheet, `+ - * / %` and SUM. */
export type Formula =
  | { readonly is: 'number'; readonly value: number }
  | ({ readonly is: 'cell' } & Ref)
  | { readonly is: 'sum'; readonly of: readonly (Formula | { readonly is: 'range'; readonly from: Ref; readonly to: Ref })[] }
  | { readonly is: '+' | '-' | '*' | '/'; readonly left: Formula; readonly right: Formula };

/** Rows counted from 1, columns from 0; `fixed`: by a $, which a formula that is shared between cells keeps. */
export interface Ref {
  readonly row: number;
  readonly column: number;
  readonly fixedRow: boolean;
  readonly fixedColumn: boolean;
}

const TOKEN = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(!.])|(SUM)(?=\()|([-+*/%(),:]))/y;
const REF = /^(\$?)([A-Z]{1,3})(\$?)(\d+)$/;
const DEEPEST = 40; // brackets within each other
const LONGEST = 1000;

/** Undefined: it says more than can be worked out here. */
export function simpleFormula(text: string): Formula | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens: string[] = [];
  for (TOKEN.lastIndex = 0; TOKEN.lastIndex < text.trimEnd().length;) {
    const found = TOKEN.exec(text);
    if (!found) return undefined;
    tokens.push(found[0].trim());
  }
  const parser = new Parser(tokens);
  const read = parser.sum(0);
  return parser.ended ? read : undefined;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get ended(): boolean {
    return this.at === this.tokens.length;
  }

  sum(depth: number): Formula | undefined {
    return this.chain(['+', '-'], () => this.chain(['*', '/'], () => this.signed(depth)));
  }

  private chain(signs: readonly ('+' | '-' | '*' | '/')[], part: () => Formula | undefined): Formula | undefined {
    let left = part();
    for (let sign = signs.find((s) => s === this.tokens[this.at]); left && sign; sign = signs.find((s) => s === this.tokens[this.at])) {
      this.at += 1;
      const right = part();
      left = right && { is: sign, left, right };
    }
    return left;
  }

  private signed(depth: number): Formula | undefined {
    let negative = false;
    while (this.tokens[this.at] === '-' || this.tokens[this.at] === '+') negative = (this.tokens[this.at++] === '-') !== negative;
    let value = this.single(depth);
    while (value && this.takes('%')) value = { is: '/', left: value, right: { is: 'number', value: 100 } };
    return value && negative ? { is: '-', left: { is: 'number', value: 0 }, right: value } : value;
  }

  private single(depth: number): Formula | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || depth > DEEPEST) return undefined;
    this.at += 1;
    if (/^[\d.]/.test(token)) return { is: 'number', value: Number(token) };
    if (token === '(') {
      const inner = this.sum(depth + 1);
      return this.takes(')') ? inner : undefined;
    }
    if (token === 'SUM') return this.takes('(') ? this.summed(depth + 1) : undefined;
    const ref = refIn(token);
    return ref && { is: 'cell', ...ref };
  }

  private summed(depth: number): Formula | undefined {
    const of: (Formula & { is: 'sum' })['of'][number][] = [];
    do {
      const from = refIn(this.tokens[this.at] ?? '');
      const to = this.tokens[this.at + 1] === ':' ? refIn(this.tokens[this.at + 2] ?? '') : undefined;
      if (from && to) this.at += 3;
      const part = from && to ? { is: 'range' as const, from, to } : this.sum(depth);
      if (!part) return undefined;
      of.push(part);
    } while (this.takes(','));
    return this.takes(')') ? { is: 'sum', of } : undefined;
  }

  private takes(sign: string): boolean {
    if (this.tokens[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }
}

function refIn(token: string): Ref | undefined {
  const [, fixedColumn, letters, fixedRow, row] = REF.exec(token) ?? [];
  if (letters === undefined) return undefined;
  return { row: Number(row), column: columnIndex(letters), fixedRow: fixedRow === '$', fixedColumn: fixedColumn === '$' };
}

/** What a cell holds for a formula: a number, nothing, text, or what nobody can count with (undefined). */
export type Held = number | 'blank' | 'text' | undefined;

/** The result and how large what it was made of is, within which a float may err; undefined where it cannot be worked out. */
export function workedOut(
  formula: Formula,
  shift: { readonly rows: number; readonly columns: number },
  held: (row: number, column: number) => Held,
): { readonly value: number; readonly size: number } | undefined {
  const placed = (r: Ref): readonly [number, number] => [
    r.row + (r.fixedRow ? 0 : shift.rows),
    r.column + (r.fixedColumn ? 0 : shift.columns),
  ];
  const work = (f: Formula): { value: number; size: number } | undefined => {
    switch (f.is) {
      case 'number':
        return { value: f.value, size: Math.abs(f.value) };
      case 'cell': {
        const found = held(...placed(f));
        if (found === undefined || found === 'text') return undefined;
        return found === 'blank' ? { value: 0, size: 0 } : { value: found, size: Math.abs(found) };
      }
      case 'sum': {
        const all = { value: 0, size: 0 };
        for (const part of f.of) {
          if (part.is !== 'range') {
            const one = part.is === 'cell' && held(...placed(part)) === 'text' ? { value: 0, size: 0 } : work(part); // of a cell, SUM passes over a text
            if (!one) return undefined;
            all.value += one.value;
            all.size += one.size;
            continue;
          }
          const [[top, left], [bottom, right]] = [placed(part.from), placed(part.to)];
          for (let row = Math.min(top, bottom); row <= Math.max(top, bottom); row++)
            for (let column = Math.min(left, right); column <= Math.max(left, right); column++) {
              const found = held(row, column);
              if (found === undefined) return undefined;
              if (typeof found !== 'number') continue;
              all.value += found;
              all.size += Math.abs(found);
            }
        }
        return all;
      }
      default: {
        const [a, b] = [work(f.left), work(f.right)];
        if (!a || !b || (f.is === '/' && b.value === 0)) return undefined;
        if (f.is === '+') return { value: a.value + b.value, size: a.size + b.size };
        if (f.is === '-') return { value: a.value - b.value, size: a.size + b.size };
        if (f.is === '*') return { value: a.value * b.value, size: a.size * b.size };
        return { value: a.value / b.value, size: a.size / Math.abs(b.value) };
      }
    }
  };
  return work(formula);
}
