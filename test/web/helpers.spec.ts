import { factsOf } from '../../web/src/shell/freshness';
import { type Key, leads, meant, pressed } from '../../web/src/shell/keys';
import { addressOf, placeOf } from '../../web/src/route';
import { ago, lastEvening, since } from '../../web/src/times';
import { toldOf } from '../../web/src/sentences';
import { steady } from '../../web/src/exceptions/steady';
import { groupsOf, heldWhy, worth } from '../../web/src/reorders/groups';
import { counted, plainly } from '../../web/src/documents/words';
import { ended } from '../../web/src/exceptions/deeds';
import { askedFor, leaves } from '../../web/src/exceptions/views';
import type { Freshness } from '../../web/src/api/types';

describe('an address says where one is', () => {
  test.each([
    ['/', '', { screen: 'exceptions', id: null, query: {} }, '/exceptions'],
    ['/exceptions', '?view=mine&sku=A%26B', { screen: 'exceptions', id: null, query: { view: 'mine', sku: 'A&B' } }, '/exceptions?view=mine&sku=A%26B'],
    ['/documents/doc_1', '', { screen: 'documents', id: 'doc_1', query: {} }, '/documents/doc_1'],
    ['/suppliers/A%2FB', '', { screen: 'suppliers', id: 'A/B', query: {} }, '/suppliers/A%2FB'],
  ])('%s%s', (path, search, place, again) => {
    expect(placeOf(path, search)).toEqual(place);
    expect(addressOf(placeOf(path, search)!)).toBe(again);
  }); // prettier-ignore
  test.each(['/nowhere', '/exceptions/a/b', '/suppliers/%E0%A4%A'])('%s is none of ours', (path) => expect(placeOf(path, '')).toBeNull());
});

describe('times', () => {
  const now = Date.parse('2026-11-29T12:00:00Z');
  test.each([
    ['2026-11-29T11:59:30Z', 'just now'],
    ['2026-11-29T12:00:30Z', 'just now'], // the clock of another machine
    ['2026-11-29T11:20:00Z', '40 min'],
    ['2026-11-28T13:00:00Z', '23 h'],
    ['2026-11-27T11:00:00Z', '2 d'],
  ])('%s: %s', (at, said) => expect(ago(at, now)).toBe(said));
  test.each([
    [null, 'never'],
    ['2026-11-29T11:59:30Z', 'just now'],
    ['2026-11-29T09:00:00Z', '3 h ago'],
  ])('since %s: %s', (at, said) => expect(since(at, now)).toBe(said));
  test.each([
    ['Monday', new Date(2026, 10, 30, 8), new Date(2026, 10, 27, 17)],
    ['Sunday', new Date(2026, 10, 29, 8), new Date(2026, 10, 27, 17)],
    ['Tuesday', new Date(2026, 11, 1, 8), new Date(2026, 10, 30, 17)],
  ])('on a %s news is what came after the working day before', (_, now_, since) => expect(lastEvening(now_)).toEqual(since));
});

