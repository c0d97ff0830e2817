import type { PoolClient } from 'pg';
import type { Shared } from '../../domain/causes/cause';
import { groupedBy } from '../../domain/rules/at';
import type { PairView, ReportDoubt } from '../../domain/rules/pair-view';
import {
  clearedBy,
  doubtFor,
  LINES,
  offAsAWhole,
  type OpenReport,
  reasonOf,
  type ReportFacts,
  reportVerdict,
  sharesReason,
  together,
} from '../../domain/rules/report-wide';
import type { Verdict } from '../../domain/rules/rule';
import { reportOf } from '../../domain/rules/sites';
import { put, putBesides, putElsewhere } from './besides';
import { newestReport, openReports, reportFacts } from './report-facts.store';
import { putSites } from './sites.store';

interface Off {
  readonly facts: ReportFacts;
  readonly reason: Shared;
  readonly lines: readonly PairView[];
  sharing: number; // so many lines have the reason
}

/** The pairs that differ, seen beside each other: what of them is off for the reason of a whole report. */
export class Together {
  private constructor(
    private readonly off: readonly Off[],
    private readonly open: readonly OpenReport[],
  ) {}

  /** `more`: of those that differ these are only the first. */
  static async of(client: PoolClient, views: readonly PairView[], more: boolean): Promise<Together> {
    const open = await openReports(client);
    if (views.length === 0) return new Together([], open);
    await putBesides(client, views, atOtherPlaces(open));
    const found: Off[] = [];
    const look = async (facts: ReportFacts, lines: readonly PairView[]): Promise<boolean> => {
      if (!offAsAWhole(facts) || (!more && lines.length < facts.differing)) return false; // only some of its lines are looked at again
      let reason = reasonOf(lines);
      if (!reason) {
        await putElsewhere(client, lines);
        reason = reasonOf(lines);
      }
      if (reason) found.push({ facts, reason, lines: lines.filter((v) => sharesReason(v, reason.key)), sharing: 0 });
      return reason !== undefined;
    };
    const byDocument = groupedBy(views, reportOf);
    for (const [id, parts] of groupedBy(await reportFacts(client, suspicious(byDocument)), (f) => f.document.id)) {
      const lines = byDocument.get(id)!;
      if ((await look(together(parts), lines)) || parts.length === 1) continue;
      for (const part of parts) await look(part, lines.filter((v) => v.location === part.location)); // prettier-ignore
    }
    const all = new Together(found, open);
    all.doubt(views);
    await putSites(client, views);
    return all;
  }

  /** Those that were not kept. */
  async more(client: PoolClient, views: readonly PairView[]): Promise<void> {
    const off = this.off.map((o) => ({ documentId: o.facts.document.id, reason: o.reason.key }));
    await putBesides(client, views, atOtherPlaces([...this.open, ...off]));
    this.doubt(views);
    await putSites(client, views);
  }

  private doubt(views: readonly PairView[]): void {
    for (const view of views) {
      const report = this.doubtOf(view);
      if (report) put(view, { report });
    }
  }

  private doubtOf(view: PairView): ReportDoubt | undefined {
    const id = reportOf(view);
    const here = (o: { readonly location: string | null }): boolean => o.location === null || o.location === view.location;
    const off = this.off.find((o) => o.facts.document.id === id && here(o.facts));
    if (off) {
      if (!sharesReason(view, off.reason.key)) return undefined;
      off.sharing++;
      return doubtFor(off.facts, off.reason);
    }
    // Only some of its lines are looked at again: what was found of all of them holds.
    const open = this.open.find((o) => o.documentId === id && o.supplier === view.supplier && here(o));
    return open && sharesReason(view, open.reason) ? open : undefined;
  }

  async ofReports(client: PoolClient, now: number): Promise<Verdict[]> {
    const found = this.off.map((o) => reportVerdict(o.facts, o.reason, o.lines, o.sharing));
    const cleared: Verdict[] = [];
    for (const o of this.open) {
      const parts = await newestReport(client, o.supplier, o.location);
      cleared.push(clearedBy(o, parts.length === 0 ? undefined : together(parts), now));
    }
    return [...found, ...cleared];
  }
}

/** Documents of which so many lines differ that their numbers are worth counting. */
const suspicious = (byDocument: ReadonlyMap<string, readonly PairView[]>): string[] =>
  [...byDocument].flatMap(([id, lines]) => (lines.length >= LINES ? [id.replace(/^doc_/, '')] : []));

/** Whether a line's report is in doubt because its numbers may be those of another place. */
function atOtherPlaces(reports: readonly Pick<OpenReport, 'documentId' | 'reason'>[]): (view: PairView) => boolean {
  const ids = new Set(reports.filter((r) => r.reason.startsWith('LOCATION_SWAP')).map((r) => r.documentId));
  return (view) => ids.has(reportOf(view));
}
