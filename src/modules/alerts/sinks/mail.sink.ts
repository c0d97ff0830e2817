import type { PoolClient } from 'pg';
import type { Severity } from '../../../domain/canonical/vocabulary';
import { withinBudget } from '../../../domain/exceptions/budget';
import { atOnce, budgetOf, digestDay, everybody, hears } from '../../../domain/exceptions/routing';
import { ConfigError } from '../../../platform/errors';
import type { Outgoing } from '../../outbox/message';
import { mailSettings } from '../../outbox/settings';
import { filesSeen } from '../files.store';
import { atOnceMail, type Composed } from '../mail/at-once';
import { digestMail } from '../mail/digest';
import { named } from '../named.store';
import { type AlertSettings, alertSettings, weekdayOf } from '../settings';
import {
  beginDigest,
  daysOf,
  lastAtOnce,
  lastDigest,
  remember,
  standing,
  toldAtOnce,
  untold,
  type Untold,
  untoldEnds,
} from '../told.store';
import { costsOfWaiting } from '../waiting.store';
import type { Moment, Sink, SinkKind } from './sink';

/** Mails to the buyer's people: at once what is grave, the rest once a day, nothing when nothing changed. */
export const mailSink: SinkKind = {
  kind: 'mail',
  open(settings) {
    const alerts = alertSettings(settings);
    if (!alerts || everybody(alerts).length === 0) return null;
    const from = mailSettings(settings)?.from;
    // A mail without a server to take it would wait for ever, and nobody would hear.
    if (from === undefined) throw new ConfigError(`${settings.path}: alerts need a section "mail": the server that takes them`);
    return new MailSink(alerts, from);
  },
};

class MailSink implements Sink {
  constructor(
    private readonly settings: AlertSettings,
    private readonly from: string,
  ) {}

  async changed(client: PoolClient, _: unknown, at: Moment): Promise<Outgoing[]> {
    const out: Outgoing[] = [];
    for (const who of everybody(this.settings)) out.push(...(await this.atOnce(client, who, at)), ...(await this.digest(client, who, at)));
    return out;
  }

  /** The first goes at once. What follows close behind waits for the pause to end, so that thirty files are not thirty mails. */
  private async atOnce(client: PoolClient, who: string, at: Moment): Promise<Outgoing[]> {
    const news = await this.affordable(
      client,
      who,
      (await untold(client, who, true)).filter((u) => this.isGrave(who, u)),
      at,
    );
    if (news.length === 0) return [];
    const last = await lastAtOnce(client, who);
    const since = last === null ? Infinity : Date.parse(at.now) - last;
    if (since >= 0 && since < this.settings.pause_minutes * 60_000) return [];
    const mail = atOnceMail(await this.withNames(client, news), this.reader(at), this.why(who, 'at once'));
    await remember(client, ids(news), false, { who, digest: false, ...at });
    const key = `${news[0]!.id} ${news[0]!.raised} ${news[0]!.severity}`;
    return [this.outgoing(who, `mail at once ${who} ${at.now} ${key}`, mail, { what: 'at once', exceptions: ids(news) })];
  }

  private isGrave(who: string, u: Untold): boolean {
    return atOnce(u.severity as Severity, this.settings.at_once) && hears(this.settings, who, u.supplier);
  }

  /** As much as fits into what is left until the next digest, the dearest to wait with; the rest waits for it. */
  private async affordable(client: PoolClient, who: string, news: readonly Untold[], at: Moment): Promise<readonly Untold[]> {
    const budget = budgetOf(this.settings, who);
    if (budget === null || news.length === 0 || at.withheld) return news;
    const left = budget - (await toldAtOnce(client, who, (await lastDigest(client, who)) ?? dayBefore(at.now)));
    if (news.length <= left) return news;
    const costs = await costsOfWaiting(client, ids(news), at.now);
    const { now } = withinBudget([...costs.values()], left);
    const byId = new Map(news.map((u) => [u.id, u]));
    return now.map((w) => byId.get(w.id)!);
  }

  private async digest(client: PoolClient, who: string, at: Moment): Promise<Outgoing[]> {
    const { timezone, digest_at, days, calendar } = this.settings;
    const exceptions = calendar === undefined ? new Map<string, boolean>() : await daysOf(client, calendar, at.now);
    const isWorkday = (date: string): boolean => exceptions.get(date) ?? days.includes(weekdayOf(date));
    const day = digestDay(at.now, { timezone, at: digest_at, isWorkday });
    if (day === null || at.withheld) return [];
    const before = await lastDigest(client, who);
    if (!(await beginDigest(client, who, day, at.now))) return [];
    const news = (await untold(client, who, false)).filter((u) => hears(this.settings, who, u.supplier));
    const over = await untoldEnds(client, who);
    if (news.length === 0 && over.length === 0) return [];
    const budget = budgetOf(this.settings, who);
    const spent = budget !== null && (await toldAtOnce(client, who, before ?? dayBefore(at.now))) >= budget;
    const digest = {
      day,
      news: await this.withNames(client, news),
      over: await named(client, over),
      standing: (await standing(client, ids(news))).filter((s) => hears(this.settings, who, s.supplier)),
      files: await filesSeen(client, before ?? dayBefore(at.now), at.now),
      waited: spent ? news.filter((u) => this.isGrave(who, u) && !u.withheld).length : 0,
      budget,
    };
    const mail = digestMail(digest, this.reader(at), this.why(who, 'digest'));
    await remember(client, ids(news), false, { who, digest: true, ...at });
    await remember(client, over, true, { who, digest: true, ...at });
    return [this.outgoing(who, `mail digest ${who} ${day}`, mail, { what: 'digest', day })];
  }

  private async withNames(client: PoolClient, news: readonly Untold[]) {
    const kinds = new Map(news.map((u) => [`exc_${u.id}`, u.news]));
    return (await named(client, ids(news))).map((e) => ({ e, news: kinds.get(e.id)! }));
  }

  private reader(at: Moment) {
    return { now: at.now, timezone: this.settings.timezone, url: this.settings.url };
  }

  private outgoing(who: string, eventKey: string, mail: Composed, about: Record<string, unknown>): Outgoing {
    return { kind: 'mail', eventKey, target: who, about, payload: { from: this.from, to: who, ...mail } };
  }

  private why(who: string, what: 'at once' | 'digest'): string[] {
    const { at_once, digest_at, timezone } = this.settings;
    const theirs = this.settings.routes.filter((r) => r.to.includes(who)).flatMap((r) => r.suppliers);
    const scope = this.settings.to.includes(who) ? 'every supplier that is nobody else’s' : `the suppliers ${theirs.join(', ')}`;
    const because =
      what === 'digest' ? 'something changed since the last one' : `this is ${at_once}${at_once === 'critical' ? '' : ' or graver'}`;
    return [
      `Why you get this: ${who} hears of ${scope}, and ${because}. What is less urgent comes once a day at ${digest_at} (${timezone}). Each thing is told once, until it changes.`,
      'An automatic mail of your Crosscount gateway. Who hears of what is set under "alerts" in its gateway.yaml.',
    ];
  }
}

const dayBefore = (now: string): string => new Date(Date.parse(now) - 86_400_000).toISOString();
const ids = (all: readonly Untold[]): string[] => all.map((u) => u.id);
