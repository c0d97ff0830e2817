import type { CompositeSegment } from '../canonical/vocabulary';
import { checkDigitHolds } from '../items/gtin';
import { said } from './edi-segments';
import { dayOf, Heading, itemIds } from './edifact-structure-parts';
import { itemIdsOf, ssccOf } from './edifact-values';

interface Pack {
  readonly cps: string;
  readonly parent: string;
  readonly pacs: CompositeSegment[];
  readonly labels: string[];
  lines: number;
}
const SHOWN_APART = ['11', '17', '132'];

/** A DESADV as it stands, by its tree of CPS. */
export function describeDespatch(segments: readonly CompositeSegment[], notes: Set<string>): object {
  const heading = new Heading();
  const packs: Pack[] = [];
  const lines: { pack: Pack | undefined; lin: CompositeSegment; rest: CompositeSegment[] }[] = [];
  const totals: Record<string, string> = {};
  let pack: Pack | undefined;
  for (const s of segments) {
    const line = lines.at(-1);
    if (s.tag === 'CNT') totals[`CNT+${s.at(1)}`] = s.at(1, 2);
    else if (s.tag === 'CPS') {
      pack = { cps: s.at(1), parent: s.at(2), pacs: [], labels: [], lines: 0 };
      packs.push(pack);
    } else if (s.tag === 'LIN') {
      if (pack) pack.lines += 1;
      lines.push({ pack, lin: s, rest: [] });
    } else if (line && line.pack === pack) line.rest.push(s);
    else if (!pack) heading.take(s);
    else if (s.tag === 'PAC') pack.pacs.push(s);
    else if (s.tag === 'GIN' && ssccOf(s) !== undefined) pack.labels.push(ssccOf(s)!);
  }
  if (!/^[0-9A-Z]{1,3}$/.test(heading.bgm?.at(1) ?? '')) notes.add('DET_INVALID_CODE:BGM1001');
  if (packs.some((p) => p.labels.some((l) => !checkDigitHolds(l)))) notes.add('DET_SSCC_CHECK_DIGIT');
  return {
    ...heading.shown('shipmentId', ...SHOWN_APART),
    ...said({
      shipDate: dayOf(heading.dated('11')),
      estimatedDelivery: dayOf(heading.dated('17')),
      estimatedArrival: dayOf(heading.dated('132')),
      shipmentPacks: packs.filter((p) => p.lines === 0 && p.pacs.length > 0).map(packOf),
    }),
    lines: lines.map(({ pack: p, lin, rest }) => lineOf(p, lin, rest, notes)),
    ...said({ totals: Object.keys(totals).length > 0 ? totals : '' }),
  };
}

function packOf({ cps, parent, pacs, labels }: Pack): object {
  const inner = pacs.at(-1);
  const outer = pacs.length > 1 ? pacs[0]!.at(3) : '';
  return said({
    cps,
    parentCps: parent,
    count: inner?.at(1),
    type: inner?.at(3),
    palletType: outer,
    sscc: labels[0],
    labels: labels.slice(1),
  });
}

const SHIPPED = '12';

function lineOf(pack: Pack | undefined, lin: CompositeSegment, rest: readonly CompositeSegment[], notes: Set<string>): object {
  const of = (tag: string, qualifier?: string): CompositeSegment | undefined =>
    rest.find((s) => s.tag === tag && (qualifier === undefined || s.at(1) === qualifier));
  const qty = of('QTY', SHIPPED);
  const order = of('RFF', 'ON');
  return said({
    lineNo: lin.at(1),
    itemIds: itemIds(itemIdsOf(lin, rest.filter((s) => s.tag === 'PIA')), notes), // prettier-ignore
    quantityShipped: qty?.at(1, 2),
    uom: qty?.at(1, 3),
    quantityOrdered: of('QTY', '21')?.at(1, 2),
    purchaseOrder: order?.at(1, 2),
    purchaseOrderLine: order?.at(1, 3),
    description: of('IMD')?.at(3, 4),
    lot: of('RFF', 'BT')?.at(1, 2) ?? of('GIN', 'BX')?.at(2),
    expiry: dayOf(of('DTM', '36') ?? of('DTM', '361') ?? of('DTM', '360')),
    pack: pack && packOf(pack),
  });
}
