import { columnIndex } from '../canonical/place';
import { CellStore, KIND } from './cell-store';
import { FormulaCheck } from './formula-check';
import { serialOf } from './date-text';
import { LIMITS, NotOpened } from './limits';
import type { Merge } from './table';
import { Held } from './xml-held';
import { nameOf, XmlBroken, type XmlHandler, type XmlScan } from './xml-scan';
import { cellText } from './xml-text';

const SHEET_DATA = nameOf('sheetData');
const ROW = nameOf('row');
const C = nameOf('c');
const V = nameOf('v');
const F = nameOf('f');
const IS = nameOf('is');
const R = nameOf('r');
const T = nameOf('t');
const COLS = nameOf('cols');
const COL = nameOf('col');
const MERGES = nameOf('mergeCells');
const MERGE = nameOf('mergeCell');
const [LAST_ROW, LAST_COLUMN] = [1_048_576, 16_384]; // of any sheet

/** A sheet while its bytes come in: what its cells hold, and what is merged and hidden. Throws for what contradicts itself. */
export class SheetReader implements XmlHandler {
  readonly cells = new CellStore();
  readonly merges: Merge[] = [];
  readonly hiddenColumns: number[] = [];
  readonly hiddenRows: number[] = []; // those that hold something
  filled = 0; // cells that hold something
  filledBeyond = 0; // of these, those right of all that is read
  highestShared = -1; // the highest number of a shared text that a cell refers to
  private section = 0;
  private row = 0;
  private rowBegun = false;
  private rowSaid = false;
  private rowHidden = false; // and nothing was found in it yet
  private column = -1;
  private style = 0;
  private type = 'n';
  private inCell = false;
  private into: Held | undefined;
  private inline: string | undefined;
  private inlineOpen = false;
  private readonly value = new Held();
  private readonly formula = new Held();
  readonly formulas = new FormulaCheck();
  private sharedAs: string | undefined;

  /** `filledBefore`: cells of the sheets in front of this one. */
  constructor(private readonly filledBefore: number) {}

  get place(): string {
    return this.row === 0 ? 'before its first row' : `at row ${this.row}`;
  }

  opened(name: number, xml: XmlScan): void {
    switch (xml.depth) {
      case 2:
        this.section = name;
        return;
      case 3:
        if (this.section === SHEET_DATA && name === ROW) this.openRow(xml);
        else if (this.section === COLS && name === COL) this.hideColumns(xml);
        else if (this.section === MERGES && name === MERGE) this.merge(xml);
        return;
      case 4:
        if (name === C && this.section === SHEET_DATA && xml.parent === ROW) this.openCell(xml);
        return;
      default:
        if (this.inCell) this.openPart(name, xml);
    }
  }

  closed(name: number, xml: XmlScan): void {
    if (!this.inCell) return;
    if (xml.depth === 4) this.closeCell();
    else if (xml.depth === 5) this.into = undefined;
    else if (name === T) this.inlineOpen = false;
  }

  text(xml: XmlScan): void {
    if (this.into) this.into.take(xml);
    else if (this.inlineOpen) this.inline = (this.inline ?? '') + xml.content;
  }

  private openRow(xml: XmlScan): void {
    this.rowSaid = xml.seek('r');
    this.row = this.rowSaid ? rowNumber(xml.bytes, xml.from, xml.to) : this.row + 1;
    this.rowBegun = false;
    this.column = -1;
    this.rowHidden = isTrue(xml.attribute('hidden'));
  }

  private openCell(xml: XmlScan): void {
    if (xml.seek('r')) this.reference(xml.bytes, xml.from, xml.to);
    else this.column += 1;
    if (!this.rowBegun) {
      this.rowBegun = true;
      this.cells.beginRow(this.row);
    }
    this.style = xml.seek('s') ? Math.min(digitsOf(xml.bytes, xml.from, xml.to), 0xffff) : 0;
    this.type = xml.seek('t') ? typeOf(xml) : 'n';
    this.inCell = true;
    this.value.clear();
    this.formula.clear();
    this.inline = undefined;
  }

  /** Where a cell says it stands: it may come in any order, but not twice, and not in another row than its own. */
  private reference(b: Buffer, from: number, to: number): void {
    let column = 0;
    let i = from;
    for (; i < to && i < from + 4; i++) {
      const letter = b[i]! & 0xdf;
      if (letter < 65 || letter > 90) break;
      column = column * 26 + (letter - 64);
    }
    const row = digitsOf(b, i, to);
    if (column < 1 || column > LAST_COLUMN || !(row >= 1))
      throw new XmlBroken(`there is no cell ${b.toString('latin1', from, Math.min(to, from + 20))}`);
    if (row !== this.row) {
      if (this.rowSaid || this.rowBegun) throw new XmlBroken(`it holds a cell of row ${row}`);
      this.row = rowNumber(b, i, to);
    }
    if (column - 1 <= this.column && this.rowBegun && this.cells.has(column - 1)) throw new XmlBroken(`it holds a cell twice`);
    this.column = column - 1;
  }

  private openPart(name: number, xml: XmlScan): void {
    if (xml.depth === 5) {
      this.into = name === V ? this.value : name === F ? this.formula : undefined;
      if (this.into) this.into.there = true;
      if (this.into === this.formula) this.sharedAs = sharedBy(xml);
    } else if (name === T && (xml.parent === IS || xml.parent === R)) {
      this.inlineOpen = true;
      this.inline ??= '';
    }
  }

