import { csvRecords, openCsv } from './csv-rows';

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let i = 0; i < text.length; i += size) yield text.slice(i, i + size);
}
async function read(text: string, size = 1 << 16): Promise<[number, ...string[]][]> {
  const out: [number, ...string[]][] = [];
  for await (const batch of csvRecords(inPieces(text, size)))
    for (const r of batch) out.push([r.number, ...(r.fault ? [`! ${r.fault.code}`] : r.cells)]);
  return out;
}

describe('csv', () => {
  const cases: [string, string, unknown][] = [
    ['plain', 'a,b\n1,2\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['no last line end', 'a,b\n1,2', [[1, 'a', 'b'], [2, '1', '2']]],
    ['CRLF', 'a,b\r\n1,2\r\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['blank rows count and are left out', 'a,b\n\n1,2\n,\n3,4\n', [[1, 'a', 'b'], [3, '1', '2'], [5, '3', '4']]],
    ['quotes', 'a,b\n"1,5","say ""so"""\n', [[1, 'a', 'b'], [2, '1,5', 'say "so"']]],
    ['a line end inside quotes is one row', 'a\n"x\r\ny"\nz\n', [[1, 'a'], [2, 'x\r\ny'], [3, 'z']]],
    ['CRLF after a quote', '"a","b"\r\n"1","2"\r\n', [[1, 'a', 'b'], [2, '1', '2']]],
    ['an empty quoted field', 'a,b\n"",2\n', [[1, 'a', 'b'], [2, '', '2']]],
    ['a quote inside an unquoted field stands for itself', 'a,b\n3" pipe,2\n', [[1, 'a', 'b'], [2, '3" pipe', '2']]],
    ['text after a closing quote', 'a,b\n"1"x,2\n3,4\n', [[1, 'a', 'b'], [2, '! row.broken-quote'], [3, '3', '4']]],
    ['an unclosed quote costs its line only', 'a,b\n"1,2\n3,4\n5,6\n', [[1, 'a', 'b'], [2, '! row.broken-quote'], [3, '3', '4'], [4, '5', '6']]],
    ['an unclosed quote that a later one closes', 'a,b\n"1,2\n3,"4"\n', [[1, 'a', 'b'], [2, '! row.broken-quote'], [3, '3', '4']]],
    ['nothing', '', []],
  ]; // prettier-ignore
  test.each(cases)('%s', async (_name, text, expected) => {
    expect(await read(text)).toEqual(expected);
    for (const size of [1, 2, 3, 5]) expect(await read(text, size)).toEqual(expected);
  });

  test('a quote that stays open does not swallow a large file', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `${i},${i}`);
    rows[10] = '"10,10';
    const out = await read(`a,b\n${rows.join('\n')}\n`, 1 << 14);
    expect(out).toHaveLength(100_001);
    expect(out[11]).toEqual([12, '! row.broken-quote']);
    expect(out.at(-1)).toEqual([100_001, '99999', '99999']);
  });

  test('a line without end is refused by its number and never held', async () => {
    const endless = 'x,'.repeat(1 << 18);
    const text = `a,b\n1,2\n${endless}\n3,4\n`;
    const expected = [[1, 'a', 'b'], [2, '1', '2'], [3, '! row.too-long'], [4, '3', '4']]; // prettier-ignore
    for (const size of [1 << 12, 1 << 16, 1 << 18]) expect(await read(text, size)).toEqual(expected);
    expect(await read(`a,b\n${endless}`, 1 << 12)).toEqual([
      [1, 'a', 'b'],
      [2, '! row.too-long'],
    ]);
  });

  test('a byte order mark is no part of the first heading, and places name headings', async () => {
    const source = await openCsv(
      (async function* () {
        yield Buffer.from('\uFEFFsku , qty\nA,1\n');
      })(),
    );
    expect(source.headings).toEqual(['sku', 'qty']);
    expect(source.place(7, 1)).toBe('row 7, column qty');
    expect(source.place(7)).toBe('row 7');
  });
});
