import type { PoolClient } from 'pg';
import type { ChannelView } from '../../domain/rules/channel-view';
import { millis } from './millis';

/**
 * Every channel that was ever looked into. Its suppliers are those whose documents came that way lately; for a way that mails
 * take, also those who mail and of whom nothing has come by any way yet.
 */
export async function channelViews(client: PoolClient, now: number): Promise<ChannelView[]> {
  const { rows } = await client.query<Omit<ChannelView, 'now'>>(
    `select h.channel, h.kind, ${millis('h.since')} "watchedSince", h.stopped_at is not null stopped, h.removed_at is not null removed, ${millis('h.completed_at')} "completedAt",
  h.failures, h.successes, ${millis('h.failing_since')} "failingSince", h.error, h.advice, ${millis('h.unexplained_since')} "unexplainedSince",
  (select count(*)::int from mail_seen m where m.channel = h.channel and m.state in ('quarantined', 'unfetchable')
    and m.changed_at > to_timestamp($1 / 1000.0) - interval '7 days') "givenUp",
  (select ${millis('max(c.sent_at)')} from canary c where c.channel = h.channel and c.seen_at is null
    and not exists (select 1 from canary l where l.channel = c.channel and l.sent_at > c.sent_at and l.seen_at is not null)) "canarySentAt",
  array(select s.code from supplier s where not s.void and (
    exists (select 1 from document d join receipt r on r.id = d.receipt_id where d.supplier_id = s.id and r.channel = h.channel
      and d.received_at > to_timestamp($1 / 1000.0) - interval '60 days')
    or (h.kind in ('imap', 'smtp-inlet') and s.email_from is not null and not exists (select 1 from document d where d.supplier_id = s.id))) order by 1) suppliers,
  coalesce((select json_agg(json_build_object('what', x.what, 'from', ${millis('x.from_at')}, 'to', ${millis('x.to_at')})) from channel_expiry x
    where x.channel = h.channel), '[]') expiries
from channel_health h order by h.channel`,
    [now],
  );
  return rows.map((r) => ({ now, ...r }));
}
