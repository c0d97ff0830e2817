import { DateTime } from 'luxon';
import type { PoolClient } from 'pg';
import { budgetOf, digestDay, heardBy, reminderDue, workingDaysSince } from '../../../domain/exceptions/routing';
import { ConfigError } from '../../../platform/errors';
import { seesAll } from '../../access/sees';
import type { Links } from '../../access/links';
import type { Outgoing } from '../../outbox/message';
import { mailSettings } from '../../outbox/settings';
import { AtOnce, dayBefore, ids, routesOf } from '../at-once';
import { filesSeen } from '../files.store';
import { type Hearer, type Hearing, hearingOf } from '../hearers';
import { lastLost, LOST, type Lost, noteLost, untoldLost } from '../lost.store';
import { atOnceMail, type Composed } from '../mail/at-once';
import { digestMail } from '../mail/digest';
import { lostMail } from '../mail/lost';
import { pressing } from '../press';
import { named } from '../named.store';
import { noteReminded, type Unheeded, unheeded } from '../reminders.store';
import { type AlertSettings, alertSettings, weekdayOf } from '../settings';
import {
  type Asking,
  beginDigest,
  daysOf,
  lastDigest,
  remember,
  standing,
  toldAtOnce,
  untold,
  type Untold,
  untoldEnds,
} from '../told.store';
import { whyOf } from '../why';
import type { Moment, Sink, SinkKind } from './sink';

/** Mails to the buyer's people: at once what is grave, the rest once a day, nothing when nothing changed. */
export const mailSink: SinkKind = {
  kind: 'mail',
  open(settings, links) {
    const alerts = alertSettings(settings);
    if (!alerts || (alerts.to.length === 0 && alerts.routes.every((r) => r.to.length + r.people.length === 0))) return null;
    const from = mailSettings(settings)?.from;
    // A mail without a server to take it would wait for ever, and nobody would hear.
    if (from === undefined) throw new ConfigError(`${settings.path}: alerts need a section "mail": the server that takes them`);
    return new MailSink(alerts, from, links);
  },
};

class MailSink implements Sink {
  private readonly pressing: AtOnce;
  constructor(
    private readonly settings: AlertSettings,
    private readonly from: string,
    private readonly links: Links | null,
  ) {
    this.pressing = new AtOnce(settings);
  }

  async changed(client: PoolClient, _: unknown, at: Moment): Promise<Outgoing[]> {
    const hearing = await hearingOf(client, this.settings);
    const isWorkday = await this.workdays(client, at);
    const out: Outgoing[] = [];
    for (const hearer of hearing.hearers) {
      out.push(...(await this.atOnce(client, hearing, hearer, at)), ...(await this.lost(client, hearing, hearer, at)));
      out.push(...(await this.digest(client, hearing, hearer, at, isWorkday)));
    }
    return out;
  }

  private async workdays(client: PoolClient, at: Moment): Promise<(date: string) => boolean> {
    const { days, calendar } = this.settings;
    const exceptions = calendar === undefined ? new Map<string, boolean>() : await daysOf(client, calendar, at.now);
    return (date) => exceptions.get(date) ?? days.includes(weekdayOf(date));
  }

  private async atOnce(client: PoolClient, hearing: Hearing, hearer: Hearer, at: Moment): Promise<Outgoing[]> {
    const found = await this.pressing.of(client, hearing, hearer, at);
    if (!found) return [];
    const { news, by } = found;
    const { who } = hearer;
    const mail = atOnceMail(await this.withNames(client, news), this.reader(hearer, at), whyOf(this.settings, hearer, by, 'at once'));
    await remember(client, ids(news), false, { who, digest: false, ...at });
    const key = `${news[0]!.id} ${news[0]!.raised} ${news[0]!.severity}`;
    return [this.outgoing(who, `mail at once ${who} ${at.now} ${key}`, mail, { what: 'at once', exceptions: ids(news) })];
  }

  /** What was given up is told at once, to who hears of all that no route takes; in quiet hours, and within a pause, not yet. */
  private async lost(client: PoolClient, hearing: Hearing, hearer: Hearer, at: Moment): Promise<Outgoing[]> {
    const { who } = hearer;
    if (at.withheld || !this.pressing.mayPress(hearer, at)) return [];
    const last = await lastLost(client, who);
    const since = last === null ? Infinity : Date.parse(at.now) - last;
    if (since >= 0 && since < this.settings.pause_minutes * 60_000) return [];
    const lost = (await untoldLost(client, who, at.now)).filter((l) => hearsOfLost(hearing, who, l));
    if (lost.length === 0) return [];
    await noteLost(client, who, lost, at.now);
    const mail = lostMail(lost, this.reader(hearer, at), whyOf(this.settings, hearer, [null], 'at once'));
    return [this.outgoing(who, `mail lost ${who} ${at.now} ${lost[0]!.id}`, mail, { what: LOST })];
  }

