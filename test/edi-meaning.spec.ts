import fs from 'node:fs';
import path from 'node:path';
import { allSegments } from '../src/domain/inspect/segments';
import { inMemory } from '../src/domain/syntax/byte-source';
import { codeMeans, isCoded } from '../src/domain/syntax/dictionary/meaning';

test.each([
  ['x12', 'ZA', 1, 'QS', 'sold'],
  ['x12', 'LIN', 2, 'VN', "the seller's number"],
  ['x12', 'LIN', 6, 'UP', 'a bar code of 12 digits (UPC)'],
  ['x12', 'LIN', 3, 'VN', undefined], // an item may be called so
  ['x12', 'QTY', 1, 'QA', 'approved'],
  ['x12', 'N1', 1, ' ST ', 'where goods go'],
  ['x12', 'ZA', 1, 'constructor', undefined],
  ['edifact', 'QTY', 1, '145:100:PCE', 'actual stock, in pieces'],
  ['edifact', 'QTY', 1, '145:100', 'actual stock'],
  ['edifact', 'LIN', 3, '4012345678901:SRV', 'a GTIN'],
  ['edifact', 'PIA', 3, 'A-1:SA', "the supplier's number"],
  ['edifact', 'NAD', 1, 'SU', 'supplier'],
  ['edifact', 'DTM', 1, '137:20261116:102', 'when the message was written'],
] as const)('%s %s%i %s', (syntax, tag, element, value, means) => expect(codeMeans(syntax, tag, element, value)).toBe(means));

/** What suppliers really send has to be explained; what nobody knows is told as it is. */
test('of the codes in the samples nine of ten have words', () => {
  const samples = path.join(__dirname, '../samples');
  const files = fs
    .readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter((f) => /^(x12|edifact)-.*in\.(?!eml)[a-z0-9]+$/.test(f) && !/mapping-|wrong|unknown|odd|damaged|lost|that-are/.test(f));
  const seen = new Set<string>();
  const dumb = new Set<string>();
  for (const file of files) {
    const syntax = file.startsWith('x12') ? 'x12' : 'edifact';
    for (const s of allSegments(syntax, inMemory(fs.readFileSync(path.join(samples, file)))))
      s.elements.forEach((value, n) => {
        if (n === 0 || value.trim() === '' || !isCoded(syntax, s.tag, n)) return;
        const key = `${s.tag}${n} ${syntax === 'x12' ? value : value.split(s.component || ':')[s.tag === 'LIN' || s.tag === 'PIA' ? 1 : 0]}`;
        if (!/ \w{1,3}$/.test(key)) return; // half a pair, or two segments glued together
        seen.add(key);
        if (codeMeans(syntax, s.tag, n, value, s.component) === undefined) dumb.add(key);
      });
  }
  expect(seen.size).toBeGreaterThan(100);
  const many = dumb.size > seen.size / 10;
  expect(many ? [seen.size, ...dumb] : []).toEqual([]);
});
