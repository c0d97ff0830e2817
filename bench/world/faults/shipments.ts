import { at, DAY, HOUR, plusDays, workdaysOn } from '../clock';
import { noticeOf } from '../papers';
import type { Kind, Plan } from '../plan';
import { x12of856 } from '../documents/x12';
import { importAfter, reconcileAfter, scope, type Allowed, type Expected } from '../truth';
import type { Happening, Pair, Shipment, World } from '../types';

interface OfShipment {
  readonly name: string;
  readonly suits?: (pair: Pair) => boolean;
  readonly spoil: (s: Shipment) => void;
  readonly expected: (s: Shipment, world: World) => readonly Expected[];
  readonly papers?: NonNullable<Happening['papers']> extends (p: infer P, w: infer W) => void
    ? (s: Shipment, papers: P, world: W) => void
    : never;
  readonly allowed?: (s: Shipment, world: World) => readonly Allowed[];
  readonly later?: number;
}
const STEADY = (p: Pair): boolean => p.supplier.code !== 'TOKAI'; // its place has an outage of the feed

/** A fault of the first shipment of a pair that is due on a day or later. What runs short by it may be told as well. */
export function ofShipment(plan: Plan, o: OfShipment): Happening | undefined {
  const pair = plan.pair((p) => STEADY(p) && (o.suits?.(p) ?? true));
  if (!pair) return undefined;
  const day = plan.day(o.later ?? 4);
  let wrong: Shipment | undefined;
  return {
    name: o.name,
    shipment(s) {
      if (wrong || s.pair !== pair || s.eta < day) return;
      wrong = s;
      o.spoil(s);
    },
    papers(papers, world) {
      if (wrong) o.papers?.(wrong, papers, world);
    },
    truth(world) {
      if (!wrong) return {};
      const expected = o.expected(wrong, world).filter((e) => e.by <= world.end);
      const short = {
        types: ['REPLENISHMENT_MISSING', 'PROJECTED_SHORTAGE', 'STOCKOUT'],
        ...scope(pair),
        from: wrong.shippedAt,
        by: world.end,
      };
      return { expected, allowed: [short, ...(o.allowed?.(wrong, world) ?? [])] };
    },
  };
}

const graceOver = (s: Shipment): number => at(plusDays(s.eta, 2), '00:00', s.pair.place.zone);
const overdue = (fault: string, s: Shipment, world: World, heal?: { at: number; postedAfter: number }): Expected => {
  const from = graceOver(s);
  const by = heal && importAfter(world, heal.at + heal.postedAfter);
  return {
    ...{ fault, types: ['ASN_OVERDUE'], ...scope(s.pair), from, by: reconcileAfter(world, from) },
    ...(by !== undefined && by <= world.end ? { heal: { from: heal!.at, by } } : {}),
  };
};

export const neverArrived: Kind = {
  name: 'never arrived',
  plan: (plan) =>
    ofShipment(plan, {
      name: 'never arrived',
      spoil: (s) => void (s.arrivals = []),
      expected: (s, world) => [overdue('never arrived', s, world)],
    }),
};

/** Half of it comes when it is due, the rest a week later. */
export const partArrived: Kind = {
  name: 'partly arrived',
  plan: (plan) =>
    ofShipment(plan, {
      name: 'partly arrived',
      spoil(s) {
        const [first] = s.arrivals;
        const half = Math.floor(s.quantity / 2);
        const rest = at(workdaysOn(s.eta, 5, s.pair.place.calendar), '10:20', s.pair.place.zone);
        s.arrivals = [
          { ...first!, quantity: half },
          { ...first!, at: rest, quantity: s.quantity - half },
        ];
      },
      expected: (s, world) => [overdue('partly arrived', s, world, s.arrivals[1])],
    }),
};

const beyond = (s: Shipment): number => Math.ceil(Math.max(s.pair.toleranceQty, (s.pair.tolerancePct / 100) * s.quantity) * 2.2 + 2);
const varies = (fault: string, s: Shipment, world: World): Expected => {
  const last = s.arrivals.at(-1)!;
  return { fault, types: ['RECEIPT_VARIANCE'], ...scope(s.pair), from: last.at, by: importAfter(world, last.at + last.postedAfter) };
};
const drift = (s: Shipment, world: World): Allowed[] => [
  { types: ['CUMULATIVE_IMBALANCE', 'ABOVE_MAX'], ...scope(s.pair), from: s.shippedAt, by: world.end },
];

/** Less than announced, and the buyer says that no more is to come. */
export const receivedShort: Kind = {
  name: 'received short',
  plan: (plan) =>
    ofShipment(plan, {
      ...{ name: 'received short', suits: (p) => p.usage >= 6, allowed: drift },
      spoil(s) {
        s.arrivals[0]!.quantity -= beyond(s);
        s.arrivals[0]!.more = { final: 'yes' };
      },
      expected: (s, world) => [varies('received short', s, world)],
    }),
};
export const receivedOver: Kind = {
  name: 'received over',
  plan: (plan) =>
    ofShipment(plan, {
      ...{ name: 'received over', suits: (p) => p.usage >= 6, allowed: drift },
      spoil: (s) => void (s.arrivals[0]!.quantity += beyond(s)),
      expected: (s, world) => [varies('received over', s, world)],
    }),
};
export const receivedDamaged: Kind = {
  name: 'received damaged',
  plan: (plan) =>
    ofShipment(plan, {
      ...{ name: 'received damaged', suits: (p) => p.usage >= 6, allowed: drift },
      spoil(s) {
        const [whole] = s.arrivals;
        const bad = beyond(s);
        s.arrivals = [
          { ...whole!, quantity: s.quantity - bad },
          { ...whole!, quantity: bad, more: { reason: 'damaged on arrival', status: 'blocked' } },
        ];
      },
      expected: (s, world) => [varies('received damaged', s, world)],
    }),
};

