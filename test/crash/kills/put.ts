import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import { inTransaction } from '../../../src/database/transaction';
import { putInOutbox } from '../../../src/modules/outbox/outbox.store';
import { renumber } from '../../support/imap';
import type { Point } from './points';
import type { Delivery, Scene } from './scene';
import { zipOf } from './zip';

const sha = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
/** A list of one item that everybody knows and one that nobody does. */
const list = (token: string, padding = ''): string =>
  `SKU;Location;On hand\nBRK-2210;HAM;${380 + (token.length % 9)}${padding}\n${token};HAM;7${padding}\n`;
/** The same as X12, which is answered. */
const interchange = (token: string): string => {
  const nine = String(++made).padStart(9, '0');
  const parties = `ZZ*${'NORDBREMS'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}`;
  return [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*${parties}*261116*0600*U*00401*${nine}*1*P*>`,
    ...[`GS*IB*NORD*ACME*20261116*0600*${made}*X*004010`, 'ST*846*0001', `BIA*00*DD*${token}*20261116`, 'N1*WH**92*HAM'],
    ...['LIN**IN*BRK-2210', 'QTY*17*412*EA', `LIN**IN*${token}`, 'QTY*17*7*EA', 'SE*8*0001', `GE*1*${made}`, `IEA*1*${nine}`],
  ]
    .map((s) => `${s}~`)
    .join('');
};
const inletOf = (scene: Scene, way: 'file' | 'remote'): string => path.join(way === 'file' ? scene.drop : scene.sftp.folder, 'NORD');
const LINES = 2;
let made = 0;

function mailText(token: string, lists: readonly string[], padding = 0): string {
  const parts = lists.flatMap((text, i) => [
    '--b1',
    `Content-Type: text/csv; name="${token}-${i}.csv"`,
    `Content-Disposition: attachment; filename="${token}-${i}.csv"`,
    '',
    text.replace(/\n/g, '\r\n'),
  ]);
  const head = [
    'From: lager@nord.example',
    'To: vmi@buyer.example',
    `Subject: ${token}`,
    `Message-ID: <${token}@nord.example>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b1"',
  ];
  const text = ['', '--b1', 'Content-Type: text/plain', '', 'Anbei.', ...Array.from({ length: padding }, () => 'x'.repeat(74))];
  return [...head, ...text, ...parts, '--b1--', ''].join('\r\n');
}

/** Hands over what the point needs; the failpoint at which the gateway is to be killed with it. */
export async function put(scene: Scene, point: Point): Promise<string> {
  const token = `${point.id}-${++made}`;
  const note = (way: Delivery['way'], name: string, bytes: string | Buffer, lists = 1): void =>
    void scene.deliveries.push({ point: point.id, name, way, sha256: sha(bytes), documents: lists, lines: lists * LINES });
  const drop = (name: string, bytes: string | Buffer, lists = 1, way: 'file' | 'remote' = 'file'): void => {
    const folder = inletOf(scene, way);
    const half = path.join(folder, `.${name}`);
    fs.writeFileSync(half, bytes);
    fs.renameSync(half, path.join(folder, name));
    note(way, name, bytes, lists);
  };
  const mail = async (lists: readonly string[], padding = 0): Promise<void> => {
    const raw = mailText(token, lists, padding);
    note('mail', `${token}.eml`, raw, lists.length);
    await scene.imap.append(raw);
  };
  let name = `${token}.csv`;
  switch (point.put) {
    case 'mail':
    case 'moved back':
      await mail([list(token)]);
      break;
    case 'big mail':
      await mail([list(token)], 8000);
      break;
    case 'two lists':
      await mail([list(`${token}a`), list(`${token}b`)]);
      break;
    case 'renumbered':
      if (scene.imap.kind === 'dovecot') renumber(scene.imap);
      await mail([list(token)]);
      break;
    case 'file':
    case 'newer file':
      drop(name, list(token));
      break;
    case 'edi file':
      name = `${token}.edi`;
      drop(name, interchange(token));
      break;
    case 'remote file':
    case 'newer remote file':
      drop(name, list(token, ' '.repeat(20_000)), 1, 'remote'); // two pieces of a download
      break;
    case 'zip':
      name = `${token}.zip`;
      drop(name, zipOf({ 'a.csv': list(`${token}a`), 'b.csv': list(`${token}b`) }), 2);
      break;
    case 'inlet': {
      const raw = mailText(token, [list(token)]);
      note('inlet', `${token}.eml`, raw);
      scene.senders.push(handOver(scene, raw));
      break;
    }
    default:
      await leave(scene, point, token);
  }
  return point.failpoint.replace('$NAME', name);
}

/** What the world does after the kill: a supplier writes a new version over the file, a person moves a mail back. */
export async function afterKill(scene: Scene, point: Point): Promise<void> {
  const last = scene.deliveries.at(-1);
  if (point.put === 'newer file' || point.put === 'newer remote file') {
    const bytes = list(`${last!.name}-newer`);
    fs.writeFileSync(path.join(inletOf(scene, last!.way as 'file' | 'remote'), last!.name), bytes);
    scene.deliveries.push({ ...last!, sha256: sha(bytes) });
    last!.overwritten = true;
  }
  if (point.put === 'moved back')
    await scene.imap.person(async (c) => {
      await c.mailboxOpen('Done');
      await c.messageMove('1:*', 'INBOX');
    });
}

/** As a mail server does: again and again, until it is told 250. */
async function handOver(scene: Scene, raw: string): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: scene.inlet,
    ignoreTLS: true,
    connectionTimeout: 3000,
    socketTimeout: 8000,
  });
  while (!scene.over.signal.aborted) {
    try {
      await transport.sendMail({ envelope: { from: 'lager@nord.example', to: ['vmi@buyer.example'] }, raw });
      return;
    } catch {
      await pause(300);
    }
  }
}

async function leave(scene: Scene, point: Point, key: string): Promise<void> {
  const kind = point.put === 'mail out' ? 'mail' : point.put === 'file out' ? 'file' : 'webhook';
  const now = new Date().toISOString();
  const payload = { from: 'vmi@acme.example', to: 'j@acme.example', subject: key, text: 't' };
  await inTransaction(scene.pool, (c) =>
    putInOutbox(
      c,
      [
        kind === 'mail'
          ? { eventKey: key, kind, target: 'j@acme.example', payload }
          : kind === 'file'
            ? { eventKey: key, kind, target: 'out', payload: { name: `${key}.txt`, base64: Buffer.from(key).toString('base64') } }
            : { eventKey: key, kind, target: 'erp', payload: { type: 'test.told', timestamp: now, data: { key } } },
      ],
      now,
    ),
  );
  scene.events.push({ point: point.id, kind, key });
}
