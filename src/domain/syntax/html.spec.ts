import { openDelivery } from './index';
import { pageTables, htmlTables } from './html';
import type { Table } from './table';

const shown = (t: Table): string[] => [...t.rows()].flat().map((r) => r.cells.map((c) => c.shown).join('|'));
const page = (html: string): string[][] => pageTables(html).map(shown);

test.each<[string, string, string[][]]>([
  ['nothing', '', []],
  ['a table of one cell is none', '<table><tr><td>a</td></tr></table>', []],
  ['cells that are never closed', '<table><tr><td>a<td>b<tr><td>1<td>2</table>', [['a|b', '1|2']]],
  ['spans', '<table><tr><td colspan=2>a<td>b<tr><td rowspan=2>1<td>2<td>3<tr><td>4</table>', [['a||b', '1|2|3', '|4']]],
  ['blanks and breaks', '<table><tr><td> a\n b<br>c<td>d&nbsp;<tr><td><p>1</p><p>2</p><td></table>', [['a b c|d', '1 2']]],
  ['tags within words', '<table><tr><td>F-<b>10</b>01<td>x<tr><td>1<td>2</table>', [['F-1001|x', '1|2']]],
  ['a sign within a value', '<table><tr><td title="a > b">a<td>b<tr><td>1 < 2<td>2</table>', [['a|b', '1 < 2|2']]],
  ['comments and scripts', '<table><!-- <tr> --><tr><td>a<script>"</td>"</script><td>b<tr><td>1<td>2</table>', [['a|b', '1|2']]],
  ['references', '<table><tr><td>&Uuml;&#252;&#x20AC;&#150;&bogus;&lt<td>b<tr><td>1<td>2</table>', [['Üü€–&bogus;<|b', '1|2']]],
  ['a table in a table', '<table><tr><td><table><tr><td>a<td>b<tr><td>1<td>2</table></table>', [['a|b', '1|2']]],
])('%s', (_, html, expected) => expect(page(html)).toEqual(expected));

test('a number that the writer wrote beside its looks is the value of the cell', () => {
  const [t] = pageTables('<table><tr><td>a<td>b<tr><td x:num="1204.5">1.204,50<td sdval="7">7<tr><td x:num>3<td x:num="abc">4</table>');
  expect([...t!.rows()].flat().map((r) => r.cells.map((c) => c.raw))).toEqual([
    ['a', 'b'],
    [1204.5, 7],
    ['3', '4'],
  ]);
});

test('beside a formula that failed a writer says zero, which nobody has counted', () => {
  const [t] = pageTables('<table><tr><td>a<td>b<tr><td sdval="0">#DIV/0!<td sdval="1">TRUE</table>');
  expect([...t!.rows()].flat()[1]!.cells.map((c) => c.raw)).toEqual(['#DIV/0!', 'TRUE']);
});

test('what stands above a table goes with it, the nearest first', () => {
  const [, second] = pageTables(
    '<h1>Stock</h1><table><tr><td>a<td>b<tr><td>1<td>2</table><p>Lager <b>B</b></p><table><caption>C</caption><tr><td>a<td>b<tr><td>1<td>2</table>',
  );
  expect(second!.lead).toEqual(['C', 'Lager B', 'Stock']);
});

test.each<[string, string, string]>([
  ['breaks off', '<table><tr><td>a<td>b<tr><td>1<td>', 'breaks off'],
  ['too wide', `<table>${'<tr><td colspan=900>a<td colspan=900>b'.repeat(2)}</table>`, 'columns'],
  ['a few letters that span millions of cells', `<table>${'<tr><td colspan=999>a<td>b'.repeat(4000)}</table>`, 'cells'],
  ['too deep', '<table>'.repeat(60), 'within each other'],
])('%s: refused', (_, html, why) => expect(() => pageTables(html)).toThrow(why));

test('a page is read in the letters that it names, unless they can only be others', () => {
  const text = (head: string, cell: Buffer): string =>
    shown(htmlTables(Buffer.concat([Buffer.from(`${head}<table><tr><td>a<td>b<tr><td>1<td>`), cell, Buffer.from('</table>')]))[0]!)[1]!;
  const meta = (charset: string): string => `<meta http-equiv="Content-Type" content="text/html; charset=${charset}">`;
  expect(text(meta('windows-1251'), Buffer.from([0xd1, 0xf2]))).toBe('1|Ст');
  expect(text(meta('windows-1251'), Buffer.from('é'))).toBe('1|é');
  expect(text('', Buffer.from([0xe9]))).toBe('1|é');
  expect(text(meta('no-such'), Buffer.from([0xe9]))).toBe('1|é');
});

test('a page of more tables than any list has is refused, and not held', async () => {
  const page = (tables: number): Buffer => Buffer.from('<table><tr><td>A<td>41</tr><tr><td>B<td>5</tr></table>'.repeat(tables));
  expect((await openDelivery(page(5000), 'a.html'))[0]!.content.kind).toBe('tables');
  const [refused] = await openDelivery(page(5001), 'a.html');
  expect(refused!.content).toMatchObject({ kind: 'unreadable', issue: { code: 'file.too-big' } });
});
