import { gzipSync } from 'node:zlib';
import * as xlsx from 'xlsx';
import { bombsOfMails } from './bombs-mails';
import { bombsOfWorkbooks } from './bombs-workbooks';
import { bursting, listedTimes, MB, saidToHold, spread, tight, zip } from './zips';

/** A file that somebody may send to hurt, or by mistake; `size` 1 is some megabytes, 10 as many as a mailbox or an upload takes. */
export interface Bomb {
  readonly name: string;
  readonly ending: string; // of size 1: verdicts of its parts, lines, codes of what is told
  readonly write: (size: number) => Uint8Array | string;
}

const repeated = (n: number, f: (i: number) => string): string => Array.from({ length: n }, (_, i) => f(i)).join('');
const packed = (name: string, megabytes: number, said?: number): Uint8Array =>
  bursting([], name, { megabytes, ...(said === undefined ? {} : { said }) });
const gzipped = (megabytes: number): Uint8Array =>
  Buffer.concat([Buffer.from('1f8b0800000000000003', 'hex'), tight({ megabytes }), Buffer.alloc(8)]); // its checksum is never reached
const nested = (depth: number): Uint8Array => {
  let inner: Uint8Array | string = 'Item;On Hand\nA;1\n';
  for (let i = 0; i < depth; i++) inner = zip([i === 0 ? 'a.csv' : `${i}.zip`, inner]);
  return inner as Uint8Array;
};

function packedTimes(times: number): Uint8Array {
  let inner: Uint8Array = Buffer.from('Item;On Hand\nA;1\n');
  for (let i = 0; i < times; i++) inner = gzipSync(inner);
  return inner;
}

const WORKBOOK = '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>';
const RELATIONS = '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>';
const workbook = (sheet: string): Uint8Array =>
  zip(['xl/workbook.xml', WORKBOOK], ['xl/_rels/workbook.xml.rels', RELATIONS], ['xl/worksheets/sheet1.xml', sheet]);
const sheetOf = (rows: string): Uint8Array => workbook(`<worksheet><sheetData>${rows}</sheetData></worksheet>`);
const says = (said: string): string => `<c t="inlineStr"><is><t>${said}</t></is></c>`;
const heading = `<row>${says('Vendor Part')}${says('On Hand')}</row>`;

const sheet = (rows: number, type: xlsx.BookType): Uint8Array => {
  const data = [['Vendor Part', 'On Hand'], ...Array.from({ length: rows }, (_, i) => [`V${i}`, i])];
  const book = { SheetNames: ['S'], Sheets: { S: xlsx.utils.aoa_to_sheet(data, { dense: true }) } };
  return xlsx.write(book, { type: 'buffer', bookType: type }) as Uint8Array;
};
const odsCell = (said: string): string => `<table:table-cell office:value-type="string"><text:p>${said}</text:p></table:table-cell>`;
const odsRow = (i: number): string =>
  `<table:table-row>${odsCell(`V${i}`)}<table:table-cell office:value-type="float" office:value="${i}"><text:p>${i}</text:p></table:table-cell></table:table-row>`;
const ods = (rows: string): Uint8Array =>
  zip(
    ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
    ['META-INF/manifest.xml', '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'],
    [
      'content.xml',
      `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="S">${rows}</table:table></office:spreadsheet></office:body></office:document-content>`,
    ],
  );
const odsList = (rows: number): Uint8Array =>
  ods(`<table:table-row>${odsCell('Vendor Part')}${odsCell('On Hand')}</table:table-row>${repeated(rows, odsRow)}`);

