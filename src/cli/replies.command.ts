import { EVERYTHING } from '../modules/access/sees';
import { type ReplyReport, reportReplies, type ReplyWhole, wholeReply } from '../modules/acks/reply/replies-list.store';
import { replySettings } from '../modules/acks/reply/replies';
import { REPLY_STATES } from '../modules/acks/reply/reply.store';
import { sendReply } from '../modules/acks/reply/send-reply';
import type { Gateway } from '../modules/pipeline/gateway';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { authorOf } from './config-folder';
import { replyId } from './ids';
import { knownSupplier } from './known-supplier';
import { limitOption } from './limit';
import { inLine, table } from './table';

const became = (r: ReplyReport): string =>
  r.says ?? (r.delivery === null ? '' : `${r.delivery}${r.sent_by === null ? '' : `, sent by ${r.sent_by}`}`);

export const repliesCommand: Command = {
  name: 'replies',
  args: '',
  summary: 'what suppliers were written about their files, and what waits to be sent',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'to this supplier only' },
    state: { type: 'string', value: 'STATE,…', help: `${REPLY_STATES.join(', ')}; all if absent` },
    limit: { type: 'string', value: 'N', help: 'the newest N (50)' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const state = typeof options.state === 'string' ? options.state.split(',').map((s) => s.trim()) : undefined;
    const wrong = state?.find((s) => !(REPLY_STATES as readonly string[]).includes(s));
    if (wrong !== undefined) throw new UsageError(`--state ${wrong}: expected ${REPLY_STATES.join(', ')}`);
    const supplier = typeof options.supplier === 'string' ? options.supplier : undefined;
    const limit = limitOption(options.limit, 50);
    const { pool } = (await gateway()).db;
    if (supplier !== undefined) await knownSupplier(pool, supplier);
    const replies = await reportReplies(pool, EVERYTHING, { supplier, state, limit });
    if (json) out.data(JSON.stringify({ replies }, null, 2));
    else if (replies.length === 0) out.data('nobody was written to');
    else
      out.data(
        table(
          ['id', 'supplier', 'to', 'outcome', 'state', 'subject', 'what became of it'],
          replies.map((r) => [r.id, r.supplier ?? '', r.to ?? '', r.outcome, r.state.replace('_', ' '), inLine(r.subject ?? r.file), inLine(became(r))]), // prettier-ignore
        ),
      );
    return DONE;
  },
};

async function known(gateway: Gateway, id: string): Promise<ReplyWhole> {
  const found = await wholeReply(gateway.db.pool, EVERYTHING, replyId(id));
  if (!found) throw new UsageError(`there is no reply ${id}`);
  return found;
}

export const repliesShowCommand: Command = {
  name: 'replies show',
  args: 'ID',
  summary: 'one reply as it leaves',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    const reply = await known(await gateway(), words[0]!);
    if (json) out.data(JSON.stringify(reply, null, 2));
    else {
      out.data(inLine(`to ${reply.to} (${reply.supplier ?? 'nobody that is known'}), ${reply.state.replace('_', ' ')}${became(reply) === '' ? '' : `: ${became(reply)}`}`)); // prettier-ignore
      if (reply.subject !== null) out.data(inLine(reply.subject));
      for (const a of reply.attachments) out.data(inLine(`attached: ${a.name} (${a.bytes} bytes)`));
      if (reply.text !== null) for (const line of reply.text.split('\n')) out.data(`  ${inLine(line)}`);
    }
    return DONE;
  },
};

export const repliesSendCommand: Command = {
  name: 'replies send',
  args: 'ID',
  summary: 'send a reply that waits for a person',
  options: { by: { type: 'string', value: 'NAME', help: 'who sends it (the name under which you are logged in here)' } },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const services = await gateway();
    const { id } = await known(services, words[0]!);
    const { db, config, mailFrom } = services;
    await sendReply({ pool: db.pool, settings: replySettings(config.settings), mailFrom }, id, authorOf(options), wallClock.now());
    const after = await known(services, id);
    if (json) out.data(JSON.stringify(after, null, 2));
    else out.data(inLine(`${after.id} leaves, to ${after.to}`));
    return DONE;
  },
};
