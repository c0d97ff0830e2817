import type { Cell, Row } from '../canonical/vocabulary';
import { EMPTY, type Table } from '../syntax/table';
import { type Field, fieldOf, folded, isItem, isMeasure, isUnitWord } from './fields';

interface At {
  readonly row: number;
  readonly column: number;
}
/** `Item  F-1001`, in two cells or in one with a colon. */
interface Pair {
  readonly label: string;
  readonly field: Field | undefined;
  readonly at: At; // of the value
  readonly value: Cell;
  readonly unit?: Cell & { readonly at: At };
}
interface Column {
  readonly heading: string;
  readonly field: Field;
}

/** Why the blocks are not read. */
export interface BlocksAsked {
  readonly asked: string;
  readonly row: number;
}

const LABELLED = /^([^:=]{1,60})[:=]\s*(\S.*)$/u;

/**
 * A sheet on which each item is a block of labels with their values beside them, as the list that it says: a row for each block
 * and a column for each label. Where it is not certain which value belongs to which item, that is asked.
 */
export function keyValueList(table: Table, sample: readonly Row[], whole: boolean): Table | BlocksAsked | undefined {
  if (!whole || table.at) return undefined;
  const groups = groupsOf(sample);
  const read = groups && blocksOf(groups);
  if (!read || 'asked' in read) return read;
  const columns = columnsOf(read.blocks);
  const places = new Map<number, readonly At[]>();
  const rows: Row[] = [{ number: 0, cells: columns.map((c) => ({ shown: c.heading, raw: c.heading })) }];
  for (const block of read.blocks) {
    const number = block[0]!.at.row;
    const found = columns.map((c) => block.find((p) => p.field === c.field));
    const units = block.find((p) => p.unit)?.unit;
    const cells = columns.map((c, i) => found[i]?.value ?? (c.field === 'uom' && units ? { shown: units.shown, raw: units.raw } : EMPTY));
    places.set(number, columns.map((_, i) => found[i]?.at ?? block[0]!.at)); // prettier-ignore
    if (rows.length === 1) places.set(0, places.get(number)!);
    rows.push({ number, cells });
  }
  const lead = read.facts.map((p) => `${p.label}: ${typeof p.value.raw === 'string' ? p.value.raw : p.value.shown}`);
  const cellOf = (row: number, column: number): At => places.get(row)?.[column] ?? { row, column };
  return { ...table, merges: [], lead: [...lead, ...(table.lead ?? [])], cellOf, rows: () => [rows] };
}

/** The pairs of a sheet, by the blank rows between them; undefined where a row is anything else. */
function groupsOf(sample: readonly Row[]): Pair[][] | undefined {
  const groups: Pair[][] = [[]];
  let beside: number | undefined; // the column of the labels
  for (const row of sample) {
    const filled = row.cells.flatMap((c, column) => (c.shown.trim() === '' ? [] : [column]));
    if (filled.length === 0) {
      if (groups.at(-1)!.length > 0) groups.push([]);
      continue;
    }
    if (filled.length > 3) return undefined;
    const pair = pairOf(row, filled);
    if (!pair) continue;
    if (filled.length > 1 && pair.field) {
      beside ??= filled[0];
      if (filled[0] !== beside) return undefined;
    }
    groups.at(-1)!.push(pair);
  }
  return groups.filter((g) => g.length > 0);
}

function pairOf(row: Row, [first, second, third]: readonly number[]): Pair | undefined {
  const text = row.cells[first!]!.shown.trim();
  if (second === undefined) {
    const [, label, value] = LABELLED.exec(text) ?? [];
    if (label === undefined || value === undefined) return undefined;
    return made(label, { row: row.number, column: first! }, { shown: value, raw: value });
  }
  const pair = made(text.replace(/\s*[:=]$/, ''), { row: row.number, column: second }, row.cells[second]!);
  if (third === undefined) return pair;
  const unit = row.cells[third]!;
  return isUnitWord(unit.shown.trim()) ? { ...pair, unit: { ...unit, at: { row: row.number, column: third } } } : { ...pair, field: undefined }; // prettier-ignore
}

const made = (label: string, at: At, value: Cell): Pair => ({ label: label.trim(), field: fieldOf(label, false)?.field, at, value });

const isCount = ({ field }: Pair): boolean => field !== undefined && (isMeasure(field) || field === 'quantity');

/** One block for each item; what stands before the first holds for all. */
function blocksOf(groups: readonly (readonly Pair[])[]): { blocks: Pair[][]; facts: Pair[] } | BlocksAsked | undefined {
  const blocks: Pair[][] = [];
  const facts: Pair[] = [];
  const all = groups.flat();
  const opens = all.find((p) => p.field && isItem(p.field));
  if (!opens || !all.some(isCount)) return undefined;
  const isOpening = (p: Pair): boolean => p.field === opens.field && folded(p.label) === folded(opens.label);
  for (const group of groups) {
    const first = group.findIndex(isOpening);
    const alone = group.filter(isOpening).length === 1;
    const before = first < 0 ? group : alone ? [] : group.slice(0, first);
    const stray = before.find((p) => (blocks.length > 0 ? p.field : isCount(p)));
    if (stray) return { asked: `which item does "${stray.label}" belong to?`, row: stray.at.row };
    facts.push(...before);
    if (alone) blocks.push(group.filter((p) => p.field));
    else
      for (const p of group.slice(before.length)) {
        if (isOpening(p)) blocks.push([p]);
        else if (p.field) blocks.at(-1)!.push(p);
      }
  }
  return blocks.map(doubtIn).find((d) => d !== undefined) ?? { blocks, facts };
}

function doubtIn(block: readonly Pair[]): BlocksAsked | undefined {
  const again = block.find((p, i) => block.findIndex((q) => q.field === p.field) < i);
  if (again) return { asked: `"${again.label}" stands twice in one block: which of them counts?`, row: again.at.row };
  const units = block.filter((p) => p.unit);
  const other = units.find((p) => folded(p.unit!.shown) !== folded(units[0]!.unit!.shown));
  return (
    other && { asked: `one block counts in "${units[0]!.unit!.shown}" and in "${other.unit!.shown}": which is meant?`, row: other.at.row }
  );
}

function columnsOf(blocks: readonly (readonly Pair[])[]): Column[] {
  const columns = new Map<Field, string>();
  for (const block of blocks) for (const p of block) if (!columns.has(p.field!)) columns.set(p.field!, p.label);
  if (!columns.has('uom') && blocks.some((b) => b.some((p) => p.unit))) columns.set('uom', 'Unit');
  return [...columns].map(([field, heading]) => ({ field, heading }));
}
