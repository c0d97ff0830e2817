import { useCommands } from '../support/commands';

/** What nobody knows is asked once, with what it comes nearest to; a decision takes up every line that waits for it. */
const { run, file } = useCommands();

interface Question {
  id: string;
  about: string;
  supplier: string;
  lines: number;
  documents: number;
  called: string | null;
  candidates: { sku?: string; location?: string; score: number; reasons: string[] }[];
}
const parked = async (): Promise<Question[]> => ((await run('parked', '--json')).json as { parked: Question[] }).parked;
const about = (questions: readonly Question[], what: string): Question => {
  const found = questions.find((q) => JSON.stringify(q).includes(what));
  if (!found) throw new Error(`nothing waits for ${what}: ${JSON.stringify(questions)}`);
  return found;
};
const lines = async (): Promise<unknown[]> => {
  const { documents } = (await run('doc', 'list', '--json')).json as { documents: { id: string }[] };
  const out: unknown[] = [];
  for (const d of [...documents].reverse()) {
    const shown = (await run('doc', 'show', d.id, '--json')).json as {
      documents?: { lines: Record<string, unknown>[] }[];
      lines?: Record<string, unknown>[];
    };
    for (const l of shown.lines ?? shown.documents![0]!.lines) out.push([l.sku, l.location, l.quantity, l.parked === null]);
  }
  return out;
};

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord\nSUED,Sued\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nBRE,Bremen,Europe/Berlin\n',
    items:
      'sku,description,uom,gtin,status,superseded_by\nBRK-1,Bracket,EA,4006381333931,,\nBRK-2,Bracket large,EA,,,\nFST-1,Fastener,EA,,,\nHX-10,Hexagon,EA,,discontinued,HX-20\nHX-20,Hexagon new,EA,,,\n',
    item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,4711-001,BRK-1\nNORD,VN,4711-002,BRK-2\nSUED,VN,S-55501,FST-1\n',
    programs:
      'supplier,sku,location,managed_by,owned_by,valid_from\nNORD,FST-1,*,supplier,buyer,2026-01-01\nNORD,BRK-1,*,supplier,buyer,2026-01-01\n',
    counts:
      'sku,location,counted_at,quantity,uom\nFST-1,HAM,2026-11-15T20:00:00Z,412,EA\nFST-1,BRE,2026-11-15T20:00:00Z,97,EA\nBRK-1,HAM,2026-11-15T20:00:00Z,40,EA\n',
  };
  const files = Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text));
  expect((await run('import', ...files, '--json')).json).toMatchObject({ rejected: 0 });
  const sent = [
    'Vendor item,Location,On hand,UOM,As of',
    ...['4711001,HAM,40,EA', 'QQX,HAM,412,EA', 'QQX,BRE,97,EA', '4711-002,HAMB,5,EA', '4711-002,HAM,3,KAR', 'zz,HAM,1,EA'].map(
      (l) => `${l},2026-11-16`,
    ),
  ];
  const first = await run(
    'ingest',
    file('stock.csv', sent.join('\n')),
    '--supplier',
    'NORD',
    '--received-at',
    '2026-11-16T08:00:00Z',
    '--json',
  );
  expect(first.json).toMatchObject({ parked: 6 });
  const again = await run(
    'ingest',
    file('stock2.csv', `${sent[0]}\nQQX,HAM,400,EA,2026-11-17`),
    '--supplier',
    'NORD',
    '--received-at',
    '2026-11-17T08:00:00Z',
    '--json',
  );
  expect(again.json).toMatchObject({ parked: 1 });
}, 60_000);

test('each unknown name is asked once, whatever waits for it, with the items that it comes nearest to', async () => {
  const questions = await parked();
  expect(questions.map((q) => [q.about, q.lines, q.documents])).toEqual([
    ['item', 3, 2],
    ...Array.from({ length: 4 }, () => [expect.any(String), 1, 1]),
  ]);
  expect(about(questions, '4711001').candidates).toEqual([
    {
      sku: 'BRK-1',
      description: 'Bracket',
      score: 0.99,
      reasons: [
        "but for signs and leading zeros it is this supplier's number for it 4711-001",
        'the quantity is your own count there',
        'this supplier has it in its programs or numbers',
      ],
    },
    expect.objectContaining({ sku: 'BRK-2' }),
  ]);
  expect(about(questions, '"zz"').candidates).toEqual([]);
});

test('two quantities that are the own counts of an item make it known, whatever it is called', async () => {
  await run(
    'ingest',
    file('s3.csv', 'Vendor item,Location,On hand,As of\nWWX,HAM,412,2026-11-16\nWWX,BRE,97,2026-11-16'),
    '--supplier',
    'NORD',
    '--received-at',
    '2026-11-16T09:00:00Z',
  );
  expect(about(await parked(), 'WWX').candidates).toEqual([
    {
      sku: 'FST-1',
      description: 'Fastener',
      score: 0.45,
      reasons: ['2 of 2 quantities are your own counts there', 'this supplier has it in its programs or numbers'],
    },
  ]);
});

test('a decision writes down the cross-reference with who and why, and takes up all that waited, old ones too', async () => {
  const { id } = about(await parked(), 'QQX');
  const done = await run('parked', 'decide', id, '--sku', 'FST-1', '--by', 'Ada', '--reason', 'new part number since October', '--json');
  expect(done.json).toMatchObject({
    accepted: 3,
    parked: 0,
    decision: {
      kind: 'item_crossrefs',
      row: { supplier: 'NORD', value: 'QQX', sku: 'FST-1' },
      author: 'Ada',
      reason: 'new part number since October',
    },
  });
  expect(await lines()).toEqual(
    expect.arrayContaining([
      ['FST-1', 'HAM', '412', true],
      ['FST-1', 'BRE', '97', true],
      ['FST-1', 'HAM', '400', true],
    ]),
  );
  expect((await parked()).some((q) => q.id === id)).toBe(false);
  expect((await run('parked', 'decide', id, '--sku', 'FST-1')).code).toBe(2);
});

