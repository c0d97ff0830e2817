// How often the cause of a divergence is right, and how often one is invented where none is known: single pairs with a made-up history of
// sixteen days, shipments, neighbours and a wrong number whose reason is known. Pure: no database.
// npm run bench:causes [-- --gaps 500 --from 1 --verbose]
import { parseArgs } from 'node:util';
import { exact } from '../src/domain/canonical/quantity';
import { explain } from '../src/domain/causes';
import type { Differing } from '../src/domain/causes/cause';
import { Terms } from '../src/domain/items/terms';
import { compare } from '../src/domain/ledger/compare';
import type { Incoming, MovementFact, PairView, Peer, Statement, StockBeside } from '../src/domain/rules/pair-view';
import { at, count, incoming, movement, report, view } from '../test/support/pair';
import { Random } from './world/random';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, round } = require('./lib/figures.cjs') as {
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const { values } = parseArgs({
  options: {
    gaps: { type: 'string', default: '500' },
    from: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});
const GAPS = Number(values.gaps);
const NOW = '17 08:00';
const DAYS = 15;

interface Moved {
  readonly day: number;
  readonly hour: number;
  readonly quantity: number; // signed
}
/** What truly lies there, and what both sides know of it. */
interface Life {
  readonly start: number;
  readonly moved: readonly Moved[];
  readonly said: readonly { day: number; quantity: number }[]; // right as they were
  readonly shipments: readonly Incoming[]; // on their way, not yet due
  readonly factor: number;
  readonly tolerance: string;
  readonly percent: string;
  readonly noise: number; // what a count of the supplier's may be off by without being wrong
  readonly neighbours: readonly { sku: string; book: number }[];
  readonly elsewhere: readonly { location: string; book: number }[];
  readonly owner: number; // of another owner in the same place; 0: none
}
const sum = (list: readonly Moved[]): number => list.reduce((s, m) => s + m.quantity, 0);
const stockAt = (l: Life, day: number, hour = 6): number =>
  l.start + sum(l.moved.filter((m) => m.day < day || (m.day === day && m.hour < hour)));

function lifeOf(roll: Random): Life {
  const scale = roll.pick([60, 150, 400, 1200, 4000]);
  const moved: Moved[] = [];
  const often = roll.pick([1, 0.6, 0.3]);
  let stock = scale + roll.int(0, scale);
  const start = stock;
  for (let day = 2; day <= DAYS; day++) {
    if (roll.chance(often)) {
      const used = Math.min(stock, 1 + roll.int(0, Math.ceil(scale / 12)));
      if (used > 0) moved.push({ day, hour: roll.int(8, 17), quantity: -used });
      stock -= used;
    }
    if (stock < scale / 2 || roll.chance(0.08)) {
      const came = roll.int(Math.ceil(scale / 4), scale);
      moved.push({ day, hour: roll.int(8, 17), quantity: came });
      stock += came;
    }
  }
  const factor = roll.pick([6, 10, 12, 24]);
  const every = roll.pick([1, 1, 3, 7]);
  const life = { start, moved, said: [], shipments: [], factor } as unknown as Life;
  const said = Array.from({ length: DAYS }, (_, i) => i + 1).filter((d) => d > 2 && (16 - d) % every === 0);
  const shipments = Array.from({ length: roll.pick([0, 1, 1, 2, 3]) }, (_, i) =>
    incoming(`S${i}`, String(roll.int(Math.ceil(scale / 8), scale)), `${roll.int(17, 22)} 12:00`, `${roll.int(12, 15)} 08:00`),
  );
  return {
    ...life,
    said: said.map((day) => ({ day, quantity: stockAt(life, day) })),
    shipments,
    tolerance: String(roll.pick([0, 0, 2, 5, 10])),
    percent: String(roll.pick([0, 1, 2, 5])),
    noise: roll.chance(0.3) ? roll.int(1, 2) : 0,
    neighbours: Array.from({ length: roll.pick([0, 3, 8, 20]) }, (_, i) => ({ sku: `N${i}`, book: roll.int(10, 2 * scale) })),
    elsewhere: Array.from({ length: roll.pick([0, 1, 2, 4]) }, (_, i) => ({ location: `L${i}`, book: roll.int(10, 2 * scale) })),
    owner: roll.chance(0.3) ? roll.int(5, scale) : 0,
  };
}

/** A wrong number and what else shows it; nothing where the life does not suit. */
interface Wrong {
  readonly said: number;
  readonly more?: Partial<PairView>;
  readonly peers?: readonly { at: 'sku' | 'location'; name: string; said: number }[];
}
type Fault = (l: Life, truth: number, roll: Random) => Wrong | undefined;
const last = (l: Life, sign: 1 | -1): Moved | undefined => l.moved.filter((m) => Math.sign(m.quantity) === sign && m.day >= 10).at(-1);

const FAULTS: Readonly<Record<string, Fault>> = {
  IN_TRANSIT_COUNTED: (l, truth) => (l.shipments.length > 0 ? { said: truth + rest(l.shipments[0]!) } : undefined),
  'IN_TRANSIT_COUNTED, all': (l, truth) =>
    l.shipments.length > 1 ? { said: truth + l.shipments.reduce((s, i) => s + rest(i), 0) } : undefined,
  'UNPOSTED_RECEIPT, announced': (l, truth, roll) => {
    const q = roll.int(Math.ceil(l.start / 8), l.start);
    return { said: truth + q, more: { incoming: [...l.shipments, incoming('DUE', String(q), '15 12:00', '11 08:00')] } };
  },
  'UNPOSTED_RECEIPT, theirs': (l, truth) => {
    const m = last(l, 1);
    return m && { said: truth - m.quantity };
  },
  UNPOSTED_USAGE: (l, truth) => {
    const m = last(l, -1);
    return m && { said: truth - m.quantity };
  },
  DIGIT_TRANSPOSITION: (_, truth, roll) => {
    const text = String(truth);
    const swaps = [...text.slice(1)]
      .map((__, i) => Number(text.slice(0, i) + text[i + 1]! + text[i]! + text.slice(i + 2)))
      .filter((n) => n !== truth && String(n).length === text.length);
    return swaps.length > 0 ? { said: roll.pick(swaps) } : undefined;
  },
  'PACK_FACTOR, packs': (l, truth) => ({ said: Math.round(truth / l.factor) }),
  'PACK_FACTOR, pieces': (l, truth) => ({ said: truth * l.factor }),
  COPIED_FORWARD: (l) => (l.said.length > 0 ? { said: l.said.at(-1)!.quantity } : undefined),
  AS_OF_SHIFT: (l, _, roll) => ({ said: stockAt(l, 16 - roll.int(1, 3)) }),
  ITEM_SWAP: (l, truth, roll) => {
    if (l.neighbours.length === 0) return undefined;
    const other = roll.pick(l.neighbours);
    return { said: other.book, peers: [{ at: 'sku', name: other.sku, said: truth }] };
  },
  LOCATION_SWAP: (l, truth, roll) => {
    if (l.elsewhere.length === 0) return undefined;
    const other = roll.pick(l.elsewhere);
    return { said: other.book, peers: [{ at: 'location', name: other.location, said: truth }] };
  },
  OWNERSHIP_CLASS: (l, truth) => (l.owner > 0 ? { said: truth + l.owner } : undefined),
  UNEXPLAINED: (_, truth, roll) => ({ said: Math.max(1, Math.round(truth * (0.3 + 1.4 * roll.next()))) }),
  'UNEXPLAINED, small': (_, truth, roll) => ({ said: Math.max(1, truth + (roll.chance(0.5) ? 1 : -1) * roll.int(3, 25)) }),
};
const rest = (i: Incoming): number => Number(i.quantity.n);
/** The counts of the supplier are off by little as well, unless the number was copied or written down wrongly. */
const EXACT = ['DIGIT_TRANSPOSITION', 'COPIED_FORWARD', 'PACK_FACTOR, packs', 'ITEM_SWAP', 'LOCATION_SWAP'];

const peer = (p: { sku: string; location: string; said: number; book: number; row: number; tolerance: string }): Peer => ({
  sku: p.sku,
  uom: 'EA',
  location: p.location,
  document: 'doc_1',
  place: `Sheet1!E${p.row}`,
  said: exact(String(p.said)),
  low: exact(String(p.book)),
  high: exact(String(p.book)),
  tolerance: exact(p.tolerance),
  differs: p.said !== p.book,
});

function viewOf(l: Life, wrong: Wrong, roll: Random): PairView {
  const document = (id: string): Partial<Statement> => ({ document: { id, file: `${id}.xlsx` }, place: 'Sheet1!E9' });
  const when = (m: Moved): string => `${m.day} ${String(m.hour).padStart(2, '0')}:00`;
  const movements: MovementFact[] = l.moved.map((m) => movement(when(m), String(m.quantity)));
  const told = new Map(wrong.peers?.map((p) => [p.name, p.said]));
  const rows = l.neighbours.map((n, i) => ({ sku: n.sku, location: 'HAM', book: n.book, row: 10 + i }));
  const places = l.elsewhere.map((n) => ({ sku: 'BRK-2210', location: n.location, book: n.book, row: 9 }));
  const peers = [...rows, ...places].map((p) => {
    const name = p.location === 'HAM' ? p.sku : p.location;
    // Of the others some differ for reasons of their own.
    const said = told.get(name) ?? (roll.chance(0.1) ? Math.max(1, p.book + roll.int(-40, 40)) : p.book);
    return peer({ ...p, said, tolerance: l.tolerance });
  });
  const beside: StockBeside[] =
    l.owner > 0 ? [{ what: 'owner', name: 'SUED', counts: [count('1 06:00', String(l.owner))], movements: [] }] : [];
  return view({
    now: at(NOW),
    units: [{ uom: 'CA', factor: exact(String(l.factor)) }],
    terms: Terms.parse({ managed_by: 'supplier', tolerance_qty: l.tolerance, tolerance_pct: l.percent }),
    counts: [count('1 06:00', String(l.start))],
    movements,
    incoming: l.shipments,
    statements: [
      report('16 06:00', String(wrong.said), '16 08:00', document('doc_1')),
      ...[...l.said].reverse().map((s) => report(`${s.day} 06:00`, String(s.quantity), `${s.day} 08:00`, document(`doc_d${s.day}`))),
    ],
    peers,
    beside,
    ...wrong.more,
  });
}

interface Score {
  right: number;
  none: number; // UNEXPLAINED, though it has a cause
  readonly wrong: Map<string, number>;
}
const scores = new Map<string, Score>();
for (const [name, fault] of Object.entries(FAULTS)) {
  const score: Score = { right: 0, none: 0, wrong: new Map() };
  scores.set(name, score);
  const wanted = name.split(',')[0]!;
  let done = 0;
  for (let seed = Number(values.from) * 1_000_000; done < GAPS; seed++) {
    const roll = new Random(seed).fork(name);
    const life = lifeOf(roll);
    const truth = stockAt(life, 16);
    if (truth <= 5) continue;
    const found = fault(life, truth, roll);
    if (!found) continue;
    const noise = EXACT.includes(name) || !roll.chance(0.5) ? 0 : roll.int(-life.noise, life.noise);
    const v = viewOf(life, { ...found, said: Math.max(0, found.said + noise) }, roll);
    const c = compare(v);
    if (c.state !== 'differs') continue;
    done++;
    const told = explain(v, c as Differing);
    if (told.code === wanted) score.right++;
    else if (told.code === 'UNEXPLAINED') score.none++;
    else score.wrong.set(told.code, (score.wrong.get(told.code) ?? 0) + 1);
    if (values.verbose && told.code !== wanted) console.log(`${name} ${seed}: ${told.code}: ${told.text}; ${told.evidence.join('; ')}`);
  }
}

const of = (s: Score): number => [...s.wrong.values()].reduce((a, b) => a + b, 0);
console.log(`\n${'truth'.padEnd(30)}${'right'.padStart(8)}${'none'.padStart(8)}${'wrong'.padStart(8)}`);
for (const [name, s] of scores) {
  const others = [...s.wrong].sort((a, b) => b[1] - a[1]).map(([code, n]) => `${code} ${n}`);
  console.log(`${name.padEnd(30)}${`${s.right}`.padStart(8)}${`${s.none}`.padStart(8)}${`${of(s)}`.padStart(8)}  ${others.join(', ')}`);
}
const known = [...scores].filter(([name]) => !name.startsWith('UNEXPLAINED')).map(([, s]) => s);
const unknown = [...scores].filter(([name]) => name.startsWith('UNEXPLAINED')).map(([, s]) => s);
const share = (n: number, list: readonly Score[]): number => round(n / (list.length * GAPS), 4);
publish('causes', [
  {
    name: 'right cause first',
    value: share(
      known.reduce((n, s) => n + s.right, 0),
      known,
    ),
  },
  {
    name: 'another cause first',
    value: share(
      known.reduce((n, s) => n + of(s), 0),
      known,
    ),
  },
  {
    name: 'a cause invented where there is none',
    value: share(
      unknown.reduce((n, s) => n + of(s), 0),
      unknown,
    ),
  },
]);
