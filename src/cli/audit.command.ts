import { auditEntries, auditHead, auditRows } from '../modules/access/audit/audit.store';
import { headsFile, headsIn } from '../modules/access/audit/heads';
import { Verifier } from '../modules/access/audit/verify';
import { takenBack } from '../database/transaction';
import { type Command, DONE, PROBLEMS } from './command';
import { limitOption } from './limit';
import { count, table } from './table';

const SHOWN = 20;

export const auditCommand: Command = {
  name: 'audit',
  args: '',
  summary: 'who changed what, the newest first',
  options: {
    by: { type: 'string', value: 'NAME', help: 'only changes by this person' },
    what: { type: 'string', value: 'TABLE', help: 'only changes of this, such as mapping_head or exception_event' },
    limit: { type: 'string', value: 'N', help: `so many; ${SHOWN} if absent` },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const limit = limitOption(options.limit, SHOWN);
    const text = (v: unknown): string | null => (typeof v === 'string' ? v : null);
    const entries = await auditEntries((await gateway()).db.pool, { by: text(options.by), what: text(options.what), limit });
    if (json) out.data(JSON.stringify({ entries }, null, 2));
    else
      out.data(
        table(
          ['n', 'at', 'by', 'what', 'after'],
          entries.map((e) => [String(e.n), e.at, e.by, e.what, JSON.stringify(e.after ?? e.before).slice(0, 100)]),
        ),
      );
    return DONE;
  },
};

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  args: '',
  summary: 'follow the chain of the audit log, and hold it against the heads that were written down',
  options: { heads: { type: 'string', value: 'FILE', help: 'heads that were kept elsewhere; those of this home if absent' } },
  words: [0, 0],
  async run({ options, json, out, config, gateway }) {
    const { db } = await gateway();
    const file = typeof options.heads === 'string' ? options.heads : headsFile(config.home);
    const heads = await headsIn(file);
    const verifier = new Verifier(heads);
    const entries = await takenBack(db.pool, async (client) => {
      await client.query('set transaction isolation level repeatable read, read only');
      for await (const rows of auditRows(client)) verifier.take(rows);
      return verifier.end();
    });
    const { broken } = verifier;
    if (json) out.data(JSON.stringify({ entries, heads: heads.length, broken }, null, 2));
    else {
      for (const b of broken) out.data(`entry ${b.n}: ${b.why}`);
      const against = heads.length === 0 ? 'no head was written down yet' : `${count(heads.length, 'head')} in ${file}`;
      out.data(
        broken.length === 0
          ? `${count(entries, 'entry', 'entries')}, unbroken; ${against}`
          : `the audit log was changed in ${count(broken.length, 'place')}`,
      );
    }
    return broken.length === 0 ? DONE : PROBLEMS;
  },
};

export const auditHeadCommand: Command = {
  name: 'audit head',
  args: '',
  summary: 'the head of the audit log as it stands, to be kept where no one here can write',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const head = await auditHead((await gateway()).db.pool);
    const line = head ? { at: new Date().toISOString(), n: head.n, hash: head.hash } : null;
    if (json || line) out.data(JSON.stringify(line));
    else out.data('nothing was changed by anybody yet');
    return DONE;
  },
};