test('a location, and a factor of an item', async () => {
  const questions = await parked();
  const place = await run('parked', 'decide', about(questions, 'HAMB').id, '--location', 'HAM', '--json');
  expect(place.json).toMatchObject({ accepted: 1, decision: { kind: 'location_crossrefs' } });
  const unit = about(questions, 'KAR');
  expect(unit).toMatchObject({ about: 'unit', candidates: [{ sku: 'BRK-2' }, { sku: 'BRK-1' }] });
  const factor = await run('parked', 'decide', unit.id, '--sku', 'BRK-2', '--factor', '12', '--json');
  expect(factor.json).toMatchObject({ accepted: 1, decision: { kind: 'item_units', row: { sku: 'BRK-2', uom: 'KAR', factor: '12' } } });
  expect(await lines()).toEqual(
    expect.arrayContaining([
      ['BRK-2', 'HAM', '5', true],
      ['BRK-2', 'HAM', '36', true],
    ]),
  );
});

test.each([
  ['nothing that it could mean', [], 2, /expected --sku/],
  ['a location for an item', ['--location', 'HAM'], 2, /is about an item: expected an item/],
  ['an item that there is not', ['--sku', 'NOPE'], 6, /sku: .*NOPE/],
])('refused: %s', async (_, options, code, said) => {
  const { id } = about(await parked(), '4711001');
  const done = await run('parked', 'decide', id, ...options);
  expect([done.code, done.stderr]).toEqual([code, expect.stringMatching(said)]);
  expect((await parked()).some((q) => q.id === id)).toBe(true);
});

test('for people', async () => {
  const { stdout } = await run('parked', '--supplier', 'NORD');
  expect(stdout).toMatch(/^q_[0-9a-f]{12} {2}NORD: item VENDOR 4711001 {2}1 line in 1 document$/m);
  expect(stdout).toMatch(/^ {2}0\.99 BRK-1 Bracket: but for signs and leading zeros/m);
  expect((await run('parked', '--supplier', 'SUED')).stdout).toBe('nothing waits for a name');
});

test('a UPC whose leading zero a spreadsheet took is known where an item has it, and nowhere else', async () => {
  await run('import', file('items-2.csv', 'sku,uom,gtin\nUPC-1,EA,036000291452\n'));
  const sheet = file('upc.csv', 'UPC,Location,On hand\n36000291452,HAM,7\n36000291469,HAM,8\n');
  const done = await run('ingest', sheet, '--supplier', 'NORD', '--received-at', '2026-11-18T08:00:00Z', '--json');
  const { lines: read } = (done.json as { documents: { lines: { sku: string | null; quantity: string }[] }[] }).documents[0]!;
  expect(read.map((l) => [l.sku, l.quantity])).toEqual([
    ['UPC-1', '7'],
    [null, null],
  ]);
});

test('what the supplier calls an item finds one whose number is nothing like it, and a place is found by its name', async () => {
  const text = 'Vendor item,Description,Location,On hand,UOM\nWX-900,BRACKET LARGE,HAM,1,EA\n4711-001,Bracket,Bremen,2,EA\n';
  await run('ingest', file('named.csv', text), '--supplier', 'NORD');
  const questions = await parked();
  const item = about(questions, 'WX-900');
  expect(item.called).toBe('BRACKET LARGE');
  expect(item.candidates[0]).toMatchObject({ sku: 'BRK-2' });
  expect(item.candidates[0]!.reasons).toContain('it is called just so');
  expect(about(questions, '"value":"Bremen"').candidates[0]).toMatchObject({
    location: 'BRE',
    reasons: ['but for signs and case it is its name Bremen'],
  });
  expect((await run('parked')).stdout).toContain('called "BRACKET LARGE"');
});

test('a notice says what an item is called, and how many one pack of it holds', async () => {
  await run('import', file('edi/suppliers.csv', 'supplier,name,edi_id\nNORD,Nord,ZZ:NORD\n'));
  const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${'NORD'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}*261117*0600*U*00401*000000001*0*P*>`;
  const item = (n: number, id: string, name: string): string[] => [`HL*${n}*1*I`, `LIN**${id}`, 'SN1**3*CT', 'PO4*24', `PID*F****${name}`];
  const body = ['BSN*00*S-9*20261117*0600', 'HL*1**S', 'DTM*011*20261117', 'N1*ST**92*HAM', ...item(2, 'BP*BRK-1', 'Bracket'), ...item(3, 'VN*UNHEARD', 'HEXAGON NEW')]; // prettier-ignore
  const text = [isa, 'GS*SH*A*B*20261117*0600*1*X*004010', 'ST*856*0001', ...body, `SE*${body.length + 2}*0001`, 'GE*1*1', 'IEA*1*000000001~'].join('~'); // prettier-ignore
  await run('ingest', file('asn.edi', text));
  const questions = await parked();
  expect(about(questions, '"CT"')).toMatchObject({ about: 'unit', holds: '24', called: 'Bracket' });
  expect(about(questions, 'UNHEARD').candidates[0]).toMatchObject({ sku: 'HX-20' });
  expect((await run('parked')).stdout).toContain('its notice says that one holds 24');
});
