import { grouped } from '../exceptions/words';

export interface Summed {
  readonly supplier: string; // name
  readonly uom: string;
  readonly rows: readonly {
    readonly kind: string;
    readonly at: string;
    readonly superseded: boolean;
    readonly agrees: boolean | null;
    readonly gap: string | null;
    readonly theirs: string | null;
    readonly why: string | null;
  }[];
  readonly notices: readonly {
    readonly reference: string;
    readonly open: string;
    readonly eta: string | null;
    readonly overdue: boolean;
  }[];
  readonly draft: { readonly quantity: string } | null;
}

const size = (n: string): string => grouped(n.replace(/^-/, ''));

type Report = Summed['rows'][number];
type Day = (at: string) => string;

/** What the picture shows, in words: who reads no picture reads this. `day` says an instant as people do. */
export function summaryOf(summed: Summed, day: Day): string {
  const { uom, rows, notices, draft } = summed;
  const reports = rows.filter((r) => r.kind === 'report' && !r.superseded);
  const open = notices.filter((n) => n.open !== '0');
  const coming = open.slice(0, 2).map((n) => {
    const eta =
      n.eta === null ? 'nobody says when it comes' : n.overdue ? `it was due ${day(n.eta)} and has not come` : `due ${day(n.eta)}`;
    return `${grouped(n.open)} ${uom} of shipment ${n.reference} ${n.overdue ? 'are missing' : 'are on the road'}: ${eta}.`;
  });
  const more = open.length > 2 ? [`${open.length - 2} more ${open.length === 3 ? 'shipment is' : 'shipments are'} open.`] : [];
  const order = draft ? [`A draft of ${grouped(draft.quantity)} ${uom} waits to be approved.`] : [];
  return [standing(summed, reports, day), ...coming, ...more, ...order].join(' ');
}

/** Whether the two agree, and since when. */
function standing({ supplier, uom }: Summed, reports: readonly Report[], day: Day): string {
  const last = reports.at(-1);
  if (!last) return `${supplier} has reported no number for it in this time.`;
  const said = `${supplier} reports ${grouped(last.theirs!)} ${uom}`;
  if (last.agrees === null) return `${said} as of ${day(last.at)}; it cannot be held against ours: ${last.why}.`;
  const off = `${size(last.gap!)} ${uom} ${last.gap!.startsWith('-') ? 'less' : 'more'}`;
  const since = day(reports[reports.findLastIndex((r) => r.agrees !== last.agrees) + 1]!.at);
  if (!last.agrees) return `Since ${since} ${supplier} reports another number than our book: ${off} as of ${day(last.at)}.`;
  return `Both sides agree since ${since}: ${said}${last.gap === '0' ? '' : `, ${off}, within the tolerance`}.`;
}
