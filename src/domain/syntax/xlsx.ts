import type { Calculation } from './formula-check';
import { type Budget, LIMITS, NotOpened } from './limits';
import type { Table } from './table';
import { CellReading, rowsOf } from './xlsx-rows';
import { SharedStrings } from './xlsx-strings';
import { CellFormats } from './xlsx-styles';
import { SheetReader } from './xlsx-sheet';
import { nameOf, XmlBroken, XmlDoctype, type XmlHandler, XmlScan } from './xml-scan';
import { ToUtf8 } from './xml-text';
import type { Packed } from './zip';

/** A workbook of the kind that Excel writes since 2007: its parts are XML files in a zip, found by what refers to them. */
export async function xlsxTables(entries: readonly Packed[], budget: Budget): Promise<Table[]> {
  const file = new Parts(entries, budget);
  const root = (await file.relations('')).find((r) => r.is('officeDocument'))?.target ?? 'xl/workbook.xml';
  const book = new Workbook();
  await file.read(root, 'the list of sheets', book);
  const relations = await file.relations(root);
  const other = (kind: string): string | undefined => relations.find((r) => r.is(kind))?.target;

  const formats = new CellFormats();
  const styles = other('styles');
  if (styles !== undefined) await file.read(styles, 'the styles', formats);
  const strings = new SharedStrings();
  const texts = other('sharedStrings');
  if (texts !== undefined) await file.read(texts, 'the texts', strings);
  const reading = new CellReading(strings.texts, formats.formats, book.from1904);

  const tables: Table[] = [];
  let filled = 0;
  for (const { name, hidden, id } of book.sheets) {
    const part = relations.find((r) => r.id === id);
    if (!part) throw damaged(`sheet "${name}"`, 'it is listed, and not in the file');
    const sheet = new SheetReader(filled);
    if (part.is('worksheet')) await file.read(part.target, `sheet "${name}"`, sheet); // a chart has no cells
    check(name, sheet, strings.texts.length);
    filled += sheet.filled;
    sheet.formulas.check(sheet.cells, book.calculation);
    const { trusted } = sheet.formulas;
    if (!reading.formatNumber && reading.needsLibrary(sheet.cells)) reading.formatNumber = (await import('./old-workbook.js')).formatNumber;
    tables.push({
      sheet: name,
      text: false,
      hidden,
      merges: sheet.merges,
      ...(sheet.hiddenColumns.length > 0 ? { hiddenColumns: sheet.hiddenColumns } : {}),
      ...(sheet.hiddenRows.length > 0 ? { hiddenRows: sheet.hiddenRows } : {}),
      ...(sheet.filledBeyond > 0 ? { cellsBeyond: sheet.filledBeyond } : {}),
      ...(trusted > 0 ? { notCalculated: trusted } : {}),
      rows: () => rowsOf(sheet.cells, reading),
    });
  }
  return tables;
}

function check(name: string, sheet: SheetReader, texts: number): void {
  const doubled = sheet.cells.doubledRow();
  if (doubled !== undefined) throw damaged(`sheet "${name}"`, `row ${doubled} stands in it twice`);
  if (sheet.highestShared >= texts)
    throw damaged(`sheet "${name}"`, `a cell refers to text ${sheet.highestShared}, and the file has ${texts}`);
}

const damaged = (where: string, why: string): NotOpened => new NotOpened('file.corrupt', `the workbook is damaged: ${where}: ${why}`);

/** A list may name one part a million times. */
function few(listed: number): void {
  if (listed >= LIMITS.entries) throw new NotOpened('file.too-big', `it lists more than ${LIMITS.entries} parts`);
}

class Relation {
  constructor(
    readonly id: string,
    private readonly type: string,
    readonly target: string,
  ) {}

  /** The same kinds have other addresses in a workbook that is saved as strict; their last words are the same. */
  is(kind: string): boolean {
    return this.type.endsWith(`/${kind}`);
  }
}

