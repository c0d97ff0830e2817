import fs from 'node:fs';
import path from 'node:path';
import { showPlace } from '../src/domain/canonical/place';
import { CollectingSink } from '../src/domain/formats/format';
import { type AnyMapping, isEdiMapping, parseMapping } from '../src/domain/mapping/any-mapping';
import type { MappingFile } from '../src/domain/mapping/mapping-file';
import { isProgramText } from '../src/domain/programs/program-text';
import { plan, readTable } from '../src/domain/mapping/read-table';
import { delimitedTable } from '../src/domain/syntax/delimited';
import { heldText } from '../src/domain/syntax/text-file';

const FOLDER = path.join(__dirname, '../config/suppliers');
const files = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && !isProgramText(fs.readFileSync(path.join(FOLDER, name), 'utf8')));

function mappingOf(name: string): AnyMapping {
  const parsed = parseMapping(fs.readFileSync(path.join(FOLDER, name), 'utf8'), name);
  if ('issue' in parsed) throw new Error(parsed.issue.detail);
  return parsed.mapping;
}

test.each(files)('%s is a mapping', (name) => expect(mappingOf(name).supplier).not.toBe(''));

test('the example of EDI says what its documents have', () => {
  const m = mappingOf('example-edi.yaml');
  expect([m.kind, isEdiMapping(m) && m.measures?.QTY]).toEqual(['edi', { '17': 'on_hand', '33': 'ignore' }]);
});

test('the example reads a list of which no heading is known', () => {
  const text = 'Example AG;;;;;\nArt.;Menge B;Frei;Halle;Einh.;Tag\nE-1;1.204;1.200;H1;ST;03/04/2026\nE-2;7;;H2;ST;03/04/2026\n';
  const table = delimitedTable(heldText(text));
  const context = { fileName: 'stock-14.csv', subject: '', within: null, receivedAt: '2026-04-04T06:00:00Z', supplier: 'EXAMPLE', mappings: [mappingOf('example-stock.yaml') as MappingFile] }; // prettier-ignore
  const planned = plan(table, context);
  const sink = new CollectingSink();
  if ('layout' in planned) readTable(table, planned.layout, context, sink);
  const [report] = sink.reports;
  expect(report!.asOf).toEqual({ said: 'date', date: '2026-04-03' });
  expect(report!.lines.map((l) => [l.refs[0]!.value, l.location!.value, l.measure, l.quantity.amount, showPlace(l.place)])).toEqual([
    ['E-1', 'BREMEN', 'on_hand', '1204', 'row 3, column Menge B'],
    ['E-1', 'BREMEN', 'available', '1200', 'row 3, column Frei'],
    ['E-2', 'KASSEL', 'on_hand', '7', 'row 4, column Menge B'],
  ]);
  expect(sink.issues).toEqual([]);
});
