import { inTransaction } from '../database/transaction';
import { reportChannels, reportMails } from '../modules/channels/channels-list.store';
import { evaluate } from '../modules/pipeline/evaluate';
import { allowSender } from '../modules/suppliers/senders';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE, PROBLEMS } from './command';
import { limitOption } from './limit';
import { count, table } from './table';

export const channelsCommand: Command = {
  name: 'channels',
  args: '',
  summary: 'how the ways in are doing, and what to do about those that fail',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const channels = await reportChannels((await gateway()).db.pool);
    if (json) out.data(JSON.stringify({ channels }, null, 2));
    else if (channels.length === 0) out.data('no channel was looked into yet; "serve" does');
    else {
      const rows = channels.map((c) => [
        c.channel,
        c.state,
        c.last_look ?? 'never',
        c.last_arrival ?? '',
        ...[c.listed, c.received, c.explained].map(String),
      ]);
      out.data(table(['channel', 'state', 'last look', 'last arrival', 'listed', 'received', 'explained'], rows));
      for (const c of channels) if (c.error) out.data(`${c.channel}: ${c.error}\n  ${c.advice ?? ''}`);
    }
    return channels.some((c) => c.state === 'failing') ? PROBLEMS : DONE;
  },
};

export const mailsCommand: Command = {
  name: 'channels mails',
  args: 'NAME',
  summary: 'every mail of a mailbox, what became of it, and why',
  options: {
    state: {
      type: 'string',
      value: 'STATE,…',
      help: 'kept, skipped, duplicate, waiting, quarantined, unfetchable, gone, canary; all if absent',
    },
    limit: { type: 'string', value: 'N', help: 'the newest N (50)' },
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const limit = limitOption(options.limit, 50);
    const states = typeof options.state === 'string' ? options.state.split(',').map((s) => s.trim()) : [];
    const mails = await reportMails((await gateway()).db.pool, words[0]!, states, limit);
    if (json) out.data(JSON.stringify({ mails }, null, 2));
    else if (mails.length === 0) out.data(`nothing is known of mails in ${words[0]!}`);
    else
      out.data(
        table(
          ['folder', 'uid', 'date', 'from', 'subject', 'state', 'why'],
          mails.map((m) => [m.folder, String(m.uid), m.date, m.sender, m.subject, m.state, m.reason]),
        ),
      );
    return DONE;
  },
};

export const allowCommand: Command = {
  name: 'sender allow',
  args: 'ADDRESS',
  summary: 'vouch for the address of a supplier whose mails no mail server vouches for',
  options: { reason: { type: 'string', value: 'TEXT', help: 'why, for those who come after you' } },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const address = words[0]!;
    if (!/^\S+@\S+$/.test(address)) throw new UsageError(`${address} is no mail address`);
    const services = await gateway();
    const now = wallClock.now();
    await inTransaction(services.db.pool, (client) => allowSender(client, address, String(options.reason ?? ''), now));
    const raised = await evaluate(services, 'touched', now);
    if (json) out.data(JSON.stringify({ accepted: 1, rejected: 0, parked: 0, issues: [], ...raised }, null, 2));
    else
      out.data(
        `${address} is allowed; what waited for it was read: ${count(raised.opened, 'exception')} opened, ${raised.resolved} resolved`,
      );
    return DONE;
  },
};
