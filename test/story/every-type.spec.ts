import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crosscount } from './crosscount';

/**
 * A fortnight in which every type is raised and healed. The outcome in expected.json was worked out by hand from the rules,
 * before the engine was run; `why` says how. Everything here is real: the command, its database, its clock by the timeline.
 */
const story = path.join(__dirname, '../../samples/story/every-type');
const TYPES = [
  'COUNT_DIVERGENCE',
  'DECISION_FLIP',
  'UOM_SUSPECT',
  'COUNT_IMPLAUSIBLE',
  'ITEM_UNRESOLVED',
  'LOCATION_UNRESOLVED',
  'SENDER_UNKNOWN',
  'DOC_UNREADABLE',
  'DOC_CONFLICT',
  'EDI_ENVELOPE_INVALID',
  'ROWS_REJECTED',
  'DOC_MISSING',
  'BUYER_FEED_LATE',
  'REPLENISHMENT_MISSING',
  'STOCKOUT',
  'ASN_OVERDUE',
  'RECEIPT_VARIANCE',
  'RECEIPT_WITHOUT_ASN',
];
const CAUSES = ['PACK_FACTOR', 'IN_TRANSIT_COUNTED', 'UNPOSTED_RECEIPT', 'UNEXPLAINED'];

interface Expected {
  type: string;
  supplier?: string | null;
  sku?: string;
  location?: string;
  cause?: string;
  reported?: string;
  low?: string;
  high?: string;
  difference?: string;
  folded_under?: string;
  opened_at: string;
  resolved_at: string;
  resolution: string[];
  why: string;
}
interface Raised {
  id: string;
  type: string;
  status: string;
  suppressed_by: string | null;
  supplier: string | null;
  sku: string | null;
  location: string | null;
  reported: string | null;
  expected: { low: string; high: string } | null;
  difference: string | null;
  cause: { code: string; text: string } | null;
  documents: { file: string; place: string | null }[];
  opened_at: string;
  resolved_at: string | null;
  resolution: string | null;
}

const read = (name: string): string => fs.readFileSync(path.join(story, name), 'utf8');
const expected = (JSON.parse(read('expected.json')) as { exceptions: Expected[] }).exceptions;
const instant = (text: string | null): string | null => text && new Date(text).toISOString();

test('the story has every type and every cause in it, and its files are there in order', () => {
  expect(new Set(expected.map((e) => e.type))).toEqual(new Set(TYPES));
  expect(new Set(expected.flatMap((e) => e.cause ?? []))).toEqual(new Set(CAUSES));
  const events = read('timeline.ndjson')
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { at: string; path?: string });
  const times = events.map((e) => Date.parse(e.at));
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const e of events) if (e.path) expect(fs.existsSync(path.join(story, e.path))).toBe(true);
});

describe('run through the gateway', () => {
  let home: string;
  let raised: Raised[];
  const list = async (): Promise<Raised[]> => {
    const told = await crosscount(home, 'exceptions', '--status', 'all', '--json');
    return (JSON.parse(told.stdout) as { exceptions: Raised[] }).exceptions;
  };
  beforeAll(async () => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-story-'));
    await crosscount(home, 'backfill', path.join(story, 'timeline.ndjson'));
    raised = await list();
  }, 120_000);
  afterAll(() => fs.rmSync(home, { recursive: true, force: true, maxRetries: 10 }));

  /** An exception in the words of the expectation: only what the expectation speaks of. */
  function told(e: Raised, as: Expected): Record<string, unknown> {
    const parent = raised.find((p) => p.id === e.suppressed_by);
    const all: Record<string, unknown> = {
      type: e.type,
      supplier: e.supplier,
      sku: e.sku,
      location: e.location,
      cause: e.cause?.code,
      reported: e.reported,
      low: e.expected?.low,
      high: e.expected?.high,
      difference: e.difference,
      folded_under: parent?.type,
      opened_at: instant(e.opened_at),
      resolved_at: instant(e.resolved_at),
      resolution: as.resolution.includes(e.resolution ?? '') ? as.resolution : e.resolution,
    };
    return Object.fromEntries(
      Object.keys(as)
        .filter((k) => k !== 'why')
        .map((k) => [k, all[k]]),
    );
  }
  const wanted = ({ why: _, ...e }: Expected): Record<string, unknown> => ({
    ...e,
    opened_at: instant(e.opened_at),
    resolved_at: instant(e.resolved_at),
  });
  const same = (e: Raised, as: Expected): boolean =>
    e.type === as.type && (['supplier', 'sku', 'location'] as const).every((k) => as[k] === undefined || e[k] === as[k]);

  test.each(expected.map((e) => [`${e.type} ${e.sku ?? e.supplier ?? e.location ?? 'of nobody'}: ${e.why}`, e] as const))('%s', (_, as) => {
    const found = raised.filter((e) => same(e, as));
    expect(found.map((e) => told(e, as))).toEqual([wanted(as)]);
  });

  test('nothing else was raised, and nothing is left open', () => {
    const unforeseen = raised.filter((e) => !expected.some((as) => same(e, as)));
    expect(unforeseen.map((e) => [e.type, e.supplier, e.sku, e.location, e.opened_at])).toEqual([]);
    expect(raised.filter((e) => e.status !== 'resolved').map((e) => [e.type, e.sku])).toEqual([]);
  });

  test('run again it changes nothing', async () => {
    await crosscount(home, 'backfill', path.join(story, 'timeline.ndjson'));
    expect(await list()).toEqual(raised);
  }, 120_000);
});
