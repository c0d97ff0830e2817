import { openNdjson } from './ndjson-rows';

const inPieces = (text: string, size: number) =>
  async function* (): AsyncGenerator<Uint8Array> {
    const bytes = Buffer.from(text);
    for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
  };

test.each([7, 1 << 12, 1 << 20])('a line without end is refused by its number and never held, in pieces of %d', async (size) => {
  const text = `{"sku":"A","qty":"1"}\n{"sku":"${'x'.repeat(size < 100 ? 1000 : 1 << 19)}\n\n{"sku":"B","qty":"2"}\n`;
  const source = await openNdjson(inPieces(text, size));
  const rows = [];
  for await (const batch of source.rows) rows.push(...batch.map((r) => [r.number, r.fault?.code ?? r.cells]));
  const fault = size < 100 ? 'row.not-json' : 'row.too-long';
  expect(rows).toEqual([[1, ['A', '1']], [2, fault], [4, ['B', '2']]]); // prettier-ignore
});
