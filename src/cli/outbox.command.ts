import { inTransaction } from '../database/transaction';
import { type Decision, dropHeld, holdWaiting, releaseHeld } from '../modules/outbox/confirm.store';
import { listOutbox, OUTBOX_STATES, type OutboxState, resend } from '../modules/outbox/outbox-list.store';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE } from './command';
import { authorOf, BY } from './config-folder';
import { limitOption } from './limit';
import { count, table } from './table';

export const outboxCommand: Command = {
  name: 'outbox',
  args: '',
  summary: 'what left, what waits to, and what was given up',
  options: {
    state: { type: 'string', value: 'STATE,…', help: `${OUTBOX_STATES.join(', ')}; all if absent` },
    limit: { type: 'string', value: 'N', help: 'the newest N (50)' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const states = typeof options.state === 'string' ? options.state.split(',').map((s) => s.trim()) : [];
    const wrong = states.find((s) => !OUTBOX_STATES.includes(s as OutboxState));
    if (wrong !== undefined) throw new UsageError(`--state ${wrong}: expected ${OUTBOX_STATES.join(', ')}`);
    const limit = limitOption(options.limit, 50);
    const outbox = await listOutbox((await gateway()).db.pool, states as OutboxState[], limit);
    if (json) out.data(JSON.stringify({ outbox }, null, 2));
    else if (outbox.length === 0) out.data('nothing is in the outbox');
    else
      out.data(
        table(
          ['id', 'state', 'kind', 'to', 'about', 'tries', 'last'],
          outbox.map((o) => [o.id, o.state, o.kind, o.target, o.subject, String(o.tries.length), o.tries.at(-1)?.detail ?? '']),
        ),
      );
    return DONE;
  },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function idsOf(words: readonly string[]): readonly string[] {
  const wrong = words.find((w) => !UUID.test(w));
  if (wrong !== undefined) throw new UsageError(`${wrong}: expected an id as "crosscount outbox" shows it`);
  return words;
}

const ALL = { type: 'boolean', help: 'all that wait for it' } as const;
function decisionOf({ words, options }: Pick<Context, 'words' | 'options'>): Decision {
  if (words.length > 0 === (options.all === true)) throw new UsageError('name the messages, or say --all');
  return { ids: options.all === true ? 'all' : idsOf(words), author: authorOf(options), now: wallClock.now() };
}

export const outboxHoldCommand: Command = {
  name: 'outbox hold',
  args: '',
  summary: 'nothing that waits now leaves before you say so: for a database that was set back by other means than "restore"',
  options: { by: BY },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const decision = { author: authorOf(options), now: wallClock.now() };
    const held = await inTransaction((await gateway()).db.pool, (client) => holdWaiting(client, decision));
    if (json) out.data(JSON.stringify({ held }));
    else out.data(`${count(held, 'message')} held back; release or drop them`);
    return DONE;
  },
};

export const outboxReleaseCommand: Command = {
  name: 'outbox release',
  args: '[ID…]',
  summary: 'send what a restore held back, since nobody knew whether it had left',
  options: { all: ALL, by: BY },
  words: [0, 100],
  async run(context) {
    const decision = decisionOf(context);
    const done = await inTransaction((await context.gateway()).db.pool, (client) => releaseHeld(client, decision));
    if (context.json) context.out.data(JSON.stringify(done));
    else context.out.data(`${count(done.released, 'message')} will be sent by "crosscount serve"`);
    for (const id of context.json ? [] : done.overtaken)
      context.out.message(`${id} is held: a later word on the same has been sent since; drop it, or have it sent by "outbox resend"`);
    return DONE;
  },
};

export const outboxDropCommand: Command = {
  name: 'outbox drop',
  args: '[ID…]',
  summary: 'never send what a restore held back',
  options: { all: ALL, by: BY },
  words: [0, 100],
  async run(context) {
    const decision = decisionOf(context);
    const dropped = await inTransaction((await context.gateway()).db.pool, (client) => dropHeld(client, decision));
    if (context.json) context.out.data(JSON.stringify({ dropped }));
    else context.out.data(`${count(dropped, 'message')} will not be sent`);
    return DONE;
  },
};

export const resendCommand: Command = {
  name: 'outbox resend',
  args: 'ID…',
  summary: 'send once more what was given up, withheld or lost, under its old id',
  options: {},
  words: [1, 100],
  async run({ words, json, out, gateway }) {
    idsOf(words);
    const { pool } = (await gateway()).db;
    const done = await inTransaction(pool, async (client) => {
      for (const id of words)
        if (!(await resend(client, id, wallClock.now()))) throw new UsageError(`there is nothing in the outbox under ${id}`);
      return words.length;
    });
    if (json) out.data(JSON.stringify({ resent: words }));
    else out.data(`${count(done, 'message')} will be sent again by "crosscount serve"`);
    return DONE;
  },
};
