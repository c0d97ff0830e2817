import { useCommands } from '../support/commands';

/** Deliveries that are read anew: what it would change is shown first, and done only as it was shown. */
const { run, file } = useCommands();

const HOME = 'home/config/suppliers';
interface Effect {
  hash: string;
  applied: boolean;
  deliveries: {
    file: string;
    before: string[];
    after: string[];
    same: number;
    lines: Record<string, string | null>[];
    issues: unknown[];
  }[];
  exceptions: { change: string; type: string; key: string }[];
}
const replay = async (...args: string[]): Promise<Effect & { code: number; stderr: string }> => {
  const said = await run('doc', 'replay', '--json', ...args);
  return { ...(said.json as Effect), code: said.code, stderr: said.stderr };
};
interface Doc {
  id: string;
  status: string;
  mapping: { version: number } | null;
  lines: { measure: string; quantity: string | null; sku: string | null }[];
}
const ingest = async (name: string, text: string, day: string): Promise<Doc[]> => {
  const done = await run('ingest', file(name, text), '--supplier', 'NORD', '--received-at', `2026-11-${day}T08:00:00Z`, '--json');
  return (done.json as { documents: Doc[] }).documents;
};
const publish = async (): Promise<number> => {
  const { hash } = (await run('mapping', 'plan', '--json')).json as { hash: string };
  return (await run('mapping', 'apply', hash, '--by', 'Ada')).code;
};
const mapping = (column: string): string =>
  file(
    `${HOME}/nord.yaml`,
    `name: nord-stock\nsupplier: NORD\nconstants: { location: HAM }\ncolumns: { vendor: Art, on_hand: ${column} }\n`,
  );
const open = async (): Promise<string[]> =>
  ((await run('exceptions', '--json')).json as { exceptions: { type: string }[] }).exceptions.map((e) => e.type).sort();
const documents = async (): Promise<{ id: string; status: string }[]> =>
  ((await run('doc', 'list', '--json')).json as { documents: { id: string; status: string }[] }).documents;

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name,edi_id\nNORD,Nord,ZZ:NORD\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom\nBRK,EA\nBLT,EA\n',
    item_crossrefs: 'supplier,qualifier,value,sku\nNORD,vendor,N-1,BRK\nNORD,vendor,N-2,BLT\n',
    programs: 'supplier,sku,location,managed_by,owned_by\nNORD,*,HAM,supplier,buyer\n',
    counts: 'sku,location,counted_at,quantity,uom\nBRK,HAM,2026-11-10T06:00:00Z,50,EA\nBLT,HAM,2026-11-10T06:00:00Z,7,EA\n',
    feeds: 'location,complete_through\nHAM,2026-11-30T00:00:00Z\n',
  };
  for (const [kind, text] of Object.entries(feed)) file(`feed/${kind}.csv`, text);
  await run('import', file('feed/.keep', '').replace(/\/\.keep$/, ''));
}, 60_000);

describe('a list that was read by the wrong column', () => {
  let before: Doc[];
  let shown: Awaited<ReturnType<typeof replay>>;
  beforeAll(async () => {
    mapping('Frei');
    await publish();
    before = await ingest('stock.csv', 'Art,Menge,Frei\nN-1,50,40\nN-2,7,7\n', '11');
    mapping('Menge');
    await publish();
    shown = await replay(before[0]!.id);
  }, 60_000);

  test('shows lines and exceptions that would change, and changes nothing', async () => {
    expect(await open()).toEqual(['COUNT_DIVERGENCE']);
    expect(shown.code).toBe(4);
    expect(shown.deliveries).toMatchObject([{ file: 'stock.csv', before: ['accepted'], after: ['accepted'], same: 0 }]);
    expect(shown.deliveries[0]!.lines.map((l) => [l.change, l.measure])).toEqual([
      ['lost', 'on_hand'],
      ['lost', 'on_hand'],
      ['gained', 'on_hand'],
      ['gained', 'on_hand'],
    ]);
    expect(shown.exceptions.map((e) => [e.change, e.type])).toEqual([['resolved', 'COUNT_DIVERGENCE']]);
    expect((await documents()).map((d) => d.id)).toEqual([before[0]!.id]);
  });

  test('does it under the hash that was shown, and no other', async () => {
    expect(await replay(before[0]!.id, '--apply', 'abcdefabcdef', '--reason', 'wrong column')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('and not abcdefabcdef') as string,
    });
    expect(await replay(before[0]!.id, '--apply', shown.hash)).toMatchObject({ code: 2 });
    expect(await open()).toEqual(['COUNT_DIVERGENCE']);
    const done = await replay(before[0]!.id, '--apply', shown.hash, '--reason', 'wrong column', '--by', 'Eve');
    expect(done).toMatchObject({ code: 0, applied: true, hash: shown.hash });
    expect(await open()).toEqual([]);
    const [now] = await documents();
    const { documents: told } = (await run('doc', 'show', now!.id, '--json')).json as { documents: Doc[] };
    expect(told[0]).toMatchObject({ mapping: { version: 2 }, lines: [{ quantity: '50' }, { quantity: '7' }] });
  });

  test('says who had it read anew, and that another time changes nothing', async () => {
    const [now] = await documents();
    const { stdout } = await run('doc', 'show', now!.id);
    expect(stdout).toContain('read anew by Eve: wrong column');
    const again = await run('doc', 'replay', now!.id);
    expect([again.code, again.stdout.trim().split('\n').at(-1)]).toEqual([0, 'reading 1 delivery anew changes nothing']);
  });
});

