import path from 'node:path';
import { useCommands } from '../support/commands';

/** Contract sections 2, 3 and 3.1 by the command: what becomes of a supplier's document, and in which form it is told. */
const { run, file } = useCommands();

const AT = '2026-11-17T08:00:00+01:00';
const SENT = ['N1*ST**92*HH01', 'LIN**IN*BRK-1', 'ZA*OH*420*EA'];
const x12 = (control: number, sender: string, body: readonly string[] = SENT): string => {
  const nine = String(control).padStart(9, '0');
  const parties = `ZZ*${sender.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  return [
    `ISA*00*          *00*          *${parties}*261117*0600*U*00401*${nine}*0*P*>`,
    `GS*PD*${sender}*BUYER*20261117*0600*${control}*X*004010`,
    ...['ST*852*0001', 'XQ*H*20261116', ...body, 'CTT*1', `SE*${body.length + 4}*0001`, `GE*1*${control}`, `IEA*1*${nine}`],
  ]
    .map((segment) => `${segment}~\n`)
    .join('');
};

interface Doc {
  id: string;
  file: string;
  kind: string;
  supplier: string | null;
  status: string;
  as_of: string | null;
  mapping: unknown;
  lines: Record<string, unknown>[];
  issues: { code: string; severity: string; detail: string; place: string | null; value: string | null }[];
}
interface Ingested {
  accepted: number;
  rejected: number;
  parked: number;
  issues: Record<string, unknown>[];
  documents: Doc[];
}
const ingest = async (...args: string[]): Promise<Ingested & { code: number }> => {
  const said = await run('ingest', ...args, '--json');
  return { ...(said.json as Ingested), code: said.code };
};
const status = (done: Ingested & { code: number }): unknown => [done.code, ...done.documents.map((d) => d.status)];
const list = async (): Promise<Doc[]> => ((await run('doc', 'list', '--json')).json as { documents: Doc[] }).documents;

beforeAll(async () => {
  const masters = {
    suppliers: 'supplier,name,edi_id,locale\nNORD,Nord,ZZ:NORD,\nACME,Acme,ZZ:ACME,de-DE\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom,unit_cost,currency\nBRK-1,EA,2.50,EUR\nFST-1,EA,,\n',
    location_crossrefs: 'supplier,qualifier,value,location\nNORD,92,HH01,HAM\nNEWCO,92,HH01,HAM\n',
    programs:
      'supplier,sku,location,managed_by,owned_by,min,tolerance_qty,valid_from\nNORD,*,*,supplier,buyer,,7,2026-01-01\nNORD,BRK-1,HAM,supplier,buyer,10,,2026-01-01\n',
    counts: 'sku,location,counted_at,quantity,uom\nBRK-1,HAM,2026-11-15T20:00:00Z,400,EA\n',
    feeds: 'location,complete_through\n*,2026-11-17T05:00:00Z\n',
  };
  const files = Object.entries(masters).map(([kind, text]) => file(`${kind}.csv`, text));
  expect((await run('import', ...files, '--json')).json).toMatchObject({ rejected: 1 }); // NEWCO is not known yet
});

describe('one document', () => {
  let done: Ingested & { code: number };
  const path = (): string => file('a.852', x12(1, 'NORD'));

  test('a dry run says what would become of it, and stores nothing', async () => {
    expect(status(await ingest(path(), '--received-at', AT, '--dry-run'))).toEqual([0, 'accepted']);
    expect(await list()).toEqual([]);
  });

  test('ingest tells documents and lines as the contract has them', async () => {
    done = await ingest(path(), '--received-at', AT);
    expect(done).toMatchObject({ code: 0, accepted: 1, rejected: 0, parked: 0, issues: [] });
    expect(done.documents).toMatchObject([
      { file: 'a.852', kind: 'stock_report', supplier: 'NORD', status: 'accepted', as_of: '2026-11-16', mapping: null, issues: [] },
    ]);
    expect(done.documents[0]!.id).toMatch(/^doc_[0-9a-f-]{36}$/);
    expect(done.documents[0]!.lines).toMatchObject([
      {
        ...{ sku: 'BRK-1', location: 'HAM', measure: 'on_hand', quantity: '420', uom: 'EA', place: 'segment 7 ZA02', parked: null },
        as_of: expect.stringMatching(/^2026-11-16T/) as string,
        given: { refs: [{ qualifier: 'IN', value: 'BRK-1' }], quantity: '420', uom: 'EA' },
      },
    ]);
  });

  test('the same delivery is stored once; the same bytes later are a duplicate, other bytes a conflict', async () => {
    expect((await ingest(path(), '--received-at', AT)).documents[0]!.id).toBe(done.documents[0]!.id);
    expect(await list()).toHaveLength(1);
    expect(status(await ingest(path(), '--received-at', '2026-11-17T09:00:00+01:00'))).toEqual([0, 'duplicate']);
    const other = await ingest(file('b.852', x12(1, 'NORD', [...SENT.slice(0, 2), 'ZA*OH*421*EA'])), '--received-at', AT);
    expect(status(other)).toEqual([3, 'quarantined']);
    expect(other.issues).toMatchObject([{ file: 'b.852', code: 'edi.control-reused' }]);
  });

  test('doc show tells one with its lines, doc list all of them without', async () => {
    const shown = (await run('doc', 'show', done.documents[0]!.id, '--json')).json as { documents: Doc[] };
    expect(shown.documents[0]!.lines).toEqual(done.documents[0]!.lines);
    expect((await list()).map((d) => d.status).sort()).toEqual(['accepted', 'duplicate', 'quarantined']);
  });

  test('what differs is an exception in the form of the contract', async () => {
    const { exceptions } = (await run('exceptions', '--json')).json as { exceptions: Record<string, unknown>[] };
    const divergence = exceptions.find((e) => e.type === 'COUNT_DIVERGENCE')!;
    expect(divergence).toMatchObject({
      ...{ severity: expect.stringMatching(/^(low|medium|high|critical)$/) as string, status: 'open', suppressed_by: null },
      ...{ supplier: 'NORD', sku: 'BRK-1', location: 'HAM', as_of: '2026-11-16', reported: '420', uom: 'EA' },
      ...{ expected: { low: '400', high: '400' }, difference: '20', value: { currency: 'EUR' }, resolved_at: null, resolution: null },
      cause: { code: 'UNEXPLAINED', evidence: expect.any(Array) as unknown[] },
      documents: [{ id: done.documents[0]!.id, file: 'a.852', place: 'segment 7 ZA02' }],
      ...{ opened_at: '2026-11-17T07:00:00.000Z', occurrences: expect.any(Number) as number },
    });
    expect(Number((divergence.value as { amount: string }).amount)).toBe(50);
    expect(divergence.id).toMatch(/^exc_/);
    for (const field of ['key', 'last_seen_at']) expect(typeof divergence[field]).toBe('string');
    const of = async (states: string): Promise<unknown[]> =>
      ((await run('exceptions', '--status', states, '--json')).json as { exceptions: unknown[] }).exceptions;
    expect(await of('resolved')).toEqual([]);
    expect((await of('open,resolved')).length).toBe((await of('all')).length);
  });

  test('comparisons show the pair with its band, and the terms of the more specific row field by field', async () => {
    const pairs = async (...filter: string[]): Promise<unknown[]> =>
      ((await run('comparisons', ...filter, '--json')).json as { comparisons: unknown[] }).comparisons;
    expect(await pairs('--supplier', 'NORD', '--sku', 'BRK-1', '--location', 'HAM')).toMatchObject([
      { state: 'differs', reported: '420', band: { low: '400', high: '400' }, distance: '20', tolerance: '7', uom: 'EA' },
    ]);
    for (const other of [['--supplier', 'ACME'], ['--sku', 'FST-1'], ['--location', 'X']]) expect(await pairs(...other)).toEqual([]); // prettier-ignore
  });
});

describe('whose it is', () => {
  test('a sender that nobody knows is kept, and read by itself once it is bound', async () => {
    expect(status(await ingest(file('n.852', x12(7, 'NEWCO'))))).toEqual([3, 'quarantined']);
    expect((await list())[0]).toMatchObject({ file: 'n.852', status: 'quarantined', supplier: null });
    const bound = file('suppliers-n.csv', 'supplier,name,edi_id\nNEWCO,New,ZZ:NEWCO\n');
    const named = file('location_crossrefs-n.csv', 'supplier,qualifier,value,location\nNEWCO,92,HH01,HAM\n');
    expect((await run('import', bound, named)).code).toBe(0);
    expect((await list())[0]).toMatchObject({ file: 'n.852', status: 'accepted', supplier: 'NEWCO' });
  });

  test('so is one given as a supplier that does not exist yet, though nothing in it says whose it is', async () => {
    const sheet = file('late.csv', 'SKU,Location,On Hand,UOM\nBRK-1,HAM,400,EA\n');
    const first = await ingest(sheet, '--supplier', 'LATECO');
    expect(status(first)).toEqual([3, 'quarantined']);
    expect(first.issues).toMatchObject([{ code: 'sender.unknown', detail: expect.stringMatching(/LATECO/) as string }]);
    expect((await run('import', file('suppliers-l.csv', 'supplier,name\nLATECO,Late\n'))).code).toBe(0);
    expect((await list())[0]).toMatchObject({ file: 'late.csv', status: 'accepted', supplier: 'LATECO' });
  });

  test.each(['ACME', 'NOBODY'])('given as %s, an interchange of NORD posts nothing', async (who) => {
    const done = await ingest(file('a.852', x12(30, 'NORD')), '--supplier', who);
    expect(status(done)).toEqual([3, 'quarantined']);
    expect(done.issues).toMatchObject([{ code: 'sender.mismatch' }]);
  });
});

test('a sheet in a new delivery is a new statement, even with equal bytes', async () => {
  const sheet = file('s.csv', 'SKU,Location,On Hand,UOM,As Of\nBRK-1,HAM,400,EA,2026-11-16\n');
  const [first, second] = [await ingest(sheet, '--supplier', 'NORD', '--received-at', '2026-11-17T10:00:00Z'), await ingest(sheet, '--supplier', 'NORD', '--received-at', '2026-11-17T11:00:00Z')]; // prettier-ignore
  expect([status(first), status(second)]).toEqual([
    [0, 'accepted'],
    [0, 'accepted'],
  ]);
  expect(first.documents[0]!.id).not.toBe(second.documents[0]!.id);
});

test.each<[string, number, unknown[]]>([
  ['ACME', 0, [{ status: 'accepted', lines: [{ quantity: '1204' }], issues: [{ code: 'sheet.sign-from-locale', severity: 'warning' }] }]],
  ['NORD', 3, [{ status: 'parked', lines: [], issues: [{ code: 'sheet.number-unsure' }] }]],
])('1.204 of %s, whose locale is what the masters say', async (supplier, code, documents) => {
  const list = file('doubt.csv', 'SKU;Location;On hand;UOM\nFST-1;HAM;1.204;EA\n');
  expect(await run('doc', 'check', list, '--supplier', supplier, '--json')).toMatchObject({ code, json: { documents } });
});

test('a hidden sheet is not read, and never left out without a word', async () => {
  const book = path.join(__dirname, '../../samples/stock-sheet/hidden-sheets/in.xlsx');
  const said = { code: 'sheet.hidden-not-read', severity: 'warning', place: 'Last week!1' };
  for (const command of [['doc', 'check'], ['ingest']]) {
    const { json } = await run(...command, book, '--supplier', 'NORD', '--json');
    expect((json as Ingested).documents).toMatchObject([{ issues: [said] }]);
  }
  expect((await run('doc', 'check', book, '--supplier', 'NORD')).stdout).toContain('sheet "Last week" is hidden and was not read');
});

const half = x12(8, 'NORD').split('~\n').slice(0, 6).join('~\n');
/** Bad input: told by file and place, never a stack, kept, and nothing of it posted. */
test.each<[string, string | Uint8Array, string, string, string | RegExp]>([
  ['cut.852', `${half}~\nZA*OH`, 'rejected', 'x12.truncated', /segment 7/],
  ['empty.csv', '', 'rejected', 'file.empty', /empty/],
  ['junk.bin', Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7919) % 256)), 'rejected', 'file.unsupported', /no kind/],
  ['letter.pdf', '%PDF-1.7 …', 'rejected', 'file.unsupported', /PDF/],
  ['locked.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(900), Buffer.from('EncryptedPackage', 'utf16le')]), 'rejected', 'file.encrypted', /password/], // prettier-ignore
  ['cut.xlsx', Buffer.from('504b03040000', 'hex'), 'rejected', 'file.corrupt', /damaged|end is missing/],
  ['nohead.csv', '1;2;3\n4;5;6\nfoo;bar;7\n', 'parked', '', /\?/],
])('%s', async (name, content, state, code, why) => {
  const done = await ingest(file(name, content), '--supplier', 'NORD');
  expect(status(done)).toEqual([3, state]);
  expect(done).toMatchObject({ accepted: 0, parked: 0 });
  const issue = done.issues.find((i) => code === '' || i.code === code)!;
  expect(issue).toMatchObject({ file: name, detail: expect.stringMatching(why) as string });
  expect(issue.place).not.toBeNull();
  const read = await run('doc', 'check', file(name, content), '--supplier', 'NORD', '--json');
  expect(read).toMatchObject({ code: 3, json: { documents: [{ status: state }] } });
});

describe('what stands in the place of a problem is told with it', () => {
  const edifact = (quantity: string): string =>
    `UNB+UNOC:3+NORD:ZZ+BUYER:ZZ+261117:0600+77'UNH+1+INVRPT:D:96A:UN'BGM+35+R1+9'DTM+366:20261116:102'NAD+GY+HH01::92'LIN+1++BRK-1:IN'QTY+145:${quantity}:EA'UNT+7+1'UNZ+1+77'`;
  const sheet = 'SKU,EAN,Location,On hand,UOM,As of\n';
  test.each<[string, string, object]>([
    ['v1.csv', `${sheet}BRK-1,,HAM,ca. 300,EA,2026-11-16\n`, { code: 'sheet.not-a-number', column: 'On hand', value: 'ca. 300' }],
    ['v2.csv', `${sheet}BRK-1,,HAM,3,EA,gestern\n`, { code: 'sheet.not-a-date', column: 'As of', value: 'gestern' }],
    ['v3.csv', `${sheet}BRK-1,4.00638E+12,HAM,3,EA,\n`, { code: 'sheet.code-rounded', column: 'EAN', value: '4.00638E+12' }],
    ['v4.csv', `${sheet}BRK-1,,HAM,3 ctn,EA,\n`, { code: 'sheet.two-units', column: 'On hand', value: '3 ctn' }],
    ['v5.csv', `${sheet}BRK-1,,HAM,3,EA,\nTotal,,,5,,\n`, { code: 'sheet.total-differs', column: 'On hand', value: '5' }],
    ['v6.csv', `${sheet}BRK-1,,HAM,\u00003\ud800,EA,\n`, { code: 'sheet.not-a-number', value: '\ufffd3\ufffd' }],
    ['v7.csv', `${sheet},,HAM,3,EA,\n`, { code: 'sheet.no-item', value: null }],
    ['v8.852', x12(70, 'NORD', [...SENT.slice(0, 2), 'ZA*OH*n/a*EA']), { code: 'x12.not-a-number', place: 'segment 7 ZA02', value: 'n/a' }],
    ['v9.852', x12(71, 'NORD').replace('XQ*H*20261116', 'XQ*H*20261316'), { code: 'x12.not-a-date', value: '20261316' }],
    ['va.852', x12(72, 'NORD').replace('CTT*1', 'CTT*9'), { code: 'x12.line-count', value: '9' }],
    ['vb.852', x12(73, 'NORD').replace('SE*7', 'SE*9'), { code: 'x12.control-count', value: '9' }],
    ['vc.edi', edifact('viele'), { code: 'edifact.not-a-number', value: 'viele' }],
    ['vd.edi', edifact('5').replace('UNT+7', 'UNT+8'), { code: 'edifact.control-count', value: '8' }],
  ])('%s', async (name, content, told) => {
    const { json } = await run('ingest', file(name, content), '--supplier', 'NORD', '--dry-run', '--json');
    const { issues, documents } = json as Ingested;
    expect(issues).toContainEqual(expect.objectContaining({ file: name, ...told }));
    expect(documents[0]!.issues.map((i) => i.value)).toEqual(issues.map((i) => i.value));
  });
});

test('a number that no column holds costs its row, and the file beside it is read all the same', async () => {
  const giant = file('giant.csv', `SKU,Location,On Hand,UOM\nBRK-1,HAM,${'9'.repeat(200_000)},EA\nFST-1,HAM,5,EA\n`);
  const done = await ingest(giant, file('c.852', x12(9, 'NORD', [...SENT.slice(0, 2), 'ZA*OH*402*EA'])), '--supplier', 'NORD');
  expect(status(done)).toEqual([3, 'accepted_with_issues', 'accepted']);
  expect(done.documents[0]!.lines).toMatchObject([{ sku: 'FST-1', quantity: '5' }]);
});
