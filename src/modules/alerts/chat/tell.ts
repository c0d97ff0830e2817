import type { PoolClient } from 'pg';
import type { SettingsFile } from '../../../platform/settings-file';
import type { Links } from '../../access/links';
import { type ChatKind, chats } from '../../outbox/chats';
import type { Outgoing } from '../../outbox/message';
import { AtOnce, ids } from '../at-once';
import { channelsHearing, idOf } from '../hearers';
import { named } from '../named.store';
import { pressing } from '../press';
import { alertSettings } from '../settings';
import type { Moment, Sink } from '../sinks/sink';
import { remember } from '../told.store';
import { type Said, saidOf } from './said';

const SHOWN = [10, 5, 2, 0];

/** Channels of one kind: told at once as people are, by the same routes, and of no digest. `write` says it as that kind wants it. */
export function tellChats(
  settings: SettingsFile,
  links: Links | null,
  kind: ChatKind,
  mostBytes: number,
  write: (said: Said) => Readonly<Record<string, unknown>>,
): Sink | null {
  const alerts = alertSettings(settings);
  const all = chats(settings);
  if (!alerts || !all.some((c) => c.kind === kind)) return null;
  const pressed = new AtOnce(alerts);
  return {
    async changed(client: PoolClient, _: unknown, at: Moment): Promise<Outgoing[]> {
      const hearing = channelsHearing(alerts, all);
      const out: Outgoing[] = [];
      for (const { name } of all.filter((c) => c.kind === kind)) {
        const hearer = hearing.hearers.find((h) => h.who === idOf({ kind, name }));
        if (!hearer) continue;
        const found = await pressed.of(client, hearing, hearer, at);
        if (!found) continue;
        const { news, by } = found;
        const { who, timezone } = hearer;
        const kinds = new Map(news.map((u) => [`exc_${u.id}`, u.news]));
        const told = (await named(client, ids(news))).map((e) => ({ e, news: kinds.get(e.id)! }));
        const press = at.withheld ? undefined : pressing(links, alerts.url, who, at.now);
        const said = (shown: number): Said => saidOf(told, by, { now: at.now, timezone, url: alerts.url, press }, shown);
        const bodies = SHOWN.map((n) => write(said(n))); // fewer, where more are more than they take
        const body = bodies.find((b) => Buffer.byteLength(JSON.stringify(b)) <= mostBytes) ?? bodies.at(-1)!;
        await remember(client, ids(news), false, { who, digest: false, ...at });
        out.push({
          kind,
          eventKey: `${who} at once ${at.now} ${news[0]!.id} ${news[0]!.raised} ${news[0]!.severity}`,
          target: name,
          about: { what: 'at once', exceptions: ids(news) },
          payload: { subject: said(0).title, body },
        });
      }
      return out;
    },
  };
}
