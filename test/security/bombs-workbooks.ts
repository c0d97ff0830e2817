import { handmade } from '../support/handmade-workbook';
import type { Bomb } from './bombs';
import { bursting } from './zips';

const says = (said: string): string => `<c t="inlineStr"><is><t>${said}</t></is></c>`;
const row = (n: number, ...said: string[]): string => `<row r="${n}">${said.map(says).join('')}</row>`;
const ROWS = `${row(1, 'Vendor Part', 'On Hand')}${row(2, 'V1', '1')}`;
const repeated = (n: number, f: (i: number) => string): string => Array.from({ length: n }, (_, i) => f(i)).join('');
/** The whole sheet: what stands before its rows and behind them. */
const sheet = (before: string, behind: string, rows = ROWS): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;
const workbookWith = (names: string): string =>
  `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="s0"/></sheets><definedNames>${names}</definedNames></workbook>`;
const ALL = 'A1:XFD1048576';
const LAUGHS = `<!DOCTYPE lolz [<!ENTITY lol "lol">${repeated(9, (i) => `<!ENTITY lol${i + 1} "${`&lol${i || ''};`.repeat(10)}">`)}]>`;
const outside = (url: string): string => `<!DOCTYPE a [<!ENTITY x SYSTEM "${url}">]>`;
const entity = (name: string): string => `${row(1, 'Vendor Part', 'On Hand')}${row(2, `&${name};`, '1')}`;

const BOOK = [
  ['xl/workbook.xml', workbookWith('')],
  [
    'xl/_rels/workbook.xml.rels',
    '<Relationships><Relationship Id="s0" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
  ],
] as const;
const SHEET = [...BOOK, ['xl/worksheets/sheet1.xml', sheet('', '', '<row r="1"><c t="s"><v>0</v></c></row>')]] as const;

/** What is little in the file and much in the memory of who believes it. */
export const bombsOfWorkbooks: readonly Bomb[] = [
  { name: 'strings.xlsx', ending: 'rejected, file.too-big', write: (n) => bursting(SHEET, 'xl/sharedStrings.xml', { megabytes: 100 + 10 * n, of: '<si><t>a</t></si>', before: '<sst>            ' }) },
  { name: 'padding.xlsx', ending: 'rejected, file.too-big', write: (n) => bursting([...BOOK, ['xl/sharedStrings.xml', '<sst/>']], 'xl/worksheets/sheet1.xml', { megabytes: 100 + 10 * n, of: ' ' }) },
  { name: 'merged.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: { S: sheet('', `<mergeCells>${`<mergeCell ref="${ALL}"/>`.repeat(20_000 * n)}</mergeCells>`) } }) },
  { name: 'columns.xlsx', ending: 'read, 1 lines, sheet.hidden', write: () => handmade({ sheets: { S: sheet('<cols><col min="1" max="1000000000" width="9" hidden="1"/></cols>', '') } }) },
  { name: 'names.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: { S: ROWS }, parts: { 'xl/workbook.xml': workbookWith(repeated(20_000 * n, (i) => `<definedName name="n${i}">S!$A$1:$XFD$1048576</definedName>`)) } }) },
  { name: 'validations.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: { S: sheet('', `<dataValidations>${`<dataValidation sqref="${ALL}" type="list"><formula1>${ALL}</formula1></dataValidation>`.repeat(10_000 * n)}</dataValidations>`) } }) },
  { name: 'conditions.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: { S: sheet('', `<conditionalFormatting sqref="${ALL}"><cfRule type="expression" priority="1"><formula>1=1</formula></cfRule></conditionalFormatting>`.repeat(10_000 * n)) } }) },
  { name: 'extent.xlsx', ending: 'read, 1 lines', write: () => handmade({ sheets: { S: sheet(`<dimension ref="${ALL}"/>`, '') } }) },
  { name: 'blanks.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: { S: `${ROWS}${repeated(100_000 * n, (i) => `<row r="${i + 3}"><c s="0"/><c s="0"/></row>`)}` } }) },
  { name: 'far-row.xlsx', ending: 'read, 2 lines', write: () => handmade({ sheets: { S: `${ROWS}${row(1_048_576, 'V2', '2')}` } }) },
  { name: 'far-column.xlsx', ending: 'read, 1 lines, sheet.columns-left-out', write: () => handmade({ sheets: { S: ROWS.replace('</row>', '<c r="XFD1" t="inlineStr"><is><t>far</t></is></c></row>') } }) },
  { name: 'formats.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: { S: `${row(1, 'Vendor Part', 'On Hand')}<row r="2">${says('V1')}<c s="1"><v>1</v></c></row>` }, formats: [`${'#,'.repeat(20_000 * n)}0;${'"a"'.repeat(10_000 * n)}`] }) },
  { name: 'shared-formulas.xlsx', ending: 'read, 1 lines', write: () => handmade({ sheets: { S: `${row(1, 'Vendor Part', 'On Hand')}<row r="2">${says('V1')}<c r="B2"><f t="shared" ref="B2:XFD1048576" si="0">A1</f><v>1</v></c></row>` } }) },
  { name: 'sheets.xlsx', ending: 'read, 1 lines', write: (n) => handmade({ sheets: Object.fromEntries(Array.from({ length: 300 * n }, (_, i) => [`S${i}`, i === 0 ? ROWS : ''])) }) },
  { name: 'laughs.xlsx', ending: 'rejected, file.doctype', write: () => handmade({ sheets: { S: `${LAUGHS}${sheet('', '', entity('lol9'))}` } }) },
  { name: 'laughs-in-strings.xlsx', ending: 'rejected, file.doctype', write: () => handmade({ sheets: { S: `${row(1, 'Vendor Part', 'On Hand')}<row r="2"><c t="s"><v>0</v></c>${says('1')}</row>` }, parts: { 'xl/sharedStrings.xml': `${LAUGHS}<sst><si><t>&lol9;</t></si></sst>` } }) },
  { name: 'file-of-ours.xlsx', ending: 'rejected, file.doctype', write: () => handmade({ sheets: { S: `${outside('file:///etc/passwd')}${sheet('', '', entity('x'))}` } }) },
  { name: 'page-of-ours.xlsx', ending: 'rejected, file.doctype', write: () => handmade({ sheets: { S: `${outside('http://127.0.0.1:8460/metrics')}${sheet('', '', entity('x'))}` } }) },
  { name: 'file-of-ours.xml', ending: 'rejected, file.doctype', write: () => `${outside('file:///etc/passwd')}<list><item><part>&x;</part><onHand>1</onHand></item><item><part>V2</part><onHand>2</onHand></item></list>` },
  { name: 'parameters.xml', ending: 'rejected, file.doctype', write: () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:8460/x.dtd"> %x;]><a/>' },
]; // prettier-ignore
