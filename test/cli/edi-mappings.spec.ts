import fs from 'node:fs';
import { useCommands } from '../support/commands';

/** A mapping of EDI is planned, tried, published and rolled back as one of lists is, and every document says by which it was read. */
const { run, file } = useCommands();
const HOME = 'home/config/suppliers';
const write = (text: string, name = 'nord.yaml'): string => file(`${HOME}/${name}`, text);
const NORD = `# Nord sends on hand as QC
name: nord-edi
supplier: NORD
kind: edi
documents: [x12-852]
measures:
  ZA: { QC: on_hand, ZX: ignore }
`;
let control = 0;
const x12 = (body: string, day = 15): string => {
  control += 1;
  const n = String(control).padStart(9, '0');
  const segments = body.split('~').filter((s) => s !== '');
  return [
    `ISA*00*          *00*          *ZZ*NORD           *ZZ*BUYER          *261116*0600*U*00401*${n}*0*P*>`,
    `GS*PD*NORD*BUYER*20261116*0600*${control}*X*004010`,
    'ST*852*0001',
    `XQ*H*202611${String(day).padStart(2, '0')}**R-${control}`,
    'N1*RL*Hamburg*92*HAM',
    ...segments,
    `SE*${segments.length + 4}*0001`,
    `GE*1*${control}`,
    `IEA*1*${n}`,
  ].join('~\n') + '~\n'; // prettier-ignore
};
interface Doc {
  readonly id: string;
  readonly status: string;
  readonly mapping: unknown;
  readonly received_at: string;
  readonly lines: { sku: string | null; measure: string; quantity: string; uom: string; given: { uom: string; refs: object[] } }[];
  readonly issues: { code: string; detail: string }[];
}
let hour = 0;
async function send(name: string, text: string): Promise<Doc> {
  hour += 1;
  const done = await run('ingest', file(name, text), '--received-at', `2026-11-16T${String(hour).padStart(2, '0')}:00:00Z`, '--json');
  return (done.json as { documents: Doc[] }).documents[0]!;
}
const said = (d: Doc): unknown => [d.status, d.lines.map((l) => `${l.sku} ${l.measure} ${l.quantity}`), d.issues.map((i) => i.code)];
const publish = async (): Promise<{ read_again: number }> => {
  const { hash } = (await run('mapping', 'plan', '--json')).json as { hash: string };
  return (await run('mapping', 'apply', hash, '--by', 'Ada', '--json')).json as { read_again: number };
};
const listed = async (name: string): Promise<(Doc & { file: string; counts: object })[]> =>
  ((await run('doc', 'list', '--json')).json as { documents: (Doc & { file: string; counts: object })[] }).documents.filter(
    (d) => d.file === name,
  );

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name,edi_id\nNORD,Nord,ZZ:NORD\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nBRE,Bremen,Europe/Berlin\n',
    items: 'sku,uom\nA-1,EA\nB-1,EA\n',
  };
  await run('import', ...Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text)));
}, 60_000);

const BODY = 'LIN**IN*A-1~ZA*QC*5*EA~ZA*ZX*9*EA~CTT*1~';

test('without one, it is read as the standard has it; with a file that was never published, by that', async () => {
  const before = await send('1.edi', x12(BODY));
  expect([said(before), before.mapping]).toEqual([['accepted', ['A-1 committed 5'], ['x12.activity-not-used']], null]);
  write(NORD);
  const after = await send('2.edi', x12(BODY, 14));
  expect([said(after), after.mapping]).toEqual([['accepted', ['A-1 on_hand 5'], []], { name: 'nord-edi', version: 1 }]);
});

