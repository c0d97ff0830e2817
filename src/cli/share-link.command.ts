import { EVERYTHING } from '../modules/access/sees';
import { consoleUrl } from '../modules/alerts/settings';
import { endLinks, insertLink, reportLinks } from '../modules/sharing/links.store';
import { sharedWith } from '../modules/sharing/snapshots.store';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { authorOf, BY } from './config-folder';
import { linkId } from './ids';
import { knownSupplier } from './known-supplier';
import { count } from './table';

const DAY_MS = 86_400_000;
const LONGEST = 366;

export const shareLinkCommand: Command = {
  name: 'share link',
  args: 'SUPPLIER',
  summary: 'a link to a page with the newest snapshot of a supplier, for who holds it; printed once',
  options: {
    days: { type: 'string', value: 'N', help: 'how long it lasts; 30 if absent' },
    for: { type: 'string', value: 'WHOM', help: 'who gets it, for those who withdraw it' },
    by: BY,
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const days = Number(options.days ?? 30);
    if (!Number.isInteger(days) || days < 1 || days > LONGEST)
      throw new UsageError(`--days ${String(options.days)}: expected a whole number from 1 to ${LONGEST}`);
    const services = await gateway();
    const { pool } = services.db;
    const supplier = await sharedWith(pool, words[0]!);
    if (!supplier) throw new UsageError(`there is no supplier ${words[0]!}`);
    const now = wallClock.now();
    const until = new Date(Date.parse(now) + days * DAY_MS).toISOString();
    const madeFor = typeof options.for === 'string' ? options.for : '';
    const made = await insertLink(pool, { supplierId: supplier.id, madeFor, now, until, author: authorOf(options) });
    const path = `/share/${made.token}`;
    const url = `${consoleUrl(services.config.settings) ?? ''}${path}`;
    if (json) out.data(JSON.stringify({ id: made.id, supplier: supplier.code, url, expires_at: until }));
    else {
      out.data(url);
      out.message(`${made.id}: shown until ${until}; only its hash is kept, so note it now. "share revoke ${made.id}" ends it`);
    }
    return DONE;
  },
};

export const shareRevokeCommand: Command = {
  name: 'share revoke',
  args: '[ID…]',
  summary: 'withdraw links at once: those named, or all of a supplier',
  options: { supplier: { type: 'string', value: 'CODE', help: 'all of this supplier' }, by: BY },
  words: [0, 100],
  async run({ words, options, json, out, gateway }) {
    const { supplier } = options;
    if (words.length > 0 === (typeof supplier === 'string')) throw new UsageError('name links by their ids, or --supplier CODE');
    const { pool } = (await gateway()).db;
    if (typeof supplier === 'string') await knownSupplier(pool, supplier);
    const ids = typeof supplier === 'string' ? (await reportLinks(pool, EVERYTHING, { supplier })).map((l) => l.id) : words.map(linkId);
    const ended = await endLinks(pool, ids, authorOf(options), wallClock.now());
    if (words.length > 0 && ended.length === 0) throw new UsageError('none of them is in force');
    if (json) out.data(JSON.stringify({ ended }));
    else out.data(`${count(ended.length, 'link')} withdrawn`);
    return DONE;
  },
};
