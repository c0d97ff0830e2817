import type { PoolClient } from 'pg';
import { withinBudget } from '../../domain/exceptions/budget';
import { type About, atOnce, budgetOf, cannotWait, heardBy, isQuiet, type Route } from '../../domain/exceptions/routing';
import type { Hearer, Hearing } from './hearers';
import type { AlertSettings } from './settings';
import type { Moment } from './sinks/sink';
import { lastAtOnce, lastDigest, toldAtOnce, untold, type Untold } from './told.store';
import { costsOfWaiting } from './waiting.store';

/** What somebody is told, and by which routes: null for what no route takes. */
export interface ToTell {
  readonly news: readonly Untold[];
  readonly by: readonly (Route | null)[];
}
const DAY_MS = 86_400_000;

/** What each person is told at once: how much of it, and when, whatever it is written into. */
export class AtOnce {
  constructor(private readonly settings: AlertSettings) {}

  /** The first goes at once. What follows close behind waits for the pause to end, so that thirty files are not thirty mails. */
  async of(client: PoolClient, hearing: Hearing, hearer: Hearer, at: Moment): Promise<ToTell | null> {
    const { who } = hearer;
    const asking = { now: at.now, planners: hearing.planners };
    const grave = (await untold(client, who, true, asking)).filter((u) => this.isGrave(u) && this.passes(hearer, u, at));
    const heard = grave.filter((u) => heardBy(hearing.routes, who, u, hearing.maySee).length > 0);
    const news = await this.affordable(client, hearing, who, heard, at);
    if (news.length === 0) return null;
    const last = await lastAtOnce(client, who);
    const since = last === null ? Infinity : Date.parse(at.now) - last;
    if (since >= 0 && since < this.settings.pause_minutes * 60_000) return null;
    return { news, by: routesOf(hearing, who, news) };
  }

  isGrave(u: Untold): boolean {
    const { at_once } = this.settings;
    return atOnce(u.severity, at_once) || (at_once !== 'never' && cannotWait(u));
  }

  /** Whether what cannot wait may come now. */
  mayPress({ quiet, timezone }: Hearer, at: Moment): boolean {
    if (this.settings.at_once === 'never') return false;
    return quiet === undefined || quiet.passes.includes('cannot_wait') || !isQuiet(at.now, quiet, timezone);
  }

  /** In quiet hours only what the settings let through; the rest is told when they end. */
  private passes({ quiet, timezone }: Hearer, u: Untold, at: Moment): boolean {
    if (quiet === undefined || at.withheld || !isQuiet(at.now, quiet, timezone)) return true;
    return (quiet.passes.includes('critical') && u.severity === 'critical') || (quiet.passes.includes('cannot_wait') && cannotWait(u));
  }

  /** As much as fits into what is left until the next digest, the dearest to wait with; the rest waits for it. */
  private async affordable(
    client: PoolClient,
    { routes }: Hearing,
    who: string,
    news: readonly Untold[],
    at: Moment,
  ): Promise<readonly Untold[]> {
    const budget = budgetOf(routes, who);
    if (budget === null || news.length === 0 || at.withheld) return news;
    const left = budget - (await toldAtOnce(client, who, (await lastDigest(client, who)) ?? dayBefore(at.now)));
    if (news.length <= left) return news;
    const costs = await costsOfWaiting(client, ids(news), at.now);
    const { now } = withinBudget([...costs.values()], left);
    const byId = new Map(news.map((u) => [u.id, u]));
    return now.map((w) => byId.get(w.id)!);
  }
}

export const routesOf = ({ routes, maySee }: Hearing, who: string, news: readonly About[]): (Route | null)[] => [
  ...new Set(news.flatMap((u) => heardBy(routes, who, u, maySee))),
];
export const dayBefore = (now: string): string => new Date(Date.parse(now) - DAY_MS).toISOString();
export const ids = (all: readonly { readonly id: string }[]): string[] => all.map((u) => u.id);
