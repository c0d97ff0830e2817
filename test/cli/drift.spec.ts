import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';

/** A layout that changes: held, raised, proposed, accepted by one decision, read again, and healed. */
const { run, file, folder } = useCommands();

const NORD = `# how Nord writes its list
name: nord-stock
supplier: NORD
columns:
  vendor: Art
  location: Werk # ours
  on_hand: Menge # counted each Friday
`;
interface Doc {
  id: string;
  status: string;
  mapping: unknown;
  lines: { given: { quantity: string } }[];
  issues: { code: string; detail: string }[];
}
interface Drifts {
  drifts: { id: string; stale: boolean; documents: number; lost: { field: string; heading: string | null; evidence: string[] }[] }[];
}
const ingest = async (name: string, day: number, text: string): Promise<Doc> => {
  const at = `2026-11-${day}T08:00:00Z`;
  const done = await run('ingest', file(name, text), '--supplier', 'NORD', '--received-at', at, '--json');
  return (done.json as { documents: Doc[] }).documents[0]!;
};
const publish = async (text: string): Promise<void> => {
  file('home/config/suppliers/nord.yaml', text);
  const { hash } = (await run('mapping', 'plan', '--json')).json as { hash: string };
  expect((await run('mapping', 'apply', hash, '--by', 'Ada')).code).toBe(0);
};
const drifts = async (): Promise<Drifts['drifts']> => ((await run('mapping', 'drift', '--json')).json as Drifts).drifts;
const raised = async (): Promise<Record<string, unknown>[]> => {
  const all = (await run('exceptions', '--status', 'all', '--json')).json as { exceptions: Record<string, unknown>[] };
  return all.exceptions.filter((e) => e.type === 'LAYOUT_CHANGED' || e.type === 'DOC_UNREADABLE');
};

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom\nI-1,EA\nI-2,EA\nI-3,EA\nI-4,EA\nI-5,EA\n',
    item_crossrefs: `supplier,qualifier,value,sku\n${[1, 2, 3, 4, 5].map((n) => `NORD,VN,${n}${n}00,I-${n}`).join('\n')}\n`,
  };
  await run('import', ...Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text)));
  await publish(NORD);
}, 60_000);

const NEW = (n: number): string => `Art,Werk,Lagerbestand\n1100,HAM,${n}\n2200,HAM,7\n`;

test('a heading that is renamed holds the list, and the exception tells which one is proposed and why', async () => {
  expect(await ingest('first.csv', 10, 'Art,Werk,Menge\n1100,HAM,4\n')).toMatchObject({ status: 'accepted', mapping: { version: 1 } });
  const held = await ingest('second.csv', 11, NEW(5));
  expect(held).toMatchObject({ status: 'parked', lines: [], issues: [{ code: 'sheet.layout-changed' }] });
  expect(await ingest('third.csv', 12, NEW(6))).toMatchObject({ status: 'parked' });
  const [open, ...others] = await raised();
  expect(others).toEqual([]);
  expect(open).toMatchObject({ type: 'LAYOUT_CHANGED', severity: 'high', status: 'open', supplier: 'NORD' });
  expect((open as { documents: unknown[] }).documents).toHaveLength(2);
  const [drift] = await drifts();
  expect(drift).toMatchObject({ documents: 2, stale: false, lost: [{ field: 'on_hand', heading: 'Lagerbestand' }] });
  expect(drift!.lost[0]!.evidence).toContain('the words of its heading say so');
  expect((await run('mapping', 'drift')).stdout).toContain(
    'on_hand: "Menge" is gone; "Lagerbestand" is proposed: the words of its heading',
  );
});

