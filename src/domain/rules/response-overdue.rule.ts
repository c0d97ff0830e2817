import { unresolvedKey } from '../exceptions/fingerprint';
import { isoAt } from './at';
import type { ResponseView } from './response-view';
import type { Rule, Verdict } from './rule';

const WORDS: Readonly<Record<ResponseView['owed'], string>> = {
  buyer_approval: 'our approval of',
  supplier_commit: "the supplier's commitment to",
  supplier_correction: "the supplier's correction of",
};

/**
 * An answer is owed and its time has run: ours to a proposal, or the supplier's to an order or to what it was told is wrong. Once
 * the day has passed on which it must be ordered, waiting costs stock. It is over when there is an answer, whatever it says.
 */
export const responseOverdue: Rule<ResponseView> = { types: ['RESPONSE_OVERDUE'], judge: (view) => [judge(view)] };

function judge({ now, owed, id, supplier, sku, location, askedAt, dueAt, orderBy, answer, document }: ResponseView): Verdict {
  const key = unresolvedKey('RESPONSE_OVERDUE', supplier, owed, id);
  if (answer) {
    const by = owed === 'buyer_approval' ? 'fixed_by_buyer' : 'fixed_by_supplier';
    return { holds: false, key, asOfTo: isoAt(answer.at), resolution: answer.what === 'withdrawn' ? 'superseded' : by };
  }
  if (now <= dueAt) return { holds: 'unknown', key, reason: 'it is not due yet' };
  const tooLate = orderBy !== null && now > orderBy;
  return {
    holds: true,
    finding: {
      type: 'RESPONSE_OVERDUE',
      key,
      severity: tooLate ? 'high' : 'medium',
      message: `${WORDS[owed]} ${id} was due ${isoAt(dueAt)}${tooLate ? `, and ${isoAt(orderBy)} was the last moment to order` : ''}`,
      supplier,
      ...(sku === null ? {} : { sku }),
      ...(location === null ? {} : { location }),
      asOfTo: isoAt(dueAt),
      documents: document ? [{ ...document, place: null }] : [],
      details: { owed, id, asked_at: isoAt(askedAt), due_at: isoAt(dueAt), order_by: orderBy === null ? null : isoAt(orderBy) },
    },
  };
}
