import fs from 'node:fs';
import path from 'node:path';
import { showPlace } from '../canonical/place';
import { readX12 } from '../syntax/x12';
import { FORMATS } from '.';
import { CollectingSink } from './format';

const SAMPLES = path.join(__dirname, '../../../samples');
const cases = fs
  .readdirSync(SAMPLES)
  .filter((f) => f.startsWith('x12-'))
  .flatMap((f) => fs.readdirSync(path.join(SAMPLES, f)).map((c) => [f, c] as const));

/** Everything that a file says, in a form that people can check line by line. */
function readAll(bytes: Buffer): object {
  const { interchanges } = readX12(bytes);
  return interchanges.map((i) => ({
    sender: i.sender,
    control: i.control,
    refused: i.refused,
    issues: i.issues.map((x) => x.code),
    documents: i.sets.map((set) => {
      const sink = new CollectingSink();
      const message = { syntax: 'x12', type: set.type, control: set.control, segments: set.segments() } as const;
      FORMATS.find((f) => f.claims(message))!.read(message, { fileName: 'in', receivedAt: '2026-11-23T06:00:00Z' }, sink);
      const [document] = [...sink.reports, ...sink.notices];
      const { lines, ...header } = document!;
      return {
        header,
        lines: [...lines].map((l) => ({ ...l, place: showPlace(l.place) })),
        issues: sink.issues.map((x) => `${x.severity} ${x.code} at ${x.place ? showPlace(x.place) : 'nowhere'}: ${x.detail}`),
      };
    }),
  }));
}

test('there are samples of every kind of X12 that is read', () =>
  expect(new Set(cases.map(([f]) => f))).toEqual(new Set(FORMATS.filter((f) => f.key.startsWith('x12-')).map((f) => f.key))));

test.each(cases)('%s, %s', (format, name) => {
  const folder = path.join(SAMPLES, format, name);
  const input = fs.readdirSync(folder).find((f) => f.startsWith('in.'))!;
  const read = JSON.parse(JSON.stringify(readAll(fs.readFileSync(path.join(folder, input))))) as unknown;
  expect(read).toEqual(JSON.parse(fs.readFileSync(path.join(folder, 'expected.json'), 'utf8')));
});
