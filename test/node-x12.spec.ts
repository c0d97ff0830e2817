import fs from 'node:fs';
import path from 'node:path';
import { X12Parser, type X12Interchange } from 'node-x12';
import { readX12 } from '../src/domain/syntax/x12';

/** Another reader of X12 as a witness: on clean files with one interchange, both must see the same segments. */
const SAMPLES = path.join(__dirname, '..', 'samples');
const files = fs
  .readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((f) => /\.(852|846|856|861|867|855|997|824|864)$/.test(f))
  .map((f) => path.join(SAMPLES, f))
  .filter((f) => readX12(fs.readFileSync(f)).interchanges.every((i) => !i.refused && i.issues.length === 0 && i.answers.length === 0)); // node-x12 refuses a TA1 before the group

test('there are files to compare', () => expect(files.length).toBeGreaterThan(5));

test.each(files.map((f) => [path.relative(SAMPLES, f), f]))('node-x12 sees the same segments in %s', (_, file) => {
  const text = fs.readFileSync(file, 'utf8');
  const theirs = new X12Parser(true).parse(text) as X12Interchange;
  const ours = readX12(Buffer.from(text)).interchanges;
  expect(ours).toHaveLength(1);
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