const FRESH: Freshness = {
  now: '2026-11-29T12:00:00Z',
  sources: [
    { source: 'drop', kind: 'drop', state: 'working', looked_at: '2026-11-29T11:59:58Z', arrived_at: null, error: null, advice: null },
    { source: 'imap vmi', kind: 'imap', state: 'failing', looked_at: '2026-11-29T09:00:00Z', arrived_at: null, error: 'x', advice: 'y' },
    { source: 'sftp old', kind: 'sftp', state: 'stopped', looked_at: null, arrived_at: null, error: null, advice: null },
  ],
  queue: { waiting: 0, oldest_seconds: 0, given_up: 0 },
  unread: { receipts: 0, oldest: null },
  feeds: [{ location: 'HAM', watermark: '2026-11-29T06:00:00Z' }],
};
describe('the strip', () => {
  const now = Date.parse(FRESH.now);
  const tones = (f: Freshness): string[] => factsOf(f, now).map((x) => `${x.tone}: ${x.text}`);
  test('what is wrong comes first, and a source that was stopped is none', () => {
    expect(tones(FRESH).slice(0, 3)).toEqual([
      'bad: imap vmi cannot be reached, last 3 h ago',
      'calm: Sources 1/2 work',
      'calm: Queue empty',
    ]);
  });
  test.each<[string, Partial<Freshness>, string]>([
    ['no source', { sources: [] }, 'warn: No source is looked into'],
    ['a file that waits', { unread: { receipts: 2, oldest: '2026-11-29T11:00:00Z' } }, 'bad: 2 files wait to be read, the oldest 1 h'],
    [
      'a file that has just come',
      { unread: { receipts: 1, oldest: '2026-11-29T11:59:55Z' } },
      'calm: 1 file waits to be read, the oldest just now',
    ],
    ['work given up', { queue: { waiting: 3, oldest_seconds: 4, given_up: 1 } }, 'bad: 1 given up'],
    ['a queue', { queue: { waiting: 3, oldest_seconds: 4, given_up: 0 } }, 'calm: Queue 3, the oldest 4 s'],
    ['no data of ours', { feeds: [] }, 'warn: None of our own data yet'],
    ['a place without', { feeds: [{ location: 'BRE', watermark: null }, FRESH.feeds[0]!] }, 'warn: Our data until'],
  ])('%s', (_, over, said) => expect(tones({ ...FRESH, ...over })).toContainEqual(expect.stringContaining(said)));
});

describe('keys', () => {
  const keys: Key[] = ['j', 'Shift+J', 'g e'].map((k) => ({ keys: k, says: k, run: () => undefined }));
  test('one, one with Shift, one after another', () => {
    expect(meant(keys, pressed({ key: 'j', shiftKey: false }), null)?.says).toBe('j');
    expect(meant(keys, pressed({ key: 'J', shiftKey: true }), null)?.says).toBe('Shift+J');
    expect(meant(keys, 'e', null)).toBeNull();
    expect([leads(keys, 'g'), leads(keys, 'j'), meant(keys, 'e', 'g')?.says]).toEqual([true, false, 'g e']);
    expect(meant(keys, 'j', 'g')).toBeNull();
    expect(pressed({ key: '?', shiftKey: true })).toBe('?'); // it needs Shift on most keyboards
  });
});

describe('a list that stands still', () => {
  const row = (id: string, v = 1) => ({ id, v });
  test.each<[string, string[], string[], boolean, string[], number]>([
    ['nothing new', ['a', 'b'], ['a', 'b'], true, ['a', 'b'], 0],
    ['a new one waits', ['a', 'b'], ['n', 'a', 'b'], true, ['a', 'b'], 1],
    ['others before it now', ['a', 'b'], ['b', 'a'], true, ['a', 'b'], 0],
    ['one that is over stays, dimmed', ['a', 'b', 'c'], ['a', 'c'], true, ['a', '(b)', 'c'], 0],
    ['the end of a page that moved on is not over', ['a', 'b', 'c'], ['n', 'a', 'b'], false, ['a', 'b', 'c'], 1],
    ['in the midst of it, it is', ['a', 'b', 'c'], ['n', 'a', 'c'], false, ['a', '(b)', 'c'], 1],
  ])('%s', (_, stands, fresh, complete, shown, waiting) => {
    const s = steady(stands.map((i) => row(i)), fresh.map((i) => row(i, 2)), complete); // prettier-ignore
    expect(s.rows.map((r) => (r.gone ? `(${r.row.id})` : r.row.id))).toEqual(shown);
    expect(s.waiting).toBe(waiting);
    for (const { row: r } of s.rows) expect(r.v).toBe(fresh.includes(r.id) ? 2 : 1);
  });
});

describe('what became of a deed', () => {
  const ok = (id: string) => ({ id, done: true });
  test.each([
    [[ok('a')], '1 taken up', false],
    [[{ id: 'a', done: false, detail: 'it is resolved' }], 'it is resolved', true],
    [[ok('a'), { id: 'b', done: false, detail: 'gone' }, { id: 'c', done: false, detail: 'gone' }], '1 taken up. 2 not: gone', true],
  ])('%#', (outcomes, text, failed) => expect(ended({ do: 'acknowledge' }, outcomes)).toEqual({ text, failed }));
  test('it leaves what is looked at, or stays', () => {
    expect([leaves('todo', 'acknowledged'), leaves('mine', 'acknowledged'), leaves('mine', 'resolved'), leaves('todo', null)]).toEqual([true, false, true, false]);
  }); // prettier-ignore
});