class Parts {
  private readonly byName: Map<string, Packed>;

  constructor(
    entries: readonly Packed[],
    private readonly budget: Budget,
  ) {
    this.byName = new Map(entries.map((e) => [e.name.replaceAll('\\', '/').toLowerCase(), e]));
  }

  async relations(of: string): Promise<Relation[]> {
    const cut = of.lastIndexOf('/') + 1;
    const part = `${of.slice(0, cut)}_rels/${of.slice(cut)}.rels`;
    const found = new Relations(of.slice(0, cut));
    if (this.byName.has(part.toLowerCase())) await this.read(part, 'the list of its parts', found);
    return found.all;
  }

  /** Reads a part to its end, however it is cut; whatever is wrong with it refuses the file, with the place. */
  async read(part: string, what: string, handler: XmlHandler & { readonly place?: string }): Promise<void> {
    const packed = this.byName.get(part.toLowerCase());
    if (!packed) throw damaged(what, `${part} is not in the file`);
    const xml = new XmlScan(handler);
    const utf8 = new ToUtf8();
    try {
      for await (const chunk of packed.chunks(this.budget)) xml.push(utf8.push(chunk));
      xml.push(utf8.end());
      xml.end();
    } catch (error) {
      if (error instanceof XmlDoctype)
        throw new NotOpened('file.doctype', 'the workbook declares a document type, which honest ones never do');
      const place = handler.place === undefined ? what : `${what} ${handler.place}`;
      if (error instanceof XmlBroken) throw damaged(place, error.message);
      if (error instanceof NotOpened && error.code === 'file.corrupt') throw damaged(place, error.message);
      throw error;
    }
  }
}

const [RELATIONSHIP, SHEETS, SHEET, PROPERTIES, CALCULATION] = ['Relationship', 'sheets', 'sheet', 'workbookPr', 'calcPr'].map(nameOf);

class Relations implements XmlHandler {
  readonly all: Relation[] = [];

  constructor(private readonly folder: string) {}

  opened(name: number, xml: XmlScan): void {
    if (name !== RELATIONSHIP || xml.attribute('TargetMode') === 'External') return;
    const target = xml.attribute('Target') ?? '';
    few(this.all.length);
    this.all.push(new Relation(xml.attribute('Id') ?? '', xml.attribute('Type') ?? '', this.resolved(target)));
  }
  closed(): void {}
  text(): void {}

  private resolved(target: string): string {
    const out: string[] = [];
    for (const step of (target.startsWith('/') ? target : this.folder + target).split('/')) {
      if (step === '..') out.pop();
      else if (step !== '' && step !== '.') out.push(step);
    }
    return out.join('/');
  }
}

class Workbook implements XmlHandler {
  from1904 = false;
  calculation: Calculation = { anew: false, otherwise: false };
  readonly sheets: { readonly name: string; readonly hidden: boolean; readonly id: string }[] = [];

  opened(name: number, xml: XmlScan): void {
    if (name === PROPERTIES && xml.depth === 2) this.from1904 = /^(1|true)$/.test(xml.attribute('date1904') ?? '');
    else if (name === CALCULATION && xml.depth === 2) {
      const is = (attribute: string, said: RegExp): boolean => said.test(xml.attribute(attribute) ?? '');
      const [yes, no] = [/^(1|true)$/, /^(0|false)$/];
      this.calculation = {
        anew: is('fullCalcOnLoad', yes) || is('calcCompleted', no),
        otherwise: is('iterate', yes) || is('fullPrecision', no),
      };
    } else if (name === SHEET && xml.parent === SHEETS) {
      const hidden = /hidden/i.test(xml.attribute('state') ?? '');
      few(this.sheets.length);
      this.sheets.push({ name: xml.attribute('name') ?? '', hidden, id: xml.attribute('id', true) ?? '' });
    }
  }
  closed(): void {}
  text(): void {}
}
