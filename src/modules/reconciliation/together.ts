import type { PoolClient } from 'pg';
import { withReport } from '../../domain/causes';
import type { Shared } from '../../domain/causes/cause';
import { compare } from '../../domain/ledger/compare';
import { groupedBy } from '../../domain/rules/at';
import type { PairView, ReportDoubt } from '../../domain/rules/pair-view';
import {
  clearedBy,
  doubtFor,
  offAsAWhole,
  type OpenReport,
  reasonOf,
  type ReportFacts,
  reportVerdict,
  sharesReason,
  together,
} from '../../domain/rules/report-wide';
import type { Verdict } from '../../domain/rules/rule';
import { peersOf, type PeersOf } from './peers.store';
import { newestReport, openReports, reportFacts } from './report-facts.store';

interface Off {
  readonly facts: ReportFacts;
  readonly reason: Shared;
  readonly lines: readonly PairView[];
  sharing: number; // so many lines have the reason
}

/** The pairs that differ, seen beside each other: what of them is off for the reason of a whole report. */
export class Together {
  private constructor(
    private peers: PeersOf,
    private readonly off: readonly Off[],
    private readonly open: readonly OpenReport[],
    private readonly kept: ReadonlyMap<PairView, PairView> = new Map(),
  ) {}

  /** `more`: of those that differ these are only the first. */
  static async of(client: PoolClient, views: readonly PairView[], more: boolean): Promise<Together> {
    const open = await openReports(client);
    if (views.length === 0) return new Together(new Map(), [], open);
    const peers = await gathered(client, views);
    const off: Off[] = [];
    const seen = new Map(views.map((v) => [v, withPeers(v, peers)]));
    const facts = groupedBy(await reportFacts(client, suspicious(views)), (f) => f.document.id);
    for (const [id, parts] of facts) {
      const lines = [...seen.values()].filter((v) => documentOf(v) === id);
      const whole = reportOff(together(parts), lines, more);
      if (whole) off.push(whole);
      else if (parts.length > 1) off.push(...parts.flatMap((p) => reportOff(p, lines.filter((v) => v.location === p.location), more) ?? [])); // prettier-ignore
    }
    return new Together(peers, off, open, seen);
  }

  seen(view: PairView): PairView {
    const beside = this.kept.get(view) ?? withPeers(view, this.peers);
    const doubt = this.doubtOf(beside);
    return doubt ? withReport(beside, doubt) : beside;
  }

  /** Of the pairs that were not kept. */
  async more(client: PoolClient, views: readonly PairView[]): Promise<readonly PairView[]> {
    this.peers = await gathered(client, views);
    return views;
  }

  private doubtOf(view: PairView): ReportDoubt | undefined {
    const id = documentOf(view);
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

const documentOf = (view: PairView): string => compare(view).statement!.document.id;

/** Documents of which so many lines differ that their numbers are worth counting. */
function suspicious(views: readonly PairView[]): string[] {
  const FEWEST = 5;
  return [...groupedBy(views, documentOf)].flatMap(([id, lines]) => (lines.length >= FEWEST ? [id.replace(/^doc_/, '')] : []));
}

/** Where not all lines that differ are looked at in this run nothing is found anew. */
function reportOff(facts: ReportFacts, lines: readonly PairView[], more: boolean): Off | undefined {
  if (!offAsAWhole(facts) || (!more && lines.length < facts.differing)) return undefined;
  const reason = reasonOf(lines);
  return reason && { facts, reason, lines: lines.filter((v) => sharesReason(v, reason.key)), sharing: 0 };
}

const withPeers = (view: PairView, peers: PeersOf): PairView => {
  const list = peers.get(view.supplier);
  return list ? { ...view, peers: list } : view;
};

function gathered(client: PoolClient, views: readonly PairView[]): Promise<PeersOf> {
  const each = (of: (v: PairView) => string): string[] => [...new Set(views.map(of))];
  const documents = each(documentOf).map((id) => id.replace(/^doc_/, ''));
  return peersOf(client, { suppliers: each((v) => v.supplier), skus: each((v) => v.sku), documents });
}
