import { at, said, type Shown } from './edi-segments';
import { clock, day, idsOf, moment, partyOf, referenceOf, totalsOf } from './edi-structure-parts';
import { carrierOf, equipmentOf, packagingOf, trackingOf, weightsOf } from './edi-structure-transport';
import { sscc } from './x12-values';
import type { Segment } from '../canonical/vocabulary';

interface Level {
  readonly id: string;
  readonly code: string;
  readonly parent: Level | null;
  readonly children: Level[];
  readonly segments: Shown[];
}
const ORDER = ['S', 'E', 'O', 'T', 'P', 'Q', 'I', 'F', 'K'];

/** An 856 as it stands, by its tree of levels. */
export function describeShipment(segments: readonly Shown[], notes: Set<string>): object {
  const bsn = segments.find((s) => s.tag === 'BSN');
  const root: Level = { id: '', code: '', parent: null, children: [], segments: [] };
  const { levels, inferred } = treeOf(segments, root, notes);
  const shipment = [...root.segments, ...levels.filter((l) => l.code === 'S').flatMap((l) => l.segments)];
  const references = shipment.filter((s) => s.tag === 'REF');
  const dated = (q: string): Shown | undefined => shipment.find((s) => s.tag === 'DTM' && at(s, 1) === q);
  return said({
    purpose: at(bsn, 1),
    shipmentId: at(bsn, 2),
    createdDate: day(at(bsn, 3)),
    createdTime: clock(at(bsn, 4)),
    structureCode: at(bsn, 5),
    transactionType: at(bsn, 6),
    hierarchy: hierarchyOf(root, inferred),
    shipDate: moment(dated('011')),
    estimatedDelivery: moment(dated('017') ?? dated('371') ?? dated('067')),
    estimatedArrival: moment(dated('371')),
    packaging: packagingOf(shipment),
    weights: weightsOf(shipment),
    carrier: carrierOf(shipment),
    equipment: equipmentOf(shipment),
    billOfLading: at(references.find((r) => at(r, 1) === 'BM') ?? references.find((r) => at(r, 1) === 'UCB'), 2),
    tracking: trackingOf(levels.flatMap((l) => l.segments)),
    references: references.map(referenceOf),
    parties: shipment.filter((s) => s.tag === 'N1').map(partyOf),
    orders: levels.filter((l) => l.code === 'O' && l.segments.some((s) => s.tag === 'PRF')).map(orderOf),
    lines: levels.filter(isItem).map(lineOf),
    totals: totalsOf(segments.find((s) => s.tag === 'CTT')),
  });
}

function treeOf(segments: readonly Shown[], root: Level, notes: Set<string>): { levels: Level[]; inferred: boolean } {
  const levels: Level[] = [];
  const byId = new Map<string, Level>();
  let here = root;
  let inferred = false;
  for (const s of segments) {
    if (s.tag === 'CTT' || s.tag === 'SE') break;
    if (s.tag !== 'HL') {
      here.segments.push(s);
      continue;
    }
    const code = at(s, 3);
    const named = at(s, 2);
    if (named === '0') notes.add('DET_HL_PARENT_ZERO');
    let parent = byId.get(named);
    if (!parent && code !== 'S' && levels.length > 0) {
      parent = levels.findLast((l) => ORDER.includes(code) && ORDER.indexOf(l.code) < ORDER.indexOf(code)) ?? levels.at(-1);
      inferred = true;
      notes.add('DET_HL_PARENT_MISSING');
    }
    if (!ORDER.includes(code) && code !== 'ZZ') notes.add('DET_HL_LEVEL_UNKNOWN');
    here = { id: at(s, 1), code, parent: parent ?? root, children: [], segments: [] };
    (parent ?? root).children.push(here);
    byId.set(here.id, here);
    levels.push(here);
  }
  return { levels, inferred };
}

/** Every way from the shipment to a leaf, each once. */
function hierarchyOf(root: Level, inferred: boolean): string {
  const paths = new Set<string>();
  const walk = (l: Level, path: readonly string[]): void => {
    const here = [...path, l.code === 'ZZ' && lotOf(l) !== '' ? 'ZZ(lot)' : l.code];
    if (l.children.length === 0) paths.add(here.join('>'));
    for (const child of l.children) walk(child, here);
  };
  for (const child of root.children) walk(child, []);
  const shown = [...paths].filter((p) => ![...paths].some((other) => other.startsWith(`${p}>`)));
  return `${shown.join(' and ')}${shown.length > 1 ? ' in one shipment' : ''}${inferred ? ' (parents inferred)' : ''}`;
}