  private async digest(
    client: PoolClient,
    hearing: Hearing,
    hearer: Hearer,
    at: Moment,
    isWorkday: (date: string) => boolean,
  ): Promise<Outgoing[]> {
    const { who, timezone, digestAt } = hearer;
    const day = digestDay(at.now, { timezone, at: digestAt, isWorkday });
    if (day === null || at.withheld) return [];
    const before = await lastDigest(client, who);
    if (!(await beginDigest(client, who, day, at.now))) return [];
    const asking = { now: at.now, planners: hearing.planners };
    const hears = (u: Parameters<typeof heardBy>[2]): boolean => heardBy(hearing.routes, who, u, hearing.maySee).length > 0;
    const news = (await untold(client, who, false, asking)).filter(hears);
    const over = ids((await untoldEnds(client, who, asking)).filter((e) => hearing.maySee(who, e)));
    const lost = (await untoldLost(client, who, at.now)).filter((l) => hearsOfLost(hearing, who, l));
    const reminders = (await this.reminders(client, hearer, asking, isWorkday)).filter((r) => hears(r) && !news.some((n) => n.id === r.id));
    if (news.length + over.length + lost.length + reminders.length === 0) return [];
    const budget = budgetOf(hearing.routes, who);
    const spent = budget !== null && (await toldAtOnce(client, who, before ?? dayBefore(at.now))) >= budget;
    const digest = {
      day,
      news: await this.withNames(client, news),
      reminders: (await named(client, ids(reminders))).map((e) => ({ e, news: 'still' as const })),
      over: await named(client, over),
      lost,
      standing: (await standing(client, [...ids(news), ...ids(reminders)], asking)).filter(hears),
      files: await filesSeen(client, before ?? dayBefore(at.now), at.now, suppliersOf(hearing, who)),
      waited: spent ? news.filter((u) => this.pressing.isGrave(u) && !u.withheld).length : 0,
      budget,
    };
    const mail = digestMail(
      digest,
      this.reader(hearer, at),
      whyOf(this.settings, hearer, routesOf(hearing, who, [...news, ...reminders]), 'digest'),
    );
    await remember(client, ids(news), false, { who, digest: true, ...at });
    await remember(client, over, true, { who, digest: true, ...at });
    await noteReminded(client, who, reminders, at.now);
    await noteLost(client, who, lost, at.now);
    return [this.outgoing(who, `mail digest ${who} ${day}`, mail, { what: 'digest', day })];
  }

  /** Of what a reminder is due: by the days that have begun since it was told, on the clock of who was told. */
  private async reminders(
    client: PoolClient,
    { who, timezone }: Hearer,
    asking: Asking,
    isWorkday: (date: string) => boolean,
  ): Promise<(Unheeded & { readonly step: number })[]> {
    const { remind_after } = this.settings;
    if (remind_after.length === 0) return [];
    const dayOf = (at: string): string => DateTime.fromISO(at, { zone: timezone }).toISODate()!;
    return (await unheeded(client, who, asking)).flatMap((u) => {
      const step = reminderDue(remind_after, workingDaysSince(dayOf(u.toldAt), dayOf(asking.now), isWorkday));
      return step > u.reminded ? [{ ...u, step }] : [];
    });
  }

  private async withNames(client: PoolClient, news: readonly Untold[]) {
    const kinds = new Map(news.map((u) => [`exc_${u.id}`, u.news]));
    return (await named(client, ids(news))).map((e) => ({ e, news: kinds.get(e.id)! }));
  }

  private reader({ who, timezone, works }: Hearer, at: Moment) {
    const { url } = this.settings;
    return { now: at.now, timezone, url, press: works && !at.withheld ? pressing(this.links, url, who, at.now) : undefined };
  }

  private outgoing(who: string, eventKey: string, mail: Composed, about: Record<string, unknown>): Outgoing {
    return { kind: 'mail', eventKey, target: who, about, payload: { from: this.from, to: who, ...mail } };
  }
}

/**
 * It may be about any supplier: for those who may see all of them, and whom it does not say that they are not reached. First of all
 * for whoever hears of what no route takes.
 */
function hearsOfLost({ routes, hearers, seesOf }: Hearing, who: string, { target }: Lost): boolean {
  const able = hearers.map((h) => h.who).filter((w) => w.toLowerCase() !== target.toLowerCase() && seesOf(w).every(seesAll));
  const rest = able.filter((w) => routes.to.includes(w));
  return (rest.length > 0 ? rest : able).includes(who);
}

/** What all of those behind an address see; null: all. */
function suppliersOf({ seesOf }: Hearing, who: string): readonly string[] | null {
  return seesOf(who).reduce<readonly string[] | null>(
    (all, { suppliers }) => (suppliers === null ? all : all === null ? suppliers : all.filter((s) => suppliers.includes(s))),
    null,
  );
}
