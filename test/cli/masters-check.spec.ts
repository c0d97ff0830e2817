import { MASTER_CHECKS } from '../../src/modules/masters-check';
import { useCommands } from '../support/commands';

/** What contradicts itself in the buyer's masters, found in one company that has each fault once. */
const { run, file, sql } = useCommands();

interface Problem {
  code: string;
  severity: string;
  found: number;
  shown: { subject: string; detail: string }[];
}
const check = async (...args: string[]): Promise<{ code: number; problems: Problem[] }> => {
  const said = await run('masters', 'check', '--json', ...args);
  return { code: said.code, problems: (said.json as { problems: Problem[] }).problems };
};
const GTIN = '04006381333931';
const GLN = '4006381000000';

const FEED = {
  suppliers: 'supplier,name\nNORD,Nord\nSUED,Sued\n',
  locations: `location,name,timezone,gln\nHAM,Hamburg,Europe/Berlin,${GLN}\nBRE,Bremen,Europe/Berlin,${GLN}\nRNO,Reno,America/Los_Angeles,\n`,
  items: [
    'sku,uom,gtin,status,superseded_by',
    `BRK-1,EA,${GTIN},,`,
    `BRK-2,EA,${GTIN},,`,
    'OLD-1,EA,,discontinued,NEW-1',
    'NEW-1,EA,,,OLD-2',
    'OLD-2,EA,,discontinued,NEW-1',
    'FST-1,EA,,,NOPE',
    'FST-2,EA,,,',
    'FST-3,EA,,,',
  ].join('\n'),
  item_units: 'sku,uom,factor\nFST-1,CS,12\nFST-1,PK,12\nFST-2,CS,12\nFST-2,PK,6\n',
  item_crossrefs: [
    'supplier,qualifier,value,sku,uom,valid_to',
    'NORD,VN,4711-1,BRK-1,,',
    'NORD,VN,47111,BRK-2,,',
    'NORD,VN,9-1,OLD-1,,',
    'NORD,VN,9-2,FST-1,PAL,',
    'NORD,VN,9-3,FST-1,CS,',
    'NORD,VN,9-4,OLD-1,,2026-01-01',
    'SUED,VN,7-7,FST-2,,',
  ].join('\n'),
  programs: [
    'supplier,sku,location,managed_by,owned_by,min,max,order_multiple,lead_time_days,transit_days,valid_from',
    'NORD,*,*,supplier,buyer,,,,,,2026-01-01',
    'NORD,BRK-1,*,supplier,buyer,10,5,0,3,4,2026-01-01',
    'NORD,BRK-2,HAM,supplier,buyer,,,,,,2026-01-01',
    'NORD,FST-1,HAM,supplier,buyer,4,8,,,,2026-01-01',
    'SUED,FST-3,RNO,buyer,buyer,,,,,,2026-01-01',
    'SUED,FST-3,RNO,buyer,buyer,9,1,,,,2025-01-01',
  ].join('\n'),
};
const NOW = '2026-11-17T06:00:00Z';
const EXPECTED: readonly [code: string, subject: string, detail: string][] = [
  ['gtin.repeated', GTIN, 'BRK-1, BRK-2'],
  ['gln.repeated', GLN, 'BRE, HAM'],
  ['unit.no-factor', 'NORD VN 9-2', 'FST-1 has no factor from PAL to EA'],
  ['location.timezone', 'RNO', 'Mars/Olympus is no time zone'],
  ['program.of-nothing', 'SUED GONE-1 RNO', 'item GONE-1 is not known'],
  ['program.thresholds', 'NORD BRK-1 *', 'min 10 is above max 5; the order multiple is 0; the way takes 4 days of a lead time of 3'],
  ['number.repeated', 'NORD 47111', 'VN 4711-1 is BRK-1, VN 47111 is BRK-2'],
  ['number.of-discontinued', 'NORD VN 9-1', 'OLD-1 is discontinued, and NEW-1 came after it'],
  ['unit.same-factor', 'FST-1', 'CS, PK hold 12 EA each'],
  ['item.superseded-by-nothing', 'FST-1', 'NOPE, which is to follow it, is no item'],
  ['item.superseded-by-nothing', 'NEW-1', 'its successors lead back to it'],
  ['item.superseded-by-nothing', 'OLD-2', 'its successors lead back to it'],
  ['program.no-min', 'NORD BRK-2 HAM', 'no row of the programs says a min for it'],
  ['item.off-program', 'SUED FST-2', 'known as 7-7, in no program of SUED'],
];

test('an empty company contradicts nothing', async () => {
  expect(await check()).toEqual({ code: 0, problems: [] });
  expect((await run('masters', 'check')).stdout).toBe('nothing contradicts itself');
});

describe('a company with every fault', () => {
  beforeAll(async () => {
    const files = Object.entries(FEED).map(([kind, text]) => file(`${kind}.csv`, text));
    await run('import', ...files);
    // What the feed refuses today may be there from before: a zone that was renamed, an item that was withdrawn later.
    const gone = await run('import', file('items-2.csv', 'sku,uom\nGONE-1,EA\n'), '--json');
    expect(gone.json).toMatchObject({ rejected: 0 });
    await run('import', file('programs-2.csv', `${FEED.programs.split('\n')[0]!}\nSUED,GONE-1,RNO,buyer,buyer,,,,,,2026-01-01\n`));
    await run('import', file('items-3.csv', 'sku,uom,void\nGONE-1,EA,yes\n'));
    await sql("update location set timezone = 'Mars/Olympus' where code = 'RNO'");
  }, 60_000);

  test('each is told with what it is about', async () => {
    const { code, problems } = await check('--now', NOW);
    expect(code).toBe(3);
    expect(problems.flatMap((p) => p.shown.map((s) => [p.code, s.subject, s.detail]))).toEqual(EXPECTED);
    expect([...new Set(EXPECTED.map(([c]) => c))]).toEqual(MASTER_CHECKS.map((c) => c.code));
  });

  test('a long list is cut, and says how long it is', async () => {
    const { problems } = await check('--now', NOW, '--limit', '1');
    expect(problems.find((p) => p.code === 'item.superseded-by-nothing')).toMatchObject({ found: 3, shown: [{ subject: 'FST-1' }] });
    expect((await run('masters', 'check', '--limit', '1', '--now', NOW)).stdout).toContain('    and 2 more');
    expect((await run('masters', 'check', '--limit', 'x')).code).toBe(2);
  });

  test('what held only before is no fault of today', async () => {
    const { problems } = await check('--now', '2025-06-01T00:00:00Z');
    expect(problems.find((p) => p.code === 'program.thresholds')?.shown).toEqual([
      { subject: 'SUED FST-3 RNO', detail: 'min 9 is above max 1' },
    ]);
  });
});