const find = (l: Level | undefined | null, tag: string): Shown | undefined => l?.segments.find((s) => s.tag === tag);
const all = (l: Level, tag: string): Shown[] => l.segments.filter((s) => s.tag === tag);
const up = (l: Level | null, is: (x: Level) => boolean): Level | null => (l === null || is(l) ? l : up(l.parent, is));
const idUnder = (lin: Shown | undefined, qualifier: string): string =>
  (lin && idsOf(lin).itemIds.find((i) => i.qualifier === qualifier)?.value) ?? '';
const lotOf = (l: Level): string =>
  idUnder(find(l, 'LIN'), 'LT') ||
  at(
    all(l, 'REF').find((r) => at(r, 1) === 'LT'),
    2,
  );
const namesItem = (l: Level): boolean => {
  const lin = find(l, 'LIN');
  return lin !== undefined && idsOf(lin).itemIds.some((i) => i.qualifier !== 'LT');
};
const isItem = (l: Level): boolean => namesItem(l) && up(l.parent, namesItem) === null;

function orderOf(l: Level): object {
  const prf = find(l, 'PRF');
  return said({
    purchaseOrder: at(prf, 1),
    release: at(prf, 2),
    poDate: day(at(prf, 4)),
    references: all(l, 'REF').map(referenceOf),
    parties: all(l, 'N1').map(partyOf),
  });
}

function lineOf(l: Level): object {
  const lin = find(l, 'LIN')!;
  const sn1 = find(l, 'SN1');
  const own = find(l, 'PRF');
  const ids = idsOf(lin);
  const ordered = up(l, (x) => find(x, 'PRF') !== undefined);
  const box = up(l.parent, (x) => x.code === 'P');
  const tare = up(l.parent, (x) => x.code === 'T');
  const po4 = find(l, 'PO4');
  return said({
    hl: l.id,
    lineNo: ids.lineNo || at(sn1, 1),
    purchaseOrder: at(find(ordered, 'PRF'), 1) || idUnder(lin, 'PO'),
    poDate: own && day(at(own, 4)),
    itemIds: ids.itemIds,
    quantityShipped: at(sn1, 2),
    uom: at(sn1, 3),
    cumulativeShipped: at(sn1, 4),
    quantityOrdered: at(sn1, 5),
    status: at(sn1, 8),
    description: at(find(l, 'PID'), 5),
    countryOfOrigin: idUnder(lin, 'CH'),
    returnableContainer: at(po4, 16),
    pack: box ? markedOf(box) : po4 && packSize(po4),
    tare: tare && markedOf(tare),
    packs: l.children.filter((c) => c.code === 'P').map(markedOf),
    lots: l.children.filter((c) => lotOf(c) !== '').map(splitOf),
    loads: all(l, 'CLD').map((c) => said({ count: at(c, 1), unitsPerLoad: at(c, 2), packaging: at(c, 3) })),
  });
}

function packSize(po4: Shown): object | undefined {
  const size = said({ packQty: at(po4, 1), size: at(po4, 2), sizeUom: at(po4, 3) });
  return Object.keys(size).length > 0 ? size : undefined;
}

function markedOf(l: Level): object {
  const marks = all(l, 'MAN');
  const po4 = find(l, 'PO4');
  return said({
    hl: l.id,
    marks: marks.map((m) => said({ qualifier: at(m, 1), value: at(m, 2) })),
    sscc: marks.map((m) => sscc(m as Shown & Segment)).find((v) => v !== undefined),
    tracking: at(
      all(l, 'REF').find((r) => ['2I', 'CN', '1Z'].includes(at(r, 1))),
      2,
    ),
    ...(po4 ? packSize(po4) : {}),
  });
}

function splitOf(l: Level): object {
  const sn1 = find(l, 'SN1');
  const packed = all(l, 'DTM').find((d) => at(d, 1) === '510');
  const grower = all(l, 'N1').find((n) => at(n, 1) === 'ZW');
  return said({ lot: lotOf(l), quantity: at(sn1, 2), uom: at(sn1, 3), packDate: packed && day(at(packed, 2)), grower: at(grower, 2) });
}
