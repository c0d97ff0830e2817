import { Mini, told, useMini } from './mini';

/** Reports that say less than the one before, or of an earlier time. */
const live = useMini();
const of = (story: Mini): Promise<readonly string[]> => live(story).then(({ exceptions }) => exceptions.map(told));

const SKUS = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'];
const item = (sku: string): Record<string, string> => ({ sku, uom: 'EA' });
const PROGRAM = { supplier: 'NORD', sku: '*', location: '*', managed_by: 'buyer', owned_by: 'buyer' };
const company = (program: Record<string, string> = {}, items: Record<string, string>[] = SKUS.map(item)): Mini =>
  new Mini(
    {},
    {
      items,
      item_units: [],
      programs: [{ ...PROGRAM, ...program }],
      locations: ['HAM', 'MUC'].map((location) => ({ location, name: location, timezone: 'Europe/Berlin' })),
    },
  );
const row = (sku: string, Location = 'HAM', quantity: number | string = 5): Record<string, string | number> => ({
  'Your part no': sku,
  Location,
  'On hand': quantity,
  UOM: 'EA',
});
const rows = (skus: readonly string[], location?: string): Record<string, string | number>[] => skus.map((s) => row(s, location));

describe('a report that leaves items out', () => {
  const dropped = (program?: Record<string, string>): Mini =>
    company(program)
      .list('9 08:00', rows(SKUS))
      .list('10 08:00', rows(['P1', 'P2', 'P3']));

  test('until they are back, also over a report that leaves them out again', async () => {
    const story = dropped()
      .list('11 08:00', rows(['P1', 'P2', 'P3']))
      .list('12 08:00', rows(SKUS));
    expect(await of(story)).toEqual(['COVERAGE_DROP @10 08:00 until 12 08:00 fixed_by_supplier']);
  });
  test('one of six is let pass', async () => {
    expect(
      await of(
        company()
          .list('9 08:00', rows(SKUS))
          .list('10 08:00', rows(SKUS.slice(1))),
      ),
    ).toEqual([]);
  });
  test('until they are discontinued or superseded', async () => {
    const gone = [{ ...item('P4'), status: 'discontinued' }, { ...item('P5'), superseded_by: 'P1' }, item('P6')];
    const story = dropped()
      .feed('10 12:00', { items: gone })
      .list('11 08:00', rows(['P1', 'P2', 'P3']));
    expect(await of(story)).toEqual(['COVERAGE_DROP @10 08:00 until 10 12:00 fixed_by_supplier']);
  });
  test('until changes only are agreed', async () => {
    const story = dropped().feed('10 12:00', { programs: [{ ...PROGRAM, snapshot: 'delta' }] });
    expect(await of(story)).toEqual(['COVERAGE_DROP @10 08:00 until 10 12:00 fixed_by_buyer']);
  });
  test('which they may have been from the start', async () => {
    expect(await of(dropped({ snapshot: 'delta' }))).toEqual([]);
  });
  test('a list of other items is another list', async () => {
    const story = company()
      .list('9 08:00', rows(['P1', 'P2', 'P3']))
      .list('9 09:00', rows(['P4', 'P5', 'P6']));
    expect(await of(story.list('10 08:00', rows(['P1', 'P2', 'P3'])).list('10 09:00', rows(['P4', 'P5', 'P6'])))).toEqual([]);
  });
  test('what could not be read was not left out', async () => {
    const spoilt = [...rows(['P1', 'P2', 'P3', 'P4']), row('P5', 'HAM', 'see note'), row('P6', 'HAM', 'see note')];
    expect(await of(company().list('9 08:00', rows(SKUS)).list('10 08:00', spoilt))).toEqual(['ROWS_REJECTED @10 08:00']);
  });
  test('a late report of before leaves nothing out of today', async () => {
    const dated = (skus: readonly string[], day: string): object[] => rows(skus).map((r) => ({ ...r, 'As of': `2026-11-${day}` }));
    const story = company()
      .list('9 08:00', dated(SKUS, '08') as never)
      .list('11 08:00', dated(SKUS, '11') as never)
      .list('11 09:00', dated(['P1', 'P2'], '10') as never);
    expect(await of(story)).toEqual([]);
  });
});

describe('a report that leaves a place out', () => {
  const both = [...rows(SKUS), ...rows(SKUS, 'MUC')];
  test('that it always had', async () => {
    const story = company().list('8 08:00', both).list('9 08:00', both).list('10 08:00', rows(SKUS));
    expect(await of(story.list('11 08:00', rows(SKUS)).list('12 08:00', both))).toEqual([
      'COVERAGE_DROP @10 08:00 until 12 08:00 fixed_by_supplier',
    ]);
  });
  test('a list for each place leaves nothing out', async () => {
    const story = company();
    for (const day of [8, 9, 10]) story.list(`${day} 08:00`, rows(SKUS)).list(`${day} 09:00`, rows(SKUS, 'MUC'));
    expect(await of(story)).toEqual([]);
  });
});

describe('a report out of date', () => {
  const daily = (from: number, to: number): Mini => {
    const story = company();
    for (let day = from; day <= to; day++) story.list(`${day + 1} 08:00`, dated(day));
    return story;
  };
  const dated = (day: number): Record<string, string | number>[] =>
    rows(SKUS).map((r) => ({ ...r, 'As of': `2026-11-${String(day).padStart(2, '0')}` }));
  test('of last week once more, until the next fresh one', async () => {
    const story = daily(3, 9).list('11 08:00', dated(4)).list('12 08:00', dated(11));
    expect(await of(story)).toEqual(['DOC_OUT_OF_DATE @11 08:00 until 12 08:00 fixed_by_supplier']);
  });
  test('too old, by how often it comes', async () => {
    const story = daily(2, 6).list('13 08:00', dated(7));
    expect(await of(story.list('14 08:00', dated(13)))).toEqual(['DOC_OUT_OF_DATE @13 08:00 until 14 08:00 fixed_by_supplier']);
  });
  test('a late one for a day that was missing is neither', async () => {
    const story = company();
    for (const day of [2, 3, 4, 6, 9]) story.list(`${day + 1} 08:00`, dated(day));
    expect(await of(story.list('10 09:00', dated(5)))).toEqual([]);
  });
  test('over a weekend, and over one that its calendar makes longer', async () => {
    const feast = ['12', '13', '16'].map((d) => ({ calendar: 'DE', date: `2026-11-${d}`, working: 'no' }));
    const story = daily(2, 6).feed('10 07:00', { calendars: feast, programs: [{ ...PROGRAM, calendar: 'DE' }] });
    for (const day of [9, 10, 11]) story.list(`${day + 1} 08:00`, dated(day));
    expect(await of(story.list('17 08:00', dated(11)))).toEqual([]);
  });
});
