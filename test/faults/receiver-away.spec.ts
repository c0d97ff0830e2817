import { inTransaction } from '../../src/database/transaction';
import { putInOutbox } from '../../src/modules/outbox/outbox.store';
import { listOutbox } from '../../src/modules/outbox/outbox-list.store';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { createLogger } from '../../src/platform/logger';
import { useDatabase } from '../support/database';
import { hasDovecot, startImap } from '../support/imap';
import { CSV, mailOf } from '../support/mails';
import { smtpReceiver } from '../support/receivers';
import { settingsOf } from '../support/settings';
import { useMailbox } from '../mail/mailbox';

const { db } = useDatabase();
const { box } = useMailbox();

test('the mail server is away for an hour: nothing is lost, and each mail has left once when it is back', async () => {
  const from = 'vmi@acme.example';
  let minutes = 0;
  const clock = { now: (): string => new Date(Date.parse('2026-11-17T08:00:00Z') + minutes * 60_000).toISOString() };
  const first = await smtpReceiver();
  const { port } = first;
  await first.close();
  const relay = new Relay(db().pool, openWriters(settingsOf({ mail: { host: '127.0.0.1', port, from } })), clock, createLogger('silent'));
  await inTransaction(db().pool, (c) =>
    putInOutbox(
      c,
      ['a', 'b', 'c'].map((key) => ({
        eventKey: key,
        kind: 'mail',
        target: `${key}@acme.example`,
        payload: { from, to: `${key}@acme.example`, subject: key, text: 't' },
      })),
      clock.now(),
    ),
  );
  for (; minutes < 60; minutes += 5) await relay.drain();
  expect((await listOutbox(db().pool, [], 9)).map((o) => o.state)).toEqual(['waiting', 'waiting', 'waiting']);
  const back = await smtpReceiver({ port });
  try {
    for (; minutes < 240; minutes += 5) await relay.drain();
    expect(back.got.map((m) => m.mail.subject).sort()).toEqual(['a', 'b', 'c']);
    expect((await listOutbox(db().pool, [], 9)).map((o) => o.state)).toEqual(['sent', 'sent', 'sent']);
  } finally {
    await back.close();
  }
});

test(
  'a mailbox that refuses the password is not asked again at once, so that no account is locked; the mails are not lost',
  async () => {
    const server = await startImap();
    try {
      await server.append(mailOf({ csv: CSV }));
      const b = await box(server, { password: 'wrong' });
      await expect(b.look()).rejects.toThrow(/sign-in/);
      const asked = b.proxy.connections;
      await expect(b.look()).rejects.toThrow(/next try in \d+ s/);
      await expect(b.look()).rejects.toThrow(/next try in \d+ s/);
      expect(b.proxy.connections).toBe(asked);
      const mended = await box(server);
      expect(await mended.look()).toEqual({ listed: 1, received: 1, explained: 0 });
    } finally {
      await server.stop();
    }
  },
  hasDovecot ? 20_000 : 60_000,
);