test('old data raise nothing that newer data have settled', async () => {
  mapping('Frei');
  await publish();
  const [bad] = await ingest('bad.csv', 'Art,Menge,Frei\nN-1,x,50\nN-2,y,7\n', '12');
  mapping('Menge');
  await publish();
  await ingest('good.csv', 'Art,Menge,Frei\nN-1,50,40\nN-2,7,7\n', '13');
  const standing = await open();
  const { exceptions, hash, deliveries } = await replay(bad!.id);
  expect(deliveries[0]!.after).toEqual(['rejected']);
  expect(exceptions.filter((e) => e.change !== 'resolved')).toEqual([]);
  await replay(bad!.id, '--apply', hash, '--reason', 'to see');
  expect(await open()).toEqual(standing);
});

test('all with a problem, or read by a version; and a question when nothing is asked for', async () => {
  await ingest('dirty.csv', 'Art,Menge,Frei\nN-1,fifty,40\nN-2,7,7\n', '14');
  const byProblem = await replay('--problem', 'sheet.not-a-number');
  expect(byProblem).toMatchObject({
    code: 0,
    deliveries: [
      { file: 'bad.csv', same: 0 },
      { file: 'dirty.csv', same: 1 },
    ],
  });
  expect((await replay('--mapping', 'nord-stock@4')).deliveries.map((d) => d.file)).toEqual(['bad.csv', 'good.csv', 'dirty.csv']);
  expect((await replay('--mapping', 'nord-stock@1')).deliveries).toEqual([]);
  expect((await replay('--supplier', 'NORD', '--since', '2026-11-14T00:00:00Z')).deliveries.map((d) => d.file)).toEqual(['dirty.csv']);
  for (const [args, said] of [
    [[], 'expected documents, a problem'],
    [['--mapping', 'nord-stock@x'], 'name@version'],
    [['doc_00000000-0000-7000-8000-000000000000'], 'there is no document'],
  ] as const)
    expect(await replay(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(said) as string });
});

describe('EDI', () => {
  const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${'NORD'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  const interchange = (type: string, group: string, body: readonly string[], n: number): string =>
    [
      `${isa}*261116*0600*U*00401*${String(n).padStart(9, '0')}*0*P*>`,
      `GS*${group}*A*B*20261116*0600*1*X*004010`,
      `ST*${type}*0001`,
      ...body,
      `SE*${body.length + 2}*0001`,
      'GE*1*1',
      `IEA*1*${String(n).padStart(9, '0')}~`,
    ].join('~');
  const report = interchange(
    '846',
    'IB',
    ['BIA*00*DD*R-1*20261115', 'DTM*366*20261115', 'N1*ST**92*HAM', 'LIN**VN*N-7', 'QTY*17*12*EA'],
    1,
  );
  const notice = (purpose: string, n: number, quantity: number): string =>
    interchange('856', 'SH', [`BSN*${purpose}*S-1*20261116*06${10 + n}`, 'HL*1**S', 'DTM*011*20261116', 'N1*ST**92*HAM', 'HL*2*1*I', 'LIN**BP*BRK', `SN1**${quantity}*EA`], n); // prettier-ignore

  test('the same interchange is no repeat of itself, and a name that is known by now is read', async () => {
    const [doc] = await ingest('r.edi', report, '15');
    expect(doc).toMatchObject({ status: 'parked' });
    await run('import', file('more/item_crossrefs.csv', 'supplier,qualifier,value,sku\nNORD,vendor,N-7,BLT\n'));
    const replayed = await replay('--supplier', 'NORD', '--since', '2026-11-15T00:00:00Z');
    expect(replayed).toMatchObject({ code: 0, deliveries: [{ before: ['accepted'], after: ['accepted'], same: 1, lines: [] }] });
    const sent = await ingest('again.edi', `${report}\n`, '15');
    expect(sent).toMatchObject([{ status: 'duplicate' }]);
  });

  test('a shipment stands once, and one that was written about since is left', async () => {
    const [first] = await ingest('s1.edi', notice('00', 2, 40), '16');
    const { hash, deliveries } = await replay(first!.id);
    expect(deliveries).toMatchObject([{ before: ['accepted'], after: ['accepted'], same: 1, lines: [], issues: [] }]);
    expect(await replay(first!.id, '--apply', hash, '--reason', 'to see')).toMatchObject({ code: 0 });
    const [second] = await ingest('s2.edi', notice('05', 3, 30), '16');
    expect(second).toMatchObject({ status: 'accepted' });
    expect(await replay(first!.id)).toMatchObject({ code: 6, stderr: expect.stringContaining('S-1 was written about again') as string });
  });

  test('a file of two senders is read again whole when the second is known, and the first counts once', async () => {
    const other = report.replace('NORD ', 'SUED ').replaceAll('000000001', '000000007').replace('R-1', 'R-7').replace('VN*N-7', 'BP*BRK');
    const mine = report.replaceAll('000000001', '000000006').replace('R-1', 'R-6');
    const done = await run('ingest', file('two.edi', mine + other), '--received-at', '2026-11-17T08:00:00Z', '--json');
    expect((done.json as { documents: Doc[] }).documents.map((d) => d.status)).toEqual(['accepted', 'quarantined']);
    await run('import', file('later/suppliers.csv', 'supplier,name,edi_id\nSUED,Sued,ZZ:SUED\n'));
    const now = ((await run('doc', 'list', '--json')).json as { documents: (Doc & { file: string })[] }).documents;
    expect(now.filter((d) => d.file.startsWith('two.edi')).map((d) => d.status)).toEqual(['accepted', 'accepted']);
    const said = (await run('comparisons', '--json')).json as { comparisons: { sku: string; reported: string | null; supplier: string }[] };
    expect(said.comparisons.find((c) => c.sku === 'BLT' && c.supplier === 'NORD')).toMatchObject({ reported: '12' });
  });
});