  private closeCell(): void {
    this.inCell = false;
    const { value, formula } = this;
    if (this.inline) this.add(KIND.text, this.inline);
    else if (value.blank && this.type !== 'str') {
      // Nobody calculated it, or not to the end: it is no number, and certainly not zero.
      if (formula.there) this.add(KIND.said, `=${formula.content || '…'}`);
      else if (this.type === 'e') this.add(KIND.said, '#ERROR');
    } else if (value.there) this.addValue(value);
    else if (formula.there) this.add(KIND.said, `=${formula.content || '…'}`);
  }

  private addValue(value: Held): void {
    switch (this.type) {
      case 's':
        return this.addShared(value.number);
      case 'str':
      case 'inlineStr':
        return this.addHeld(value);
      case 'e':
        return this.add(KIND.said, value.content.trim());
      case 'b': {
        const said = value.content.trim().toLowerCase();
        if (!/^(0|1|true|false)$/.test(said)) return this.add(KIND.said, said);
        return this.put(KIND.truth, said === '1' || said === 'true' ? 1 : 0);
      }
      case 'd': {
        const serial = serialOf(value.content.trim());
        return serial === undefined ? this.add(KIND.text, value.content.trim()) : this.put(KIND.date, serial);
      }
      default: {
        const number = value.number;
        if (number === undefined) return this.add(KIND.said, value.content);
        this.put(KIND.number, number);
        if (this.formula.there && this.sharedAs !== OF_MANY && this.column < LIMITS.columns) this.check();
        return;
      }
    }
  }

  private check(): void {
    const { row, column, sharedAs: shared } = this;
    this.formulas.add({ cell: this.cells.count - 1, row, column, text: this.formula.content, shared });
  }

  private addShared(index: number | undefined): void {
    if (index === undefined || !Number.isInteger(index) || index < 0)
      throw new XmlBroken('a cell in it refers to a text that is not there');
    if (index > this.highestShared) this.highestShared = index;
    this.put(KIND.shared, index);
  }

  private add(kind: number, text: string): void {
    this.addText(kind, cellText(text));
  }
  /** A text as its bytes where they are its characters, as nearly always. */
  private addHeld(value: Held): void {
    const { bytes, from, to } = value;
    if (!bytes || !value.asItStands) return this.add(KIND.text, value.content);
    if (to > from && !this.beyond()) this.cells.addBytes(this.column, KIND.text, bytes, from, to);
  }
  private addText(kind: number, text: string): void {
    if (text !== '' && !this.beyond()) this.cells.addText(this.column, kind, text);
  }

  private put(kind: number, value: number): void {
    if (this.beyond()) return;
    this.cells.add(this.column, kind, this.style, value);
  }

  /** Whether a cell stands right of all that is read. It counts towards what a workbook may hold nevertheless. */
  private beyond(): boolean {
    this.filled += 1;
    if (this.rowHidden) this.hiddenRows.push(this.row);
    this.rowHidden = false;
    if (this.filled + this.filledBefore > LIMITS.cells)
      throw new NotOpened('file.too-big', `it holds more than ${LIMITS.cells} cells, which is the limit for a workbook; text has none`);
    if (this.column < LIMITS.columns) return false;
    this.filledBeyond += 1;
    return true;
  }

  private hideColumns(xml: XmlScan): void {
    if (!isTrue(xml.attribute('hidden'))) return;
    const from = Number(xml.attribute('min') ?? 0);
    const to = Math.min(Number(xml.attribute('max') ?? 0), LIMITS.columns);
    if (this.hiddenColumns.length < LAST_COLUMN) for (let c = from; c <= to && c > 0; c++) this.hiddenColumns.push(c - 1);
  }

  private merge(xml: XmlScan): void {
    const [, left, top, right, bottom] = /^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$/i.exec(xml.attribute('ref') ?? '') ?? [];
    if (left === undefined || this.merges.length >= LIMITS.merges) return;
    const column = columnOf(left);
    const toColumn = Math.min(right === undefined ? column : columnOf(right), LIMITS.columns);
    this.merges.push({ row: Number(top), column, toRow: Number(bottom ?? top), toColumn });
  }
}

/** The number under which several cells share a formula. One of many cells at once is none of this one. */
const OF_MANY = 'array';
function sharedBy(xml: XmlScan): string | undefined {
  if (!xml.seek('t')) return undefined;
  return xml.attribute('t') === 'shared' ? (xml.attribute('si') ?? OF_MANY) : xml.attribute('t') === 'normal' ? undefined : OF_MANY;
}

const isTrue = (said: string | undefined): boolean => said === '1' || said === 'true';

const columnOf = (letters: string): number => columnIndex(letters.toUpperCase());

/** NaN where there is anything but digits. */
function digitsOf(b: Buffer, from: number, to: number): number {
  if (to <= from) return NaN;
  let n = 0;
  for (let i = from; i < to; i++) {
    const c = b[i]! - 48;
    if (c < 0 || c > 9) return NaN;
    n = n * 10 + c;
  }
  return n;
}

function rowNumber(b: Buffer, from: number, to: number): number {
  const row = digitsOf(b, from, to);
  if (!(row >= 1 && row <= LAST_ROW)) throw new XmlBroken(`there is no row ${b.toString('latin1', from, Math.min(to, from + 20))}`);
  return row;
}

const TYPES = ['n', 's', 'str', 'inlineStr', 'b', 'e', 'd'];

function typeOf(xml: XmlScan): string {
  const { bytes, from, to } = xml;
  if (to - from === 1) {
    const c = bytes[from];
    if (c === 115) return 's';
    if (c === 110) return 'n';
  }
  const said = xml.attribute('t')!;
  if (!TYPES.includes(said)) throw new XmlBroken(`a cell in it is of a type that does not exist (${said.slice(0, 20)})`);
  return said;
}
