'use strict';
// The cells of LibreOffice's flat XML: where each stands, what it shows, of what type it is, and its value.

const TEXT = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const unescaped = (s) => s.replace(/&(#x?[0-9a-f]+|\w+);/gi, (_, n) => (n[0] !== '#' ? TEXT[n] : String.fromCodePoint(n[1] === 'x' ? parseInt(n.slice(2), 16) : Number(n.slice(1))))); // prettier-ignore
const attribute = (tag, name) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found && unescaped(found[1]);
};

/** Paragraphs are lines; runs of blanks and tabs are elements of their own. */
function textOf(inner) {
  const own = inner.replace(/<office:annotation\b[\s\S]*?<\/office:annotation>/g, '');
  return [...own.matchAll(/<text:p(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/text:p>)/g)]
    .map(([, p = '']) =>
      unescaped(
        p
          .replace(/<text:s(?:\s+text:c="(\d+)")?\/>/g, (_, n = '1') => ' '.repeat(Number(n)))
          .replace(/<text:tab\/>/g, '\t')
          .replace(/<text:line-break\/>/g, '\n')
          .replace(/<[^>]*>/g, ''),
      ),
    )
    .join('\n');
}

/** { sheet: [[row, column, shown, type, value], …] }, rows and columns counted from 1, cells that show something. */
exports.cellsOf = (flat) => {
  const sheets = {};
  for (const [, name, body] of flat.matchAll(/<table:table table:name="([^"]*)"[^>]*>([\s\S]*?)<\/table:table>/g)) {
    const cells = (sheets[unescaped(name)] = []);
    let row = 0;
    for (const [, tag, inner = ''] of body.matchAll(/<table:table-row\b([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-row>)/g)) {
      let column = 0;
      for (const [, cell, content = ''] of inner.matchAll(
        /<table:(?:covered-)?table-cell\b([^>]*?)(?:\/>|>([\s\S]*?)<\/table:(?:covered-)?table-cell>)/g,
      )) {
        const times = Number(attribute(cell, 'table:number-columns-repeated') ?? 1);
        const shown = textOf(content);
        const type = attribute(cell, 'calcext:value-type') ?? attribute(cell, 'office:value-type');
        const value = ['value', 'date-value', 'time-value', 'boolean-value'].map((v) => attribute(cell, `office:${v}`)).find((v) => v !== null); // prettier-ignore
        for (let i = 0; i < times && shown !== ''; i++) cells.push([row + 1, column + i + 1, shown, type, ...(value === undefined ? [] : [value])]); // prettier-ignore
        column += times;
      }
      row += Number(attribute(tag, 'table:number-rows-repeated') ?? 1);
    }
  }
  return sheets;
};