test('a draft is tried on what the supplier sent, line by line, and stores nothing', async () => {
  const before = (await run('doc', 'list', '--json')).stdout;
  write(NORD.replace('QC: on_hand', 'QC: available').replace('nord-edi', 'nord-draft'), 'z-draft.yaml');
  const tried = await run('mapping', 'test', 'nord-draft', '--json');
  expect(tried.code).toBe(4);
  const { files } = tried.json as { files: { file: string; lines: { change: string; place: string; measure: string }[] }[] };
  expect(files.map((f) => [f.file, f.lines.map((l) => `${l.change} ${l.place} ${l.measure}`)])).toEqual([
    ['2.edi', expect.arrayContaining(['lost segment 7 ZA02 on_hand', 'gained segment 7 ZA02 available'])],
    ['1.edi', expect.arrayContaining(['lost segment 7 ZA02 on_hand', 'gained segment 7 ZA02 available'])],
  ]);
  expect((await run('doc', 'list', '--json')).stdout).toBe(before);
  write('name: other\nsupplier: NORD\ncolumns: { buyer: A, on_hand: B }\n', 'z-draft.yaml'); // of lists, in its place
});

test('a wrong one is told with file, line and column, and nothing is published beside it', async () => {
  write(NORD.replace('QC: on_hand', 'QC: stock'), 'wrong.yaml');
  const plan = (await run('mapping', 'plan', '--json')).json as { issues: string[] };
  expect(plan.issues).toEqual([expect.stringMatching(/wrong\.yaml:7:9 measures\.ZA\.QC: .*"on_hand"/)]);
  write(NORD.replace('nord-edi', 'never').replace('NORD', 'SUED'), 'wrong.yaml');
});

test('published, it holds; rolled back, the older one does', async () => {
  expect(await publish()).toMatchObject({ accepted: 3 });
  write(NORD.replace('QC: on_hand', 'QC: available'));
  expect(said(await send('3.edi', x12(BODY, 13)))).toEqual(['accepted', ['A-1 on_hand 5'], []]); // a draft changes nothing
  await publish();
  const second = await send('4.edi', x12(BODY, 12));
  expect([second.mapping, said(second)]).toEqual([{ name: 'nord-edi', version: 2 }, ['accepted', ['A-1 available 5'], []]]);
  expect((await run('mapping', 'rollback', 'nord-edi', '1')).code).toBe(0);
  expect((await send('5.edi', x12(BODY, 11))).mapping).toEqual({ name: 'nord-edi', version: 1 });
  write(NORD);
});

test('what waited for a reason that it mends is read again when it is published, at its own moment; what counted is not', async () => {
  const codes = x12('LIN**IN*A-1~ZA*YY*5*EA~CTT*1~', 10);
  const numbers = x12('LIN**ZZ*B-1~ZA*OH*6*EA~CTT*1~', 10);
  const both = x12('LIN**IN*A-1~ZA*OH*1*EA~LIN**IN*B-1~ZA*YY*5*EA~CTT*2~', 9);
  expect([said(await send('codes.edi', codes)), said(await send('numbers.edi', numbers)), said(await send('both.edi', both))]).toEqual([
    ['accepted_with_issues', [], ['x12.activity-not-used', 'x12.no-lines']],
    ['parked', [expect.stringContaining('on_hand')], []],
    ['accepted', ['A-1 on_hand 1'], ['x12.activity-not-used']],
  ]);
  const more = NORD.replace('ZX: ignore', 'ZX: ignore, YY: on_hand').replace('measures', 'items: { read_as: { ZZ: buyer } }\nmeasures');
  write(more);
  expect(await publish()).toMatchObject({ accepted: 1, read_again: 2 });
  for (const [name, lines] of [['codes.edi', 1], ['numbers.edi', 1], ['both.edi', 1]] as const)
    expect(await listed(name)).toMatchObject([{ status: 'accepted', counts: { lines, parked: 0 } }]); // prettier-ignore
  const [numbersNow] = await listed('numbers.edi');
  expect(numbersNow).toMatchObject({
    mapping: { name: 'nord-edi', version: 3 },
    received_at: expect.stringContaining('2026-11-16T07:00:00') as string,
  });
  expect(await listed('both.edi')).toMatchObject([{ mapping: { name: 'nord-edi', version: 1 } }]);
  write(`${more}# once more\n`);
  expect(await publish()).toMatchObject({ read_again: 0 });
}, 60_000);

