import fc from 'fast-check';
import { TextPool } from './text-pool';

test('a text is what its bytes say, whatever was asked for before', () => {
  const pool = new TextPool();
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary-ascii', maxLength: 40 })), (texts) => {
      const bytes = Buffer.from(texts.join(''), 'latin1');
      let at = 0;
      for (const text of [...texts, ...texts]) {
        if (at === bytes.length) at = 0;
        expect(pool.of(bytes, at, at + text.length)).toBe(text);
        at += text.length;
      }
    }),
  );
});

test('two short texts whose bytes have the same sum stay two', () => {
  const pool = new TextPool();
  const bytes = Buffer.from('AaBB');
  expect([pool.of(bytes, 0, 2), pool.of(bytes, 2, 4), pool.of(bytes, 0, 2)]).toEqual(['Aa', 'BB', 'Aa']);
});
