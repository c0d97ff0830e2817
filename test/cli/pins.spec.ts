import path from 'node:path';
import { useCommands } from '../support/commands';

/** A sample that is pinned to a mapping is a test of every version that follows. */
const { run, file, folder } = useCommands();

const NORD = 'name: nord-stock\nsupplier: NORD\nfile: stock*\ncolumns: { vendor: Art, location: Ort, on_hand: Menge }\n';
const SHEET = 'Art,Ort,Menge,Frei\nA-1,HAM,5,4\nA-2,HAM,x,4\n';
interface Pins {
  pins: { sha256: string; file: string; version: number; expected: string; author: string; note: string }[];
  mappings: { version: number; managed: string | null }[];
}
const write = (text: string, at = 'home/config/suppliers/nord.yaml'): string => file(at, text);
const plan = async (...args: string[]): Promise<string> =>
  ((await run('mapping', 'plan', '--json', ...args)).json as { hash: string }).hash;
const apply = async (...args: string[]) => run('mapping', 'apply', await plan(), '--json', ...args);
const listed = async (): Promise<Pins> => (await run('mapping', 'list', 'nord-stock', '--json')).json as Pins;
const ingest = async (name: string, day: number, text: string): Promise<{ id: string; status: string }> => {
  const done = await run('ingest', file(name, text), '--supplier', 'NORD', '--received-at', `2026-11-${day}T08:00:00Z`, '--json');
  return (done.json as { documents: { id: string; status: string }[] }).documents[0]!;
};
let first: { id: string };

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord\nSUED,Süd\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom\nA-1,EA\n',
  };
  await run('import', ...Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text)));
  write(NORD);
  expect((await apply()).code).toBe(0);
  first = await ingest('stock-1.csv', 10, SHEET);
}, 60_000);

test('pinned is the file, with what is read of it: lines and what is wrong, before anything is matched', async () => {
  expect((await run('mapping', 'pin', 'nord-stock', first.id, '--by', 'Ada', '--note', 'as agreed')).code).toBe(0);
  const { pins } = await listed();
  expect(pins).toMatchObject([{ file: 'stock-1.csv', version: 1, author: 'Ada', note: 'as agreed' }]);
  expect(pins[0]!.expected.split('\n')).toEqual([
    'stock report as of {"said":"nothing"}, full',
    'row 2, column Menge: on_hand 5 "" of vendor A-1 at "HAM"',
    'row 1: warning sheet.column-unnamed: the column "Frei" is not named by the mapping and was not read; what is to be passed over belongs under "ignored"',
    'row 3, column Menge: error sheet.not-a-number: "x" is not a number',
    '',
  ]);
  expect((await run('mapping', 'list', 'nord-stock')).stdout).toMatch(/stock-1\.csv +1 +\S+ +Ada +as agreed/);
  expect((await run('mapping', 'pin', 'nord-stock', first.id)).code).toBe(0); // again: nothing changes
  expect((await listed()).pins).toEqual(pins);
});

test('a version that reads it alike is published, whatever else it says, and the bytes are the same', async () => {
  const before = (await listed()).pins;
  write(`# the same\n${NORD.replace('Menge', '[Menge, Bestand]')}`);
  expect((await apply()).json).toMatchObject({ accepted: 1, repinned: [] });
  expect((await listed()).pins).toEqual(before);
});

test('one that reads it otherwise is refused, line by line, and nothing is published', async () => {
  write(NORD.replace('on_hand: Menge', 'available: Frei'));
  const refused = await apply();
  expect(refused.code).toBe(6);
  for (const line of [
    'stock-1.csv',
    '- row 2, column Menge: on_hand 5',
    '+ row 2, column Frei: available 4',
    '+ row 3, column Frei: available 4',
  ])
    expect(refused.stderr).toContain(line);
  expect((await listed()).mappings.map((m) => m.version)).toEqual([2, 1]);
});

test('unless that is what is meant, with a word why; from then on it is what is expected', async () => {
  expect((await apply('--repin')).stderr).toContain('--repin needs a --note');
  const done = await apply('--repin', '--note', 'they report what is free', '--by', 'Eve');
  expect(done.json).toMatchObject({ accepted: 1, repinned: [{ file: 'stock-1.csv' }] });
  expect((await listed()).pins).toMatchObject([{ version: 3, author: 'Eve', note: 'they report what is free' }]);
  write(NORD);
  expect((await apply()).code).toBe(6);
  write(NORD.replace('on_hand: Menge', 'available: Frei'));
});

test('a layout that changed is accepted only where the samples are read as before', async () => {
  await ingest('stock-2.csv', 11, 'Art,Ort,Freie Menge\nA-1,HAM,3\n');
  expect((await run('mapping', 'accept', 'nord-stock', '--json')).json).toMatchObject({ version: 4, read_again: 1, repinned: [] });
  expect((await listed()).pins).toMatchObject([{ version: 3 }]);
});

test('a file that the mapping does not read, of another supplier, or that there is not, is no sample of it', async () => {
  const other = await ingest('other.csv', 12, 'SKU,Site,On hand\nA-1,HAM,3\n');
  expect((await run('mapping', 'pin', 'nord-stock', other.id)).stderr).toContain('reads nothing of other.csv');
  expect((await run('mapping', 'pin', 'nobody', first.id)).stderr).toContain('no version of nobody is published');
  expect((await run('mapping', 'pin', 'nord-stock', 'doc_none')).stderr).toContain('there is no document doc_none');
  const [{ sha256 }] = (await listed()).pins as [Pins['pins'][number]];
  expect((await run('mapping', 'pin', 'nord-stock', sha256.slice(0, 12), '--remove')).code).toBe(0);
  expect((await listed()).pins).toEqual([]);
});

test('what is applied from a folder is marked as kept there, and what is applied from home is not', async () => {
  expect((await listed()).mappings[0]!.managed).toBeNull();
  const from = path.dirname(write(`${NORD}decimal: '.'\n`, 'checkout/nord.yaml'));
  expect((await run('mapping', 'apply', await plan('--from', from), '--from', from)).code).toBe(0);
  expect((await listed()).mappings[0]!.managed).toBe('git');
  expect((await run('mapping', 'list')).stdout).toMatch(/nord-stock +5 +NORD +yes +files/);
  await run('mapping', 'pull', '--overwrite');
  write(`${NORD}decimal: ','\n`);
  expect((await apply()).code).toBe(0);
  expect([(await listed()).mappings[0]!.managed, folder()]).toEqual([null, expect.any(String)]);
});