test('it is cloned for another supplier, comments and all, and is nobody else’s', async () => {
  await run('import', file('suppliers-2.csv', 'supplier,name\nSUED,Süd\n'));
  const cloned = await run('mapping', 'clone', 'nord-edi', '--supplier', 'SUED', '--json');
  expect(cloned.json).toMatchObject({ name: 'sued-edi', supplier: 'SUED', look_at: [] });
  const text = fs.readFileSync((cloned.json as { written: string }).written, 'utf8');
  expect([text.split('\n')[0], text.match(/^(name|supplier|version): .*$/gm)]).toEqual([
    '# Nord sends on hand as QC',
    ['name: sued-edi', 'version: 1', 'supplier: SUED'],
  ]);
  const again = await run('mapping', 'clone', 'nord-edi', '--supplier', 'SUED');
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('there is a mapping sued-edi already')]);
  expect((await run('mapping', 'clone', 'nobody', '--supplier', 'SUED')).stderr).toMatch(
    /there is no mapping nobody; there are: .*nord-edi/,
  );
  expect((await run('mapping', 'clone', 'nord-edi', '--supplier', 'OST')).stderr).toContain('there is no supplier OST');
});

test('its strictness beats the settings, and says so; a unit and a place that it knows are told as they were sent', async () => {
  write(`${NORD}strictness: { counts: refuse }\nunits: { KX: EA }\nconstants: { location: BRE }\n`);
  await publish();
  const refused = await send('count.edi', x12('LIN**IN*A-1~ZA*QC*5*EA~CTT*7~', 8));
  expect(said(refused)).toEqual(['rejected', [], ['x12.line-count', 'edi.refused-counts']]);
  expect(refused.issues[1]!.detail).toMatch(/refused of NORD \(strictness\.counts of the mapping nord-edi\)$/);
  const text = x12('LIN**IN*A-1~ZA*QC*5*KX~CTT*1~', 7).replace('N1*RL*Hamburg*92*HAM~\n', '').replace('SE*7', 'SE*6');
  const read = await send('unit.edi', text);
  expect([read.status, read.lines]).toMatchObject([
    'accepted',
    [{ sku: 'A-1', location: 'BRE', quantity: '5', uom: 'EA', given: { uom: 'KX' } }],
  ]);
});

test('every code made on hand: different numbers of one stock are doubted and none is posted, equal ones count once', async () => {
  write(`${NORD.replace('QC: on_hand, ZX: ignore', 'QC: on_hand, OH: on_hand, QA: on_hand')}`);
  await publish();
  const doubted = await send('all.edi', x12('LIN**IN*A-1~ZA*OH*5*EA~ZA*QA*4*EA~LIN**IN*B-1~ZA*OH*7*EA~ZA*QC*7*EA~CTT*2~', 6));
  expect(said(doubted)).toEqual([
    'accepted_with_issues',
    ['B-1 on_hand 7'],
    expect.arrayContaining(['edi.said-twice', 'report.two-balances']),
  ]);
});

test('what waits for a name is taken up as the mapping read it: its kind of number and its unit', async () => {
  write(`${NORD}items: { read_as: { ZZ: vendor } }\nunits: { KX: CA }\n`);
  await publish();
  const waits = await send('waits.edi', x12('LIN**ZZ*V-77~ZA*QC*5*KX~CTT*1~', 5));
  expect([waits.status, waits.lines]).toMatchObject(['parked', [{ given: { uom: 'KX', refs: [{ qualifier: 'ZZ', value: 'V-77' }] } }]]);
  const masters = [
    file('item_units.csv', 'sku,uom,factor\nB-1,CA,12\n'),
    file('item_crossrefs.csv', 'supplier,qualifier,value,sku,valid_from\nNORD,VN,V-77,B-1,2026-01-01\n'),
  ];
  expect((await run('import', ...masters)).code).toBe(0);
  const shown = (await run('doc', 'show', waits.id, '--json')).json as Doc | { documents: Doc[] };
  const now = 'documents' in shown ? shown.documents[0]! : shown;
  expect([now.status, now.lines]).toMatchObject(['accepted', [{ sku: 'B-1', quantity: '60', given: { uom: 'KX' } }]]);
});
