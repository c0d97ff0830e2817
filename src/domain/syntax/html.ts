import iconv from 'iconv-lite';
import { decode, utf16 } from './charset';
import { HtmlTable } from './html-table';
import { type HtmlHandler, type HtmlTag, scanHtml } from './html-scan';
import { pageText } from './html-text';
import { LIMITS, NotOpened } from './limits';
import type { Table } from './table';

const LEAD = 30; // lines above a table
const LONGEST_LINE = 300;
const LINES = new Set('p div br h1 h2 h3 h4 h5 h6 li tr table hr caption center pre'.split(' '));

/** The tables of a page, whatever its name says: what people's programs call an .xls is one in half of all cases. */
export function htmlTables(bytes: Uint8Array): Table[] {
  const { page, charset } = pageOf(bytes);
  const tables = pageTables(page, charset);
  if (tables.length === 0)
    throw new NotOpened(
      'file.unsupported',
      'this is a web page without any table, whatever its name says; please send the list itself, as a spreadsheet or text',
    );
  return tables;
}

/** A page says how it is written in its own first lines; a mark, or text that can only be UTF-8, knows better. */
function pageOf(bytes: Uint8Array): { page: string; charset: string } {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const said = /<meta[^>]*\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1]?.toLowerCase();
  if (said !== undefined && !utf16(bytes) && !/^utf-?(8|16)/.test(said) && iconv.encodingExists(said) && !isWide(bytes))
    return { page: iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), said), charset: said };
  const { text, charset } = decode(bytes);
  return { page: text, charset };
}

function isWide(bytes: Uint8Array): boolean {
  try {
    return /[^\0-\x7f]/.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

export function pageTables(page: string, charset?: string): Table[] {
  const walk = new Walk();
  scanHtml(page, walk);
  if (walk.open > 0) throw new NotOpened('file.corrupt', `the page breaks off within its table, behind row ${walk.rows}`);
  const tables = walk.tables.filter(isGrid);
  return tables.map((t, i) => ({
    sheet: `table ${i + 1}`,
    text: false,
    hidden: false,
    merges: t.merges,
    ...(t.hiddenRows.length > 0 ? { hiddenRows: t.hiddenRows } : {}),
    ...(t.lead.length > 0 ? { lead: t.lead } : {}),
    ...(charset === undefined ? {} : { read: `web page, ${charset}` }),
    rows: () => [t.rows],
  }));
}

/** A table that only holds others, or a picture and a name, is there for the looks. */
function isGrid(table: HtmlTable): boolean {
  const wide = table.rows.filter((r) => r.cells.filter((c) => c.shown !== '').length > 1).length;
  return wide > (table.nested ? 1 : 0) && table.rows.length > 1;
}

class Walk implements HtmlHandler {
  readonly tables: HtmlTable[] = [];
  private readonly stack: HtmlTable[] = [];
  private readonly lines: string[] = [];
  private line: string[] = [];
  private cells = 0;

  get open(): number {
    return this.stack.length;
  }
  get rows(): number {
    return this.stack.at(-1)?.rows.length ?? 0;
  }

  opened(name: string, tag: HtmlTag): void {
    const table = this.stack.at(-1);
    if (name === 'table') return this.begin(table);
    if (table && name === 'tr') return table.openRow(tag);
    if (table && (name === 'td' || name === 'th')) return table.openCell(tag);
    this.breakAt(name);
  }

  closed(name: string): void {
    const table = this.stack.at(-1);
    if (table && name === 'table') {
      table.closeRow();
      this.stack.pop();
    } else if (table && name === 'tr') table.closeRow();
    else if (table && name === 'caption') this.caption(table);
    else if (table && (name === 'td' || name === 'th')) table.closeCell();
    else this.breakAt(name);
  }

  text(source: string): void {
    const table = this.stack.at(-1);
    if (table?.inCell) table.text(source);
    else this.line.push(source);
  }

  private begin(around: HtmlTable | undefined): void {
    if (this.stack.length === LIMITS.pageDepth)
      throw new NotOpened('file.too-deep', `its tables stand within each other more than ${LIMITS.pageDepth} times`);
    if (this.tables.length === LIMITS.pageTables)
      throw new NotOpened('file.too-big', `the page has more than ${LIMITS.pageTables} tables, which is the limit`);
    if (around) around.nested = true;
    this.endLine();
    const table = new HtmlTable(this.lines.slice(-LEAD).reverse(), (cells) => this.spend(cells));
    this.tables.push(table);
    this.stack.push(table);
  }

  /** Beyond what is filled, too: a cell that spans a thousand columns costs as many. */
  private spend(cells: number): void {
    this.cells += cells;
    if (this.cells > LIMITS.values) throw new NotOpened('file.too-big', `it holds more than ${LIMITS.values} cells, which is the limit`);
  }

  private caption(table: HtmlTable): void {
    const before = this.lines.length;
    this.endLine();
    if (this.lines.length > before) table.lead.unshift(this.lines.at(-1)!);
  }

  private breakAt(name: string): void {
    if (!LINES.has(name)) return;
    const table = this.stack.at(-1);
    if (table?.inCell) table.text(' ');
    else this.endLine();
  }

  private endLine(): void {
    const line = pageText(this.line.join('')).replace(/\s+/g, ' ').trim().slice(0, LONGEST_LINE);
    this.line = [];
    if (line !== '') this.lines.push(line);
  }
}
