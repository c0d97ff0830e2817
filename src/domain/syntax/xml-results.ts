/** Before a formula that stands where its result should: nobody's text begins so. */
export const NO_RESULT = '\uf8ff';

const ATTRIBUTES = '(?:[^<>"]|"[^"<]*")*';
const PREFIX = '(?:[A-Za-z]\\w{0,20}:)?';
const CELL = new RegExp(
  `<(${PREFIX}Cell)(?=[\\s/>])(${ATTRIBUTES}?)(?:/>|>\\s*(?:<(${PREFIX}Data)(?=[\\s/>])${ATTRIBUTES}?(?:/>|>\\s*</${PREFIX}Data\\s*>)\\s*)?</${PREFIX}Cell\\s*>)`,
  'g',
);
const FORMULA = /Formula\s*=\s*"=?([^"<]*)"/;

/**
 * Of a workbook in Excel's XML of 2003: cells that hold nothing. The library reads an empty number as 0, and leaves out a formula that
 * nobody calculated; here the one becomes blank, and the other says that it has no result.
 */
export function withoutEmptyResults(bytes: Uint8Array): Uint8Array {
  const wide = bytes[0] === 0xff;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString(wide ? 'utf16le' : 'latin1'); // latin1: bytes of any other encoding go through as they are
  const out = text.replace(CELL, (whole: string, cell: string, attributes: string, data: string | undefined) => {
    const formula = FORMULA.exec(attributes)?.[1];
    if (formula === undefined && data === undefined) return whole;
    const plain = attributes.replace(/\/$/, '');
    if (formula === undefined) return `<${cell}${plain}/>`;
    const name = data ?? cell.replace('Cell', 'Data');
    const type = /^(\w+):/.exec(/(\w+:)Formula/.exec(attributes)?.[1] ?? '')?.[1] ?? 'ss';
    return `<${cell}${plain}><${name} ${type}:Type="String">&#xF8FF;=${formula}</${name}></${cell}>`;
  });
  return out === text ? bytes : Buffer.from(out, wide ? 'utf16le' : 'latin1');
}
