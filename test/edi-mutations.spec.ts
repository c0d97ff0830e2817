import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseDecimal } from '../src/domain/canonical/quantity';
import { FORMATS } from '../src/domain/formats';
import { CollectingSink } from '../src/domain/formats/format';
import { messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';

/** Every EDI sample, damaged at random: it ends in a verdict and never in a crash, and what it says is a number where it is one. */
const SAMPLES = path.join(__dirname, '../samples');
const files = fs
  .readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((f) => /(x12|edifact)-.*in\./.test(f))
  .map((f) => fs.readFileSync(path.join(SAMPLES, f)));

function verdict(bytes: Buffer): CollectingSink[] {
  const edifact = bytes.subarray(0, 8).includes('UN');
  const { interchanges, issues } = edifact ? readEdifact(bytes) : readX12(bytes);
  expect(interchanges.length + issues.length).toBeGreaterThan(0);
  return interchanges.flatMap(messagesOf).map((m) => {
    const sink = new CollectingSink();
    const message = sourceOf(m);
    FORMATS.find((f) => f.claims(message))?.read(message, { fileName: 'in', receivedAt: '2026-11-16T06:00:00Z' }, sink);
    return sink;
  });
}

test('there are samples to damage', () => expect(files.length).toBeGreaterThan(30));

test.each([
  ['a byte is another', (b: Buffer, at: number, byte: number) => ((b[at] = byte), b)],
  ['a byte is lost', (b: Buffer, at: number) => Buffer.concat([b.subarray(0, at), b.subarray(at + 1)])],
  ['a byte comes twice', (b: Buffer, at: number) => Buffer.concat([b.subarray(0, at + 1), b.subarray(at)])],
  ['the end is lost', (b: Buffer, at: number) => b.subarray(0, at + 1)],
  ['a piece is lost', (b: Buffer, at: number, byte: number) => Buffer.concat([b.subarray(0, at), b.subarray(at + byte)])],
])('%s', (_, damage) => {
  const bytes = fc.oneof(fc.nat(255), fc.constantFrom(10, 13, 39, 42, 43, 58, 63, 126, 0xc3));
  fc.assert(
    fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 0.999, noNaN: true }), bytes, (file, part, byte) => {
      const damaged = damage(Buffer.from(file), Math.floor(part * file.length), byte);
      if (damaged.length === 0) return;
      for (const sink of verdict(damaged))
        for (const l of [...sink.reports, ...sink.notices].flatMap((r) => [...r.lines])) {
          expect(parseDecimal(l.quantity.amount)).toBeDefined();
          expect(l.refs.length).toBeGreaterThan(0);
        }
    }),
    { numRuns: 300 },
  );
});
