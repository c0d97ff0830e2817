import { reconcileAfter, type Allowed, type Expected } from '../truth';
import type { Plan } from '../plan';
import type { Happening, Paper, Report, Supplier, World } from '../types';
import { missed } from './report-missing';

interface Spoilt {
  readonly name: string;
  readonly suits: (supplier: Supplier) => boolean;
  readonly types: readonly string[];
  readonly lost: boolean; // nothing of it is read: the period stays without a report
  readonly spoil?: (report: Report, world: World) => void;
  readonly paper?: (paper: Paper, papers: Paper[], world: World) => void;
  readonly expected?: (report: Report) => Partial<Expected>;
  readonly heals?: 'next' | 'never';
  readonly allowed?: (report: Report, next: number) => readonly Allowed[];
  readonly days?: number;
}

/** A fault of a whole document: one report from a day on that nothing else happens to, and what comes of it. */
export function spoiltReport(plan: Plan, o: Spoilt): Happening | undefined {
  const supplier = plan.supplier(o.suits);
  const day = supplier && plan.documents(supplier, o.days ?? 7);
  if (!supplier || !day) return undefined;
  let wrong: Report | undefined;
  return {
    name: o.name,
    report(report, world) {
      if (wrong || report.supplier !== supplier || report.day < day) return;
      wrong = report;
      if (o.lost) report.usable = false;
      o.spoil?.(report, world);
    },
    papers(papers, world) {
      const paper = papers.find((p) => p.report !== undefined && p.report === wrong);
      if (paper) o.paper?.(paper, papers, world);
    },
    truth(world) {
      if (!wrong) return {};
      const at = wrong.receivedAt;
      const next = world.reports.find((r) => r.supplier === supplier && r.sent && r.usable && r.receivedAt > at);
      const heal = next && o.heals !== 'never' ? { heal: { from: next.receivedAt, by: next.receivedAt } } : {};
      const own = { fault: o.name, types: o.types, supplier: supplier.code, from: at, by: at, ...heal, ...o.expected?.(wrong) };
      const healed = next ? reconcileAfter(world, next.receivedAt) : world.end;
      return {
        expected: [own, ...(o.lost ? [missed(world, o.name, wrong, wrong)] : [])],
        allowed: o.allowed?.(wrong, healed) ?? [],
      };
    },
  };
}
