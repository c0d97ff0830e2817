import type { Pool } from 'pg';
import { lastDue } from '../../domain/sharing/due';
import { monthBefore } from '../../domain/sharing/statement';
import type { Logger } from '../../platform/logger';
import { sharingOf } from './settings';
import { begunAt, sharedWith } from './snapshots.store';
import { sendStatements } from './statement';

type Services = Parameters<typeof sendStatements>[0] & { readonly log: Logger };

/**
 * Looks once a minute whose month is to be stated. Each for itself, and once: a place whose data do not reach the end of the month by
 * then is named in the log, and is stated by command when they do. Noted after it was sent; who dies between the two
 * finds the same numbers stated already. Returns the suppliers that were dealt with.
 */
export async function stateDue(services: Services, now: string): Promise<string[]> {
  const out: string[] = [];
  for (const [code, { statements }] of sharingOf(services.config.settings)) {
    if (statements === undefined) continue;
    try {
      const supplier = await sharedWith(services.db.pool, code);
      const due =
        supplier &&
        lastDue(statements.cron, statements.timezone, Date.parse(await begunAt(services.db.pool, supplier.id, now)), Date.parse(now));
      if (!supplier || due === undefined) continue;
      const month = monthBefore(due, statements.timezone);
      const slot = `statements ${supplier.id} ${new Date(due).toISOString()}`;
      if (await isNoted(services.db.pool, slot)) continue;
      const { sent, troubles } = await sendStatements(services, supplier, { month, now, author: 'schedule' });
      await services.db.pool.query('insert into setting (name, value) values ($1, $2) on conflict do nothing', [
        slot,
        JSON.stringify(month),
      ]);
      out.push(code);
      services.log.info({ supplier: code }, `stated ${month} to ${code}: ${sent.length} mails`);
      for (const t of troubles)
        services.log.warn({ supplier: code, location: t.location }, `${month} was not stated at ${t.location}: ${t.detail}`);
    } catch (error) {
      services.log.error({ supplier: code }, `nothing was stated to ${code}: ${(error as Error).message}`);
    }
  }
  return out;
}

async function isNoted(db: Pool, slot: string): Promise<boolean> {
  const { rows } = await db.query('select 1 from setting where name = $1', [slot]);
  return rows.length > 0;
}