test('one decision publishes the new heading beside the old one, and reads what waited', async () => {
  const done = await run('mapping', 'accept', 'nord-stock', '--by', 'Eve', '--reason', 'new export', '--json');
  expect([done.code, done.json]).toEqual([
    0,
    expect.objectContaining({ name: 'nord-stock', version: 2, columns: { on_hand: 'Lagerbestand' }, read_again: 2, author: 'Eve' }),
  ]);
  expect((await raised()).map((e) => [e.status, e.resolution])).toEqual([['resolved', 'mapping_fixed']]);
  expect(await drifts()).toEqual([]);
  const { mappings } = (await run('mapping', 'list', 'nord-stock', '--json')).json as { mappings: Record<string, unknown>[] };
  expect(mappings[0]).toMatchObject({ version: 2, author: 'Eve', note: 'new export', holds: true });
  expect((await run('mapping', 'pull', '--overwrite')).code).toBe(0);
  expect(fs.readFileSync(path.join(folder(), 'home/config/suppliers/nord.yaml'), 'utf8')).toBe(
    NORD.replace('name: nord-stock\n', 'name: nord-stock\nversion: 2\n').replace('Menge #', '[Menge, Lagerbestand] #'),
  );
  expect(await ingest('fourth.csv', 13, 'Art,Werk,Menge\n1100,HAM,4\n')).toMatchObject({ status: 'accepted', mapping: { version: 2 } });
  expect((await run('mapping', 'accept', 'nord-stock')).stderr).toContain('no list waits for nord-stock');
});

test('which of two columns of numbers is the item is settled by what the masters know', async () => {
  const lines = [1, 2, 3, 4, 5].map((n) => `90${n},${n}${n}00,HAM,${n}`).join('\n');
  await ingest('codes.csv', 14, `Ref A,Ref B,Werk,Menge\n${lines}\n`);
  const [{ lost }] = (await drifts()) as [Drifts['drifts'][number]];
  expect(lost).toMatchObject([{ field: 'vendor', heading: 'Ref B' }]);
  expect(lost[0]!.evidence[0]).toBe("5 of 5 different values are items by the supplier's number");
});

test('a proposal about another version is refused, and so is what is no column of the list', async () => {
  const wrong = await run('mapping', 'accept', 'nord-stock', '--column', 'vendor=Nirgends');
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringContaining('"Nirgends" is no column that is left over; there are "Ref A", "Ref B"'),
  ]);
  expect((await run('mapping', 'accept', 'nord-stock', '--column', 'on_hand=Ref A')).stderr).toContain('on_hand is not missing');
  const { id } = (await drifts())[0]!;
  await publish(`${NORD}  uom: { from: ME, optional: true }\n`); // read again by it, and held again: what was proposed is about version 2
  const [again] = await drifts();
  expect(again!.id).not.toBe(id);
  const stale = await run('mapping', 'accept', id);
  expect([stale.code, stale.stderr]).toEqual([2, expect.stringContaining('no list waits')]);
  expect((await run('mapping', 'accept', 'nord-stock', '--column', 'vendor=Ref A', '--json')).json).toMatchObject({
    version: 4,
    columns: { vendor: 'Ref A' }, // a person knows better than the masters
    read_again: 1,
  });
});

test('a heading for which nothing speaks is asked for', async () => {
  const held = await ingest('nothing.csv', 15, 'Art,Werk,Preis\n1100,HAM,4\n');
  const refused = await run('mapping', 'accept', held.id);
  expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining('called now? Say it, as on_hand="Preis"')]);
  expect((await run('mapping', 'list', 'nord-stock', '--json')).stdout).not.toContain('"version": 5');
});

test('a mapping that was never published is published with the new heading', async () => {
  file(
    'home/config/suppliers/odd.yaml',
    'name: odd\nsupplier: NORD\nfile: odd*\nversion: 3\ncolumns: { buyer: Q1, on_hand: Q2, location: Q3 }\n',
  );
  await ingest('odd.csv', 16, 'Q1,Menge Q2,Q3\nI-1,6,HAM\n');
  expect((await run('mapping', 'accept', 'odd', '--json')).json).toMatchObject({
    version: 4,
    columns: { on_hand: 'Menge Q2' },
    read_again: 1,
  });
});