test('what is open is asked for by impact without consequences, what is over by its day', () => {
  expect(askedFor('todo', { sku: 'A' }, 'Anna', 's')).toEqual({ status: 'open', sku: 'A', by: 'impact', under: 'none' });
  expect(askedFor('mine', {}, 'Anna', 's')).toMatchObject({ owner: 'Anna', by: 'impact' });
  expect(askedFor('cleared', {}, 'Anna', 's')).toEqual({ status: 'resolved', cleared_since: 's' });
});

test.each([
  ['changed', 'it changed since you saw it', 'It changed since you saw it.', /as it is now/],
  ['away', 'the gateway cannot be reached', 'The gateway cannot be reached.', /connection/],
  ['something-new', 'a thing happened!', 'A thing happened!', /^$/],
])('a problem is told in sentences: %s', (code, detail, what, todo) => {
  const told = toldOf({ status: 409, code, detail });
  expect(told.what).toBe(what);
  expect(told.todo).toMatch(todo);
});

describe('what is ordered together', () => {
  const eur = (amount: string) => ({ value: { amount, currency: 'EUR' } });
  test.each([
    [[eur('0.1'), eur('0.2')], '0.30 EUR'],
    [[eur('1234567.5'), eur('1')], '1 234 568.50 EUR'],
    [[eur('5'), { value: { amount: '7', currency: 'USD' } }], '5 EUR + 7 USD'],
    [[eur('5'), { value: null }], '5 EUR + 1 of unknown cost'],
    [[{ value: null }], '1 of unknown cost'],
  ])('%#: %s', (drafts, said) => expect(worth(drafts)).toBe(said));
  test('by supplier and place, as they come', () => {
    const d = (supplier: string, location: string) => ({ supplier, location, value: null }) as never;
    expect(groupsOf([d('A', 'X'), d('B', 'X'), d('A', 'Y'), d('A', 'X')]).map((g) => [g.supplier, g.location, g.drafts.length])).toEqual([
      ['A', 'X', 2],
      ['B', 'X', 1],
      ['A', 'Y', 1],
    ]);
  });
  test('held for what nobody released', () => {
    const doubt = (says: string, released: boolean) => ({ name: '', what: '', says, released });
    expect(heldWhy({ held: true, doubts: [doubt('a', true), doubt('b', false)] })).toBe('b');
    expect(heldWhy({ held: false, doubts: [doubt('a', true)] })).toBeNull();
  });
});

describe('a document in plain words', () => {
  const counts = { lines: 5, parked: 1, rejected: 2 };
  const d = { kind: 'stock_report', supplier: 'NORD', status: 'accepted_with_issues', as_of: '2026-11-28', counts, sender: null, mapping: null, format: 'stock-sheet', reference: null }; // prettier-ignore
  test.each([
    [{}, 'Stock report of NORD, as of 2026-11-28: 5 lines, 1 waits, 2 not accepted. What could be read counts; the rest is told below.'],
    [{ supplier: null, as_of: null, status: 'quarantined', counts: { lines: 1, parked: 0, rejected: 0 } }, 'Stock report of a sender nobody knows: 1 line. It does not count until somebody lets it.'],
    [{ status: 'accepted', counts: { lines: 2, parked: 0, rejected: 0 }, mapping: { name: 'nord', version: 3 } }, 'Stock report of NORD, as of 2026-11-28: 2 lines. All of it counts. Read by the layout nord, version 3.'],
  ])('%#', (over, said) => expect(plainly({ ...d, ...over })).toBe(said)); // prettier-ignore
  test('lines', () => expect(counted({ lines: 3, parked: 2, rejected: 0 })).toBe('3 lines, 2 wait'));
});
