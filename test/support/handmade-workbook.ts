import { storedZip } from '../../src/domain/syntax/zip';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const KINDS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const STRICT_KINDS = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

export interface Handmade {
  readonly sheets?: Record<string, string | Uint8Array>; // name -> the sheet's whole XML, or the content of its sheetData
  readonly strings?: string; // content of sst
  readonly formats?: readonly string[]; // of style 1, 2, …; style 0 is General
  readonly from1904?: boolean;
  readonly strict?: boolean;
  readonly parts?: Record<string, string | Uint8Array>; // further parts, or in place of one
}

/** An xlsx file that no program writes, put together from its XML. */
export function handmade({ sheets = {}, strings, formats = [], from1904, strict, parts = {} }: Handmade): Uint8Array {
  const [main, kinds] = strict ? [STRICT, STRICT_KINDS] : [MAIN, KINDS];
  const names = Object.keys(sheets);
  const relation = (id: string, kind: string, target: string): string =>
    `<Relationship Id="${id}" Type="${kinds}/${kind}" Target="${target}"/>`;
  const custom = formats.map(
    (f, i) => `<numFmt numFmtId="${200 + i}" formatCode="${f.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"/>`,
  );
  const all: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}">${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${kinds}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">${names.map((_, i) => relation(`s${i}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)).join('')}${relation('t', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('f', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${custom.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, i) => `<xf numFmtId="${200 + i}"/>`)
      .join('')}</cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${strings ?? ''}</sst>`,
  };
  names.forEach((name, i) => {
    const given = sheets[name]!;
    const whole = typeof given !== 'string' || /^\s*(<\?xml|<!|<\w*:?worksheet)/.test(given);
    all[`xl/worksheets/sheet${i + 1}.xml`] = whole ? given : `<worksheet xmlns="${main}"><sheetData>${given}</sheetData></worksheet>`;
  });
  return storedZip(
    Object.entries({ ...all, ...parts }).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    })),
  );
}
