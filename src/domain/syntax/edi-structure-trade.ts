import { at, said, type Shown } from './edi-segments';
import { dateOf, day, idsOf, partyOf, referenceOf, totalsOf } from './edi-structure-parts';

/** What stands before the lines of any of these: references, dates and parties. */
function headingOf(segments: readonly Shown[], first: string): object {
  const end = segments.findIndex((s) => s.tag === first);
  const heading = end < 0 ? segments : segments.slice(0, end);
  const all = (tag: string): Shown[] => heading.filter((s) => s.tag === tag);
  return said({ references: all('REF').map(referenceOf), dates: all('DTM').map(dateOf), parties: all('N1').map(partyOf) });
}
const find = (segments: readonly Shown[], tag: string): Shown | undefined => segments.find((s) => s.tag === tag);

/** The segments from each opening tag up to the next, and without the summary. */
export function* sections(segments: readonly Shown[], opening: string): Generator<readonly [Shown, readonly Shown[]]> {
  let open: Shown | undefined;
  let rest: Shown[] = [];
  for (const s of segments) {
    const ends = s.tag === 'CTT' || s.tag === 'SE';
    if (s.tag === opening || ends) {
      if (open) yield [open, rest];
      [open, rest] = [ends ? undefined : s, []];
    } else rest.push(s);
  }
}

/** An 861 as it stands: what was received and returned, and what of it is in question. */
export function describeReceipt(segments: readonly Shown[]): object {
  const bra = find(segments, 'BRA');
  const lines = [...sections(segments, 'RCD')].map(([rcd, rest]) => {
    const lin = find(rest, 'LIN');
    const questions = [6, 9, 12, 15, 18]
      .map((i) => said({ quantity: at(rcd, i), uom: at(rcd, i + 1), condition: at(rcd, i + 2) }))
      .filter((q) => Object.keys(q).length > 0);
    return said({
      lineNo: at(rcd, 1),
      itemIds: lin ? idsOf(lin).itemIds : [],
      received: at(rcd, 2),
      uom: at(rcd, 3),
      returned: at(rcd, 4),
      returnedUom: at(rcd, 5),
      advised: at(find(rest, 'SN1'), 2),
      purchaseOrder: at(find(rest, 'PRF'), 1),
      questions,
    });
  });
  const head = said({ reportReference: at(bra, 1), reportDate: day(at(bra, 2)), purpose: at(bra, 3), receiptType: at(bra, 4) });
  return { ...head, ...headingOf(segments, 'RCD'), lines, ...said({ totals: totalsOf(find(segments, 'CTT')) }) };
}

/** An 867 as it stands: by transfer, what was sold or came back. The LIN stands behind its QTY. */
export function describeTransfer(segments: readonly Shown[]): object {
  const bpt = find(segments, 'BPT');
  const transfers = [...sections(segments, 'PTD')].map(([ptd, rest]) =>
    said({
      transferType: at(ptd, 1),
      reference: said({ qualifier: at(ptd, 4), value: at(ptd, 5) }),
      parties: rest.filter((s) => s.tag === 'N1').map(partyOf),
      lines: [...sections([...rest, { tag: 'SE', elements: [] }], 'QTY')].map(([qty, below]) => {
        const lin = find(below, 'LIN');
        return said({
          itemIds: lin ? idsOf(lin).itemIds : [],
          activity: at(qty, 1),
          quantity: at(qty, 2),
          uom: at(qty, 3),
          references: below.filter((s) => s.tag === 'REF').map(referenceOf),
          dates: below.filter((s) => s.tag === 'DTM').map(dateOf),
        });
      }),
    }),
  );
  const head = said({ purpose: at(bpt, 1), reportReference: at(bpt, 2), reportDate: day(at(bpt, 3)), reportType: at(bpt, 4) });
  return { ...head, ...headingOf(segments, 'PTD'), transfers, ...said({ totals: totalsOf(find(segments, 'CTT')) }) };
}

/** An 855 as it stands: what a supplier proposes, or how it answers an order, line by line. */
export function describeProposal(segments: readonly Shown[]): object {
  const bak = find(segments, 'BAK');
  const lines = [...sections(segments, 'PO1')].map(([po1, rest]) =>
    said({
      lineNo: at(po1, 1),
      quantity: at(po1, 2),
      uom: at(po1, 3),
      unitPrice: at(po1, 4),
      itemIds: pairsOf(po1, 6),
      description: at(find(rest, 'PID'), 5),
      answers: rest
        .filter((s) => s.tag === 'ACK')
        .map((a) =>
          said({ status: at(a, 1), quantity: at(a, 2), uom: at(a, 3), date: day(at(a, 5)), itemIds: pairsOf(a, 7).slice(0, 10) }),
        ),
    }),
  );
  return {
    ...said({ purpose: at(bak, 1), acknowledgmentType: at(bak, 2), purchaseOrder: at(bak, 3), date: day(at(bak, 4)) }),
    ...headingOf(segments, 'PO1'),
    lines,
    ...said({ totals: totalsOf(find(segments, 'CTT')) }),
  };
}

function pairsOf(s: Shown, from: number): object[] {
  const out: object[] = [];
  for (let i = from; i + 1 < s.elements.length; i += 2)
    if (at(s, i) !== '' && at(s, i + 1) !== '') out.push({ qualifier: at(s, i), value: s.elements[i + 1] });
  return out;
}