/** Unloaded at the other place of the supplier. */
export const wrongSite: Kind = {
  name: 'received at the wrong site',
  plan(plan) {
    let other: Pair | undefined;
    return ofShipment(plan, {
      name: 'received at the wrong site',
      suits(p) {
        other = plan.world.pairs.find((q) => q.supplier === p.supplier && q.sku === p.sku && q !== p);
        if (!other || !plan.isFree(other)) return false;
        plan.take(other);
        return true;
      },
      spoil: (s) => void (s.arrivals[0]!.place = other!.place),
      expected: (s, world) => [{ ...varies('received at the wrong site', s, world), location: s.pair.place.code }],
      allowed: (s, world) => [
        ...drift(s, world),
        { types: ['ABOVE_MAX', 'CUMULATIVE_IMBALANCE'], ...scope(other!), from: s.shippedAt, by: world.end },
      ],
    });
  },
};

/** Goods without a notice, where the program asks for one; the notice comes two days after them. */
export const withoutNotice: Kind = {
  name: 'receipt without notice',
  plan: (plan) =>
    ofShipment(plan, {
      ...{ name: 'receipt without notice', suits: (p) => p.supplier.terms['asn'] === 'required', later: 7 },
      spoil: (s) => void (s.noticeAt = null),
      papers(s, papers) {
        papers.push(noticeOf([s], 9100 + s.pair.id, s.arrivals[0]!.at + 2 * DAY));
      },
      expected(s, world) {
        const [a] = s.arrivals;
        const late = a!.at + 2 * DAY;
        const from = { fault: 'receipt without notice', types: ['RECEIPT_WITHOUT_ASN'], ...scope(s.pair), from: a!.at };
        return [
          { ...from, by: importAfter(world, a!.at + a!.postedAfter), ...(late <= world.end ? { heal: { from: late, by: late } } : {}) },
        ];
      },
    }),
};

/** Called off after the goods are in. */
export const cancelledLate: Kind = {
  name: 'notice cancelled after receipt',
  plan: (plan) =>
    ofShipment(plan, {
      ...{ name: 'notice cancelled after receipt', suits: (p) => p.supplier.notices === '856', later: 6 },
      spoil: () => undefined,
      papers(s, papers) {
        const sentAt = s.arrivals[0]!.at + 26 * HOUR;
        const content = x12of856(s.pair.supplier, [s], 9300 + s.pair.id, sentAt, '01');
        papers.push({ ...noticeOf([s], 9300 + s.pair.id, sentAt), name: `cancel-${s.reference}.856`, content });
      },
      expected(s) {
        const sentAt = s.arrivals[0]!.at + 26 * HOUR;
        const own = { fault: 'notice cancelled after receipt', types: ['ASN_CHANGED_OR_INVALID'], supplier: s.pair.supplier.code };
        return [{ ...own, from: sentAt, by: sentAt }];
      },
    }),
};

/** Twice as much as fits. */
export const aboveMax: Kind = {
  name: 'above max',
  plan(plan) {
    const pair = plan.pair((p) => STEADY(p) && p.usage >= 6);
    if (!pair) return undefined;
    const day = plan.day(4);
    let sent: Shipment | undefined;
    let now = false;
    return {
      name: 'above max',
      ships(p, date, quantity, stock) {
        now = p === pair && !sent && date >= day && p.supplier.shipDays.includes(new Date(date).getUTCDay());
        if (!now) return p === pair && sent && quantity > 0 ? 0 : quantity;
        return Math.ceil((p.max * 1.45 - stock) / p.pack) * p.pack;
      },
      shipment: (s) => void (s.pair === pair && now && (sent = s)),
      truth(world) {
        if (!sent) return {};
        const at = sent.noticeAt!;
        return {
          expected: at <= world.end ? [{ fault: 'above max', types: ['ABOVE_MAX'], ...scope(pair), from: at, by: at }] : [],
          allowed: [{ types: ['DECISION_FLIP'], ...scope(pair), from: at, by: world.end }],
        };
      },
    };
  },
};

/** Each truck a little short, within its tolerance, and said to be all: together they drift. */
export const driftingApart: Kind = {
  name: 'shipped and received drift apart',
  plan(plan) {
    const pair = plan.pair((p) => p.supplier.code === 'RHEIN' && p.usage >= 6 && p.toleranceQty >= 3);
    if (!pair) return undefined;
    const short: Shipment[] = [];
    return {
      name: 'shipped and received drift apart',
      shipment(s) {
        if (s.pair !== pair) return;
        s.arrivals[0]!.quantity -= pair.toleranceQty;
        s.arrivals[0]!.more = { final: 'yes' };
        short.push(s);
      },
      truth(world) {
        const second = short[1]?.arrivals[0];
        const by = second && importAfter(world, second.at + second.postedAfter);
        if (!by || by > world.end) return {};
        return {
          expected: [{ fault: 'shipped and received drift apart', types: ['CUMULATIVE_IMBALANCE'], ...scope(pair), from: second.at, by }],
        };
      },
    };
  },
};
