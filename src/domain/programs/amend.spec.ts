import { parseProgramFile } from './program-file';
import { hasItem, hasSchedule, withSchedules, withThresholds, withTolerances } from './amend';

const TEXT = `# with Nordbrems, as of December
name: nord
version: 3 # set by apply
kind: program
supplier: NORD
managed_by: supplier
owned_by: buyer # not consignment
tolerance_pct: 5 # five

reports: # when they are due
  - { cron: '0 10 * * 1', timezone: Europe/Berlin, grace_minutes: 120 }

items:
  - { sku: BRK-1, location: HAM, min: 100, max: 800 } # the big one
  - { sku: BRK-2, locations: [HAM, MUC], min: 20, max: 60, tolerance_pct: 1 }
`;
const read = (text: string) => {
  const found = parseProgramFile(text, 'nord.yaml');
  if ('issue' in found) throw new Error(found.issue.detail);
  return found.program as unknown as Record<string, unknown> & { items: unknown[]; reports: unknown[] };
};
const due = { cron: '0 8 * * 2', timezone: 'Europe/Berlin', grace_minutes: '60' };

test('another time of the same report; all that its author wrote beside it stays', () => {
  const text = withSchedules(TEXT, [{ document: 'stock_report', location: '*', due }]);
  expect(read(text).reports).toEqual([{ document: 'stock_report', location: '*', ...due }]);
  for (const kept of ['# with Nordbrems', '# set by apply', '# not consignment', '# five', '# when they are due', '# the big one', 'tolerance_pct: 5 #'])
    expect(text).toContain(kept); // prettier-ignore
  expect(text).not.toContain('"'); // decimals are written as people write them
});

test('a report more, of one place; and one that is due no longer', () => {
  const more = withSchedules(TEXT, [{ document: 'ship_notice', location: 'HAM', due }]);
  expect(read(more).reports).toHaveLength(2);
  const notice = { document: 'ship_notice', location: 'HAM' } as const;
  expect([hasSchedule(TEXT)(notice), hasSchedule(more)(notice)]).toEqual([false, true]);
  const none = withSchedules(TEXT, [{ document: 'stock_report', location: '*', due: null }]);
  expect(read(none).reports).toBeUndefined();
  expect(read(withSchedules(none, [{ document: 'stock_report', location: '*', due }])).reports).toHaveLength(1);
});

test('a tolerance wherever one is said, and for all', () => {
  const p = read(withTolerances(TEXT, { tolerance_pct: '8.5' }));
  expect([p.tolerance_pct, p.items.map((i) => (i as { tolerance_pct?: string }).tolerance_pct)]).toEqual(['8.5', [undefined, '8.5']]);
});

test.each([
  ['a line of its own', { sku: 'BRK-1', location: 'HAM' }, [{ sku: 'BRK-1', location: 'HAM', min: '7', max: '9' }, expect.objectContaining({ locations: ['HAM', 'MUC'] })]],
  ['one of several places', { sku: 'BRK-2', location: 'MUC' }, [expect.anything(), { sku: 'BRK-2', locations: ['HAM'], min: '20', max: '60', tolerance_pct: '1' }, { sku: 'BRK-2', location: 'MUC', min: '7', max: '9', tolerance_pct: '1' }]],
  ['an item that has none', { sku: 'BRK-3', location: 'HAM' }, [expect.anything(), expect.anything(), { sku: 'BRK-3', location: 'HAM', min: '7', max: '9' }]],
])('levels: %s', (_, key, items) => expect(read(withThresholds(TEXT, [{ ...key, min: '7', max: '9' }])).items).toEqual(items)); // prettier-ignore

test('whose line an item is', () => expect(['BRK-1', 'BRK', 'BRK-3'].map((sku) => hasItem(TEXT)({ sku }))).toEqual([true, false, false]));

test('levels in a file about every item leave it one about every item', () => {
  const all = TEXT.slice(0, TEXT.indexOf('items:'));
  expect(read(withThresholds(all, [{ sku: 'BRK-1', location: 'HAM', min: '7', max: '9' }])).items).toEqual([{ sku: '*' }, { sku: 'BRK-1', location: 'HAM', min: '7', max: '9' }]); // prettier-ignore
});

test('several changes of one file are what they are one by one', () => {
  const levels = [{ sku: 'BRK-2', location: 'MUC' }, { sku: 'BRK-3', location: 'HAM' }, { sku: 'BRK-2', location: 'HAM' }, { sku: 'BRK-3', location: 'HAM' }].map((key, n) => ({ ...key, min: `${n}`, max: '9' })); // prettier-ignore
  expect(withThresholds(TEXT, levels)).toBe(levels.reduce((text, l) => withThresholds(text, [l]), TEXT));
  const times = [{ document: 'stock_report', location: '*', due: null }, { document: 'ship_notice', location: 'HAM', due }, { document: 'ship_notice', location: 'HAM', due: null }, { document: 'stock_report', location: '*', due }] as const; // prettier-ignore
  expect(withSchedules(TEXT, times)).toBe(times.reduce((text, t) => withSchedules(text, [t]), TEXT));
});
