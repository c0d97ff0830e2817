import type { Put } from './points';

export interface Saboteur {
  readonly name: string;
  readonly patches: readonly { readonly file: string; readonly from: string; readonly into: string }[];
  /** Where it is killed to reveal it; `paused`: by a worker that sleeps instead. */
  readonly at: readonly { readonly id: string; readonly put?: Put; readonly failpoint?: string; readonly twice?: boolean }[] | 'paused';
  readonly shows: RegExp; // what the suite has to find; that something else was wrong proves nothing
}

const DROP = 'modules/channels/kinds/drop-folder.channel.js';
const BODIES = 'modules/channels/imap/bodies.js';
const KEEP = 'modules/documents/keep.js';
const PROCESS = 'modules/pipeline/process-document.js';
const POSTING = 'modules/pipeline/process-receipt.js';
const RELAY = 'modules/outbox/relay.js';

/** Mistakes that others have made, each put into a copy of the build. The suite is worth as much as it finds of them. */
export const SABOTEURS: readonly Saboteur[] = [
  {
    name: 'file moved before it is kept',
    patches: [
      {
        file: DROP,
        from: 'await into.keep(arrival).catch(',
        into: "await this.move(file, stamp, 'done', into);\n        await into.keep(arrival).catch(",
      },
    ],
    at: [{ id: 'F3' }],
    shows: /moved away at the source and has no receipt|has no receipt/,
  },
  {
    name: 'file deleted on a server before it is kept',
    patches: [
      {
        file: 'modules/channels/sftp/take.js',
        from: 'const kept = await keep(at, file, stored);',
        into: 'await at.session.remove(file.path);\n    const kept = await keep(at, file, stored);',
      },
    ],
    at: [{ id: 'F8', failpoint: 'keep.M8' }],
    shows: /has no receipt/,
  },
  {
    name: 'what was put aside on a server is left there',
    patches: [{ file: 'modules/channels/sftp/look-into-server.js', from: 'for (const a of aside){', into: 'for (const a of []){' }],
    at: [{ id: 'F8', failpoint: 'sftp.F5' }],
    shows: /does not lie in done, once/,
  },
  {
    name: 'mail moved before it is kept',
    patches: [
      {
        file: BODIES,
        from: 'await (0, _takemail.takeMail)(',
        into: `await at.session.run('x', async (c) => { await c.mailboxCreate('Done').catch(() => 0); await c.mailboxOpen(folder.folder); await c.messageMove(String(mail.uid), 'Done', { uid: true }); });
    await (0, _takemail.takeMail)(`,
      },
    ],
    at: [{ id: 'M8' }],
    shows: /moved away at the source and has no receipt|has no receipt/,
  },
  {
    name: '250 said before the mail is kept',
    patches: [
      {
        file: 'modules/channels/kinds/smtp-inlet.channel.js',
        from: 'return await this.keep(bytes, session);',
        into: "this.keep(bytes, session).catch(() => 0);\n            return '2.0.0 taken';",
      },
    ],
    at: [{ id: 'R1', failpoint: 'keep.before-commit' }],
    shows: /has no receipt/,
  },
  {
    name: 'unique key dropped',
    patches: [
      {
        file: 'modules/documents/receipts.store.js',
        from: 'arrival.arrivalKey,\n        sha256,',
        into: 'arrival.arrivalKey + Math.random(),\n        sha256,',
      },
    ],
    at: [{ id: 'F4' }],
    shows: /2 receipts, not 1/,
  },
  {
    name: 'receipt before its bytes',
    patches: [
      {
        file: KEEP,
        from: 'const stored = Buffer.isBuffer(arrival.bytes) ? await into.storage.store(arrival.bytes) : arrival.bytes;',
        into: "const stored = { sha256: require('node:crypto').createHash('sha256').update(arrival.bytes).digest('hex'), size: arrival.bytes.length };",
      },
      { file: KEEP, from: 'return kept;', into: 'await into.storage.store(arrival.bytes);\n    return kept;' },
    ],
    at: [{ id: 'M12', failpoint: 'keep.after-commit' }],
    shows: /has a receipt and no bytes/,
  },
  {
    name: 'job outside of the transaction',
    patches: [
      { file: KEEP, from: 'await into.jobs.send(client,', into: 'if (false) await into.jobs.send(client,' },
      {
        file: KEEP,
        from: 'return kept;',
        into: 'if (kept.fresh) await (0, _transaction.inTransaction)(into.db.pool, (c) => into.jobs.send(c, PROCESS_QUEUE, { receiptId: kept.receiptId }));\n    return kept;',
      },
    ],
    at: [{ id: 'F4', failpoint: 'keep.after-commit' }],
    shows: /0 done, not 1/,
  },
  {
    name: 'UIDVALIDITY left out of the key',
    patches: [
      { file: 'modules/channels/imap/look-into-folder.js', from: 'uidvalidity: box.uidValidity.toString()\n', into: "uidvalidity: '1'\n" },
      // The second line of defence, or it would find the mails again by their sizes and dates.
      {
        file: 'modules/channels/imap/look-into-folder.js',
        from: 'await (0, _reusednumbers.noticeReused)(at, folder, uids, box.uidNext);',
        into: ';',
      },
      { file: 'modules/channels/imap/settle.js', from: 'if (box.uidValidity.toString() !== folder.uidvalidity)', into: 'if (false)' },
    ],
    at: [{ id: 'M15' }, { id: 'M3', put: 'renumbered' }],
    shows: /has no receipt/,
  },
  {
    name: 'the same mail not known again',
    patches: [
      { file: 'modules/channels/mail/take-mail.js', from: 'if (known !== undefined)', into: 'if (false)' },
      { file: 'modules/channels/mail/take-mail.js', from: 'if (other !== undefined)', into: 'if (false)' },
    ],
    at: [{ id: 'M15', put: 'moved back' }],
    shows: /2 receipts, not 1/,
  },
  {
    name: 'a delivery read twice',
    patches: [{ file: PROCESS, from: "if (!receipt || receipt.state === 'done')", into: 'if (!receipt)' }],
    at: [{ id: 'P9', failpoint: 'process.after-commit' }],
    shows: /[24] (documents|lines), not [12]/,
  },
  {
    name: 'posted in two transactions',
    patches: [
      {
        file: POSTING,
        from: "(0, _failpoints.failpoint)('process.P5');",
        into: "await client.query('commit');\n    await client.query('begin');\n    (0, _failpoints.failpoint)('process.P5');",
      },
    ],
    at: [{ id: 'P5' }],
    shows: /lines were posted of document .*, which is not there/,
  },
  {
    name: 'an answer kept without its document',
    patches: [
      {
        file: 'modules/acks/answer.js',
        from: "(0, _failpoints.failpoint)('process.P8');",
        into: "await client.query('commit');\n        await client.query('begin');\n        (0, _failpoints.failpoint)('process.P8');",
      },
    ],
    at: [{ id: 'P8', failpoint: 'process.P8' }],
    shows: /lies in out 0 times/,
  },
  {
    name: 'lease ignored',
    patches: [
      { file: PROCESS, from: 'await (0, _fence.takeOver)(client, lease);', into: ';' },
      { file: PROCESS, from: "await lease?.hold(client, 'toTheEnd');", into: ';' },
    ],
    at: 'paused',
    shows: /was not taken over/,
  },
  {
    name: 'touched forgotten before it is compared',
    patches: [
      {
        file: 'modules/reconciliation/reconcile.js',
        from: "(0, _failpoints.failpoint)('reconcile.before-raise');",
        into: "await (0, _touched.clearTouched)(client);\n        await client.query('commit');\n        await client.query('begin');\n        (0, _failpoints.failpoint)('reconcile.before-raise');",
      },
    ],
    at: [{ id: 'P7', failpoint: 'reconcile.before-raise' }],
    shows: /neither compared nor due/,
  },
  {
    name: 'marked as sent before it is sent',
    patches: [
      {
        file: RELAY,
        from: "(0, _failpoints.failpoint)('outbox.O1');",
        into: "await this.mark(row, { outcome: 'sent', detail: '' }, 0);\n        (0, _failpoints.failpoint)('outbox.O1');",
      },
    ],
    at: [{ id: 'O1' }],
    shows: /never arrived/,
  },
  {
    name: 'a new id for each try',
    patches: [
      {
        file: 'modules/outbox/writers/webhook.js',
        from: "'webhook-id': row.id",
        into: "'webhook-id': require('node:crypto').randomUUID()",
      },
    ],
    at: [{ id: 'O3' }],
    shows: /came under 2 ids/,
  },
  {
    name: 'not marked at all',
    patches: [
      {
        file: RELAY,
        from: "(0, _failpoints.failpoint)('outbox.O4');",
        into: "(0, _failpoints.failpoint)('outbox.O4');\n                    throw new Error('rolled back');",
      },
    ],
    at: [{ id: 'O1', put: 'mail out' }],
    shows: /all that must leave has left/,
  },
];
