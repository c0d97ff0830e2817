import type { Issue, ShipNotice } from '../canonical/vocabulary';

/** A word about a shipment, as far as it can be put in order. */
export interface Word {
  readonly issued: string | null; // by the sender's clock: 2026-11-16, 2026-11-16T06:00, 2026-11-16T05:00:00Z
  readonly sender: string | null; // of its interchange
  readonly control: string | null;
  readonly receivedAt: string; // ISO instant
}
/** What is known of a shipment when another word about it comes. */
export interface Known extends Word {
  readonly state: 'open' | 'cancelled';
  readonly purpose: ShipNotice['purpose']; // of the version that stands
  readonly announced: boolean; // some version said what is in it; else only that it is cancelled
  readonly original: boolean; // some version was an original of the same format
  readonly otherForm: boolean; // the version that stands came in another format: a list, say
  readonly received: readonly string[]; // what came of it, one text for each receipt
  readonly from: string; // file and place of the version that stands
}
export interface Incoming extends Word {
  readonly reference: string;
  readonly purpose: ShipNotice['purpose'];
  readonly leftOut: readonly string[]; // lines of the version that stands that this one does not name
}

/** `stands`: in place of what stood. `history`: kept as a version that does not count. Else nothing of it is posted. */
export type NoticeFate = { readonly fate: 'stands' | 'history' | 'quarantined' | 'duplicate'; readonly issue?: Issue };

/** How a supplier's changes (856 purpose 04, DESADV function 4) are meant that do not name all lines. */
export type Changes = 'ask' | 'whole' | 'lines';

const HELD_FOR = 72 * 3_600_000; // a cancellation waits so long for the notice that it cancels

const warning = (code: string, detail: string): Issue => ({ code: `shipment.${code}`, severity: 'warning', detail });
const hold = (code: string, detail: string): NoticeFate => ({
  fate: 'quarantined',
  issue: { code: `shipment.${code}`, severity: 'error', detail },
});

/**
 * What a notice does to its shipment (edi.md section 6): original, change, replacement, cancellation, copy, in whatever order
 * they come. Goods that were received stay received: what would undo or rewrite their announcement is held for a person.
 */
export function noticeFate(known: Known | undefined, incoming: Incoming, changes: Changes): NoticeFate {
  const { purpose } = incoming;
  if (!known) return first(incoming);
  if (purpose === 'duplicate') return { fate: 'duplicate' };
  const order = orderOf(incoming, known);
  if (purpose === 'original') return originalAgain(known, incoming, order);
  if (known.state === 'cancelled') return afterCancellation(known, incoming, order);
  return rewriting(known, incoming, order, changes);
}

function first({ reference, purpose }: Incoming): NoticeFate {
  switch (purpose) {
    case 'original':
      return { fate: 'stands' };
    case 'replace':
      return {
        fate: 'stands',
        issue: warning('not-announced', `it replaces ${reference}, which was never announced here; it stands as its first notice`),
      };
    case 'cancel':
      return {
        fate: 'stands',
        issue: warning(
          'not-announced',
          `it cancels ${reference}, which was never announced here; a notice of before that comes yet will not count`,
        ),
      };
    case 'change':
      return hold('not-announced', `it changes ${reference}, which was never announced here; what it does not name is not known`);
    case 'duplicate':
      return hold('not-announced', `it is a copy of ${reference}, which was never announced here`);
  }
}

/** The same number as an original. It counts only if the number is free, and then it was the first. */
function originalAgain(known: Known, incoming: Incoming, order: Order): NoticeFate {
  const { reference } = incoming;
  const conflict: NoticeFate = {
    fate: 'quarantined',
    issue: {
      code: 'document.conflict',
      severity: 'error',
      detail: `${reference} was reported before with other numbers (${known.from}) and does not say that it replaces them`,
    },
  };
  if (known.original) return conflict;
  if (known.otherForm && known.state === 'open') return { fate: 'stands' };
  if (order.written === 'before') return late(known, incoming);
  const waits = known.state === 'cancelled' && !known.announced && order.written !== 'after';
  const withinTime = Date.parse(incoming.receivedAt) - Date.parse(known.receivedAt) <= HELD_FOR;
  return waits && withinTime ? late(known, incoming) : conflict;
}

function afterCancellation(known: Known, incoming: Incoming, order: Order): NoticeFate {
  const { reference, purpose } = incoming;
  if (purpose === 'cancel')
    return { fate: 'duplicate', issue: warning('cancelled-before', `${reference} was cancelled before (${known.from})`) };
  if (order.written === 'before') return late(known, incoming);
  return hold('cancelled-before', `${reference} was cancelled before (${known.from}); whether it is coming after all is not said`);
}

/** Of an open shipment: replaced, changed or cancelled. */
function rewriting(known: Known, incoming: Incoming, order: Order, changes: Changes): NoticeFate {
  const { reference, purpose, leftOut } = incoming;
  if (order.written === 'before' && purpose !== 'cancel' && known.purpose !== 'original') return late(known, incoming);
  if (order.written === 'before' || order.unsure) {
    const which = order.unsure ? 'has a lower control number than' : 'was written before';
    return hold('order-unsure', `it ${which} what stands of ${reference} (${known.from}); which of them is the last word is not said`);
  }
  if (known.received.length > 0) {
    const does = purpose === 'cancel' ? 'cancels' : 'rewrites';
    const came = known.received.length > 3 ? [...known.received.slice(0, 3), `${known.received.length - 3} more`] : known.received;
    return hold(
      'received-before',
      `it ${does} ${reference} (${known.from}), of which goods are here: ${came.join('; ')}; what was announced stands`,
    );
  }
  if (purpose !== 'change' || changes !== 'ask' || leftOut.length === 0) return { fate: 'stands' };
  const named = leftOut.length > 3 ? [...leftOut.slice(0, 3), `${leftOut.length - 3} more`] : leftOut;
  const detail = `it changes ${reference} (${known.from}) and does not name ${named.join(', ')}: left out or left as it was is not said (edi.changes)`;
  return hold('change-unsure', detail);
}

const late = (known: Known, { reference }: Incoming): NoticeFate => ({
  fate: 'history',
  issue: warning('out-of-order', `it came after a later word about ${reference} (${known.from}), which stands`),
});

interface Order {
  readonly written: 'before' | 'after' | 'unknown';
  readonly unsure: boolean; // written at the same time as far as is said, and numbered the other way round
}

/** By when each was written; else by the numbers of their interchanges, which may begin anew and so only raise a doubt. */
function orderOf(incoming: Word, known: Word): Order {
  const written = compareWritten(incoming.issued, known.issued);
  if (written !== 0) return { written: written < 0 ? 'before' : 'after', unsure: false };
  const numbered = incoming.sender !== null && incoming.sender === known.sender;
  const [a, b] = [number(incoming.control), number(known.control)];
  return { written: 'unknown', unsure: numbered && a !== undefined && b !== undefined && a < b };
}

/** As far as both say it; a clock whose zone is told and one whose is not cannot be compared. */
function compareWritten(a: string | null, b: string | null): number {
  if (a === null || b === null || a.endsWith('Z') !== b.endsWith('Z')) return 0;
  const length = Math.min(a.replace('Z', '').length, b.replace('Z', '').length);
  const [x, y] = [a.slice(0, length), b.slice(0, length)];
  return x < y ? -1 : x > y ? 1 : 0;
}
const number = (control: string | null): bigint | undefined => (control !== null && /^\d+$/.test(control) ? BigInt(control) : undefined);