const mail = (type: string, encoding: string, body: string): string =>
  `From: a@nord.example\r\nTo: b@buyer.example\r\nSubject: Stock\r\nMessage-ID: <1@nord.example>\r\nMIME-Version: 1.0\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
const attached = (body: string): string => mail('text/csv; name=stock.csv', 'base64', body);
const pageRow = (i: number): string => `<tr><td>V${i}</td><td>${i}</td></tr>`;
const page = (rows: string): string => `<html><body><table><tr><th>Vendor Part</th><th>On Hand</th></tr>${rows}</table></body></html>`;
const csvRow = (i: number): string => `V${i};${i}\n`;

const ISA = 'ISA*00*          *00*          *ZZ*NORDWERK       *ZZ*BUYER          *261117*0600*U*00401*000000001*0*P*>~';
const x12 = (body: string): string =>
  `${ISA}GS*PD*A*B*20261117*0600*1*X*004010~ST*852*1~XQ*H*20261116~${body}SE*3*1~GE*1*1~IEA*1*000000001~`;
const edifact = (body: string): string => `UNB+UNOC:3+A+B+261117:0600+1'UNH+1+INVRPT:D:96A:UN'BGM+35+1+9'${body}UNT+3+1'UNZ+1+1'`;

export const BOMBS: readonly Bomb[] = [
  { name: 'bomb.zip', ending: 'rejected, file.too-big', write: (n) => packed('a.csv', 100 + 10 * n) },
  { name: 'bomb-that-lies.zip', ending: 'rejected, file.too-big', write: (n) => packed('a.csv', 100 + 10 * n, 1000) },
  { name: 'bomb.xlsx', ending: 'rejected, file.too-big', write: (n) => packed('xl/workbook.xml', 100 + 10 * n) },
  { name: 'bomb.gz', ending: 'rejected, file.too-big', write: (n) => gzipped(100 + 10 * n) },
  { name: 'within.zip', ending: 'rejected, file.too-deep', write: (n) => nested(6 + 10 * n) },
  { name: 'many.zip', ending: 'rejected, file.too-big', write: (n) => zip(...Array.from({ length: 1001 * n }, (_, i) => [`${i}.csv`, ''] as const)) },
  { name: 'deep.xml', ending: 'rejected, file.corrupt', write: (n) => '<a>'.repeat(n * MB) },
  { name: 'deep.json', ending: 'rejected, file.too-deep', write: (n) => '['.repeat(5 * n * MB) },
  { name: 'deep.html', ending: 'rejected, file.too-deep', write: (n) => '<table><tr><td>'.repeat(n * 300_000) },
  { name: 'deep.xlsx', ending: 'rejected, file.corrupt', write: (n) => workbook('<worksheet>'.repeat(n * 400_000)) },
  { name: 'text-without-end.xml', ending: 'rejected, file.too-big', write: (n) => `<a><b>${'x'.repeat(5 * n * MB)}` },
  { name: 'expands.xml', ending: 'rejected, file.doctype', write: (n) => `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(n * MB)}">]><a>&b;</a>` },
  { name: 'quote.csv', ending: 'read, 60001 lines', write: (n) => `Vendor Part;On Hand\n"A;1\n${repeated(n * 60_000, csvRow)}` },
  { name: 'quotes.csv', ending: 'read, 100000 lines', write: (n) => `Vendor Part;On Hand\n${'"A;1\n'.repeat(n * 100_000)}` },
  { name: 'line.csv', ending: 'rejected, file.too-big', write: (n) => 'Vendor Part;On Hand '.repeat(n * 262_144) },
  { name: 'fields.csv', ending: 'rejected, file.too-big', write: (n) => `Vendor Part;On Hand\n${';'.repeat(n * 400_000)}` },
  { name: 'names.csv', ending: 'read, 50000 lines', write: (n) => `Vendor Part;On Hand\n${repeated(n * 50_000, (i) => `${csvRow(i)}`)}` },
  { name: 'rows.xlsx', ending: 'read, 50000 lines', write: (n) => sheetOf(`${heading}${repeated(n * 50_000, (i) => `<row>${says(`V${i}`)}<c><v>${i}</v></c></row>`)}`) },
  { name: 'rows.xls', ending: 'read, 5000 lines', write: (n) => sheet(Math.min(65_000, n * 5000), 'biff8') },
  { name: 'rows.ods', ending: 'read, 15000 lines', write: (n) => odsList(n * 15_000) },
  { name: 'repeats.ods', ending: 'rejected, file.too-big', write: (n) => ods(`<table:table-row table:number-rows-repeated="1000000">${odsCell('a').replace('<table:table-cell', `<table:table-cell table:number-columns-repeated="${n * 1000}"`)}</table:table-row>`) },
  { name: 'rows.xml', ending: 'read, 20000 lines', write: (n) => `<list>${repeated(n * 20_000, (i) => `<item><part>V${i}</part><onHand>${i}</onHand></item>`)}</list>` },
  { name: 'rows.json', ending: 'read, 20000 lines', write: (n) => `[${repeated(n * 20_000, (i) => `${i === 0 ? '' : ','}{"part":"V${i}","onHand":${i}}`)}]` },
  { name: 'rows.html', ending: 'read, 30000 lines', write: (n) => page(repeated(n * 30_000, pageRow)) },
  { name: 'page.eml', ending: 'read, 20000 lines', write: (n) => mail('text/html', '8bit', page(repeated(n * 20_000, pageRow))) },
  { name: 'page-quoted.eml', ending: 'read, 20000 lines', write: (n) => mail('text/html', 'quoted-printable', page(repeated(n * 20_000, pageRow)).replaceAll('<', '=3C=\r\n')) },
  { name: 'quoted.eml', ending: 'rejected, mail.no-attachment', write: (n) => mail('text/plain', 'quoted-printable', '=41'.repeat(25).concat('=\r\n').repeat(n * 60_000)) },
  { name: 'base64.eml', ending: 'read, 60000 lines', write: (n) => attached(Buffer.from(`Vendor Part;On Hand\n${repeated(n * 60_000, csvRow)}`).toString('base64')) },
  { name: 'paddings.eml', ending: 'parked, sheet.no-heading', write: (n) => attached('QQ=='.repeat(n * MB)) },
  { name: 'parts.eml', ending: 'rejected, file.too-big', write: (n) => mail('multipart/mixed; boundary=b', '7bit', '--b\r\n\r\nx\r\n'.repeat(n * 100_000)) },
  { name: 'one-segment.edi', ending: 'rejected, x12.endless-segment', write: (n) => x12(`LIN**VN*${'V'.repeat(5 * n * MB)}~`) },
  { name: 'separators.edi', ending: 'read, x12.control-count, x12.no-item, x12.no-lines', write: (n) => x12(`LIN${'*'.repeat(60_000)}~`.repeat(n * 80)) },
  { name: 'terminators.edi', ending: 'read, x12.no-lines', write: (n) => x12('~'.repeat(5 * n * MB)) },
  { name: 'releases.edi', ending: 'rejected, edifact.endless-segment', write: (n) => edifact(`LIN+1++${'?'.repeat(5 * n * MB)}'`) },
  { name: 'segments.edi', ending: 'read, edifact.control-count, edifact.no-lines, edifact.unknown-segment', write: (n) => edifact("A'".repeat(2 * n * MB)) },
  { name: 'spread.zip', ending: 'rejected, file.too-big', write: () => spread(15, 3) },
  { name: 'listed-again.zip', ending: 'rejected, file.too-big, file.unsupported', write: (n) => listedTimes(1000, 2 * n) },
  { name: 'million.zip', ending: 'rejected, file.too-big', write: () => saidToHold(1_000_000) },
  { name: 'within.gz', ending: 'rejected, file.too-deep', write: () => packedTimes(12) },
  ...bombsOfWorkbooks,
  ...bombsOfMails,
]; // prettier-ignore

/** What reading a file came to. */
export interface Told {
  readonly name: string;
  readonly ending: string;
  readonly seconds: number;
  readonly peak: number; // MB of the process around the reading thread
}
const isWorkbook = (name: string): boolean => /\.(xlsx|xls|ods)$/.test(name);
export const isWithin = ({ name, ending, seconds, peak }: Told): boolean =>
  !ending.includes('failed') && peak <= 512 && seconds <= (isWorkbook(name) ? 120 : 30);
