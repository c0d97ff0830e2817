import fs from 'node:fs';
import path from 'node:path';
import { X12Parser, type X12Interchange } from 'node-x12';
import { readX12 } from '../src/domain/syntax/x12';

/** Another reader of X12 as a witness: on clean files with one interchange, both must see the same segments. */
const SAMPLES = path.join(__dirname, '..', 'samples');
/**
 * What node-x12 reads at all: one interchange to a file, an ISA of 106 characters, no TA1 before the group. To a segment without
 * elements it gives the last element of the segment before.
 */
function comparable(file: string): boolean {
  const [i, ...more] = readX12(fs.readFileSync(file)).interchanges;
  if (!i || more.length > 0 || i.refused || i.issues.length > 0 || i.answers.length > 0 || !i.fixedWidth) return false;
  return i.sets.every((set) => [...set.segments()].flat().every((s) => s.elements.length > 1));
}
const files = fs
  .readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.(852|846|856|861|867|855|997|824|864)$/.test(f))
  .map((f) => path.join(SAMPLES, f))
  .filter(comparable);

test('there are files to compare', () => expect(files.length).toBeGreaterThan(30));

test.each(files.map((f) => [path.relative(SAMPLES, f), f]))('node-x12 sees the same segments in %s', (_, file) => {
  const text = fs.readFileSync(file, 'utf8');
  const theirs = new X12Parser(true).parse(text) as X12Interchange;
  const ours = readX12(Buffer.from(text)).interchanges;
  const sets = theirs.functionalGroups.flatMap((g) => g.transactions);
  const seen = sets.map((t) => t.segments.map((s) => [s.tag, ...s.elements.map((e) => e.value)]));
  const read = ours[0]!.sets.map((s) =>
    [...s.segments()]
      .flat()
      .slice(1, -1)
      .map((x) => [...x.elements]),
  );
  expect(read).toEqual(seen);
});
