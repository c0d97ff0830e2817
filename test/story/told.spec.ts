import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { insertPerson } from '../../src/modules/access/people/people.store';
import { importFeed } from '../../src/modules/feed/import-feed';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { type Clock, wallClock } from '../../src/platform/clock';
import { useApi } from '../support/api';
import { httpReceiver, smtpReceiver } from '../support/receivers';

/**
 * A file that cannot be read: its people and their channel are told, one of them acknowledges it by a press, and what cannot be
 * delivered is told, looked up and sent once more. Real servers take mails and messages.
 */
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let chat: Awaited<ReturnType<typeof httpReceiver>>;
const { ask, gateway } = useApi({
  key: true,
  settings: async () => {
    [smtp, chat] = await Promise.all([smtpReceiver(), httpReceiver()]);
    return JSON.stringify({
      outgoing: { allow: ['127.0.0.1'] },
      mail: { host: '127.0.0.1', port: smtp.port, from: 'vmi@acme.example' },
      chats: [{ kind: 'slack', name: 'ops', url: `${chat.url}/services/T0PSECRET` }],
      alerts: {
        ...{ to: ['rest@acme.example'], chats: ['ops'], pause_minutes: 0, days: ['Mon'], url: 'https://vmi.acme.example' },
        routes: [{ name: 'north', suppliers: ['NORD'], people: ['Mia'] }],
      },
    });
  },
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'told-'));
afterAll(async () => {
  await Promise.all([smtp.close(), chat.close()]);
  fs.rmSync(folder, { recursive: true });
});
// A Wednesday, so that no digest is due; the links are good by the clock on the wall, from then on.
const WEDNESDAY = ((day) => new Date(day - ((new Date(day).getUTCDay() + 4) % 7) * 86_400_000))(Date.now()).toISOString();
const sent = async (supplier: string): Promise<void> => {
  const file = path.join(folder, `${supplier}.xlsx`);
  fs.writeFileSync(file, Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60, supplier.length)]));
  await ingest(gateway(), [file], { receivedAt: WEDNESDAY, supplier });
  await evaluate(gateway(), 'touched', WEDNESDAY);
};
const clock: Clock = { ...wallClock, now: () => WEDNESDAY };
const relay = (): Promise<void> =>
  new Relay(gateway().db.pool, openWriters(gateway().config.settings, gateway()), wallClock, gateway().log).drain();
const mailsTo = (who: string) => smtp.got.filter((m) => m.to[0] === `${who}@acme.example`);

test('told by route and person, acknowledged by one press, and what was lost is told and sent once more', async () => {
  const g = gateway();
  const manager = newKey();
  await insertKey(g.db.pool, manager, { name: 'manager', scopes: ['manage'], now: WEDNESDAY });
  const mia = { name: 'Mia', email: 'mia@acme.example', role: 'planner', suppliers: ['NORD'], locations: null } as const;
  await insertPerson(g.db.pool, { ...mia, suppliers: ['NORD'] }, 'test', WEDNESDAY);
  const suppliers = path.join(folder, 'suppliers.csv');
  fs.writeFileSync(suppliers, 'supplier,name\nNORD,Nordluft\nHELIOS,Helios Seals\n');
  await importFeed(g.db, [suppliers], { clock });

  await sent('NORD');
  await relay();
  const [mail] = mailsTo('mia');
  expect(mail!.mail.subject).toBe('VMI: one thing needs you – Nordluft: file cannot be read');
  expect(mail!.mail.text).toContain('hears by the route “north” of suppliers NORD');
  expect(mailsTo('rest')).toEqual([]);
  expect(chat.got).toHaveLength(1);
  expect(chat.got[0]!.body).toContain('Nordluft: file cannot be read');

  const [, token] = /Acknowledge: https:\/\/vmi\.acme\.example(\/go\/\S+)/.exec(mail!.mail.text!)!;
  const [, ofChat] = /https:\/\/vmi\.acme\.example(\/go\/[^"]+)/.exec(chat.got[0]!.body)!;
  const status = async () =>
    (await g.db.pool.query(`select e.status, v.author from supply_exception e join exception_event v on v.exception_id = e.id where e.supplier = 'NORD' order by v.id desc limit 1`)).rows[0]; // prettier-ignore
  expect((await ask('GET', token!)).status).toBe(200);
  expect(await status()).toEqual({ status: 'open', author: null });
  expect((await ask('POST', token!)).status).toBe(200);
  expect(await status()).toEqual({ status: 'acknowledged', author: 'Mia' });
  expect([(await ask('POST', token!)).status, (await ask('POST', ofChat!)).status]).toEqual([404, 409]);

  smtp.state.refuse = (to) => (to === 'rest@acme.example' ? 550 : undefined);
  await sent('HELIOS');
  await relay();
  const list = async (query: string) => (await ask('GET', `/api/v1/outbox${query}`, { key: manager })).json.data;
  const [lost, ...more] = await list('?state=given_up');
  expect(more).toEqual([]);
  expect(lost).toMatchObject({ kind: 'mail', target: 'rest@acme.example', about: { what: 'at once' } });
  await evaluate(g, 'touched', WEDNESDAY);
  await relay();
  expect(mailsTo('mia')).toHaveLength(1); // she sees one supplier, and is told of no other's
  smtp.state.refuse = () => undefined;
  expect((await ask('POST', `/api/v1/outbox/${lost.id}/resend`, { key: manager })).json.state).toBe('waiting');
  await relay();
  expect(mailsTo('rest').map((m) => m.mail.subject)).toEqual(['VMI: one thing needs you – Helios Seals: file cannot be read']);
  expect(JSON.stringify(await list(''))).not.toMatch(/T0PSECRET|\/go\//);
}, 60_000);
