import fs from 'node:fs';
import path from 'node:path';
import { inboundOf } from '../../src/modules/channels/inbound';
import { DropFolderChannel } from '../../src/modules/channels/kinds/drop-folder.channel';
import { takeMail } from '../../src/modules/channels/mail/take-mail';
import { reportDocuments } from '../../src/modules/documents/document-report.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { plainName } from '../../src/domain/syntax/part-names';
import { useApi } from '../support/api';
import { useCommands } from '../support/commands';
import { FILE_NAMES, type FileName } from './file-names';
import { hostile } from './hostile';
import { zip } from './zips';

const { ask, get, keys, gateway } = useApi();
const { withEnv } = useCommands();
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/u;
const NOW = '2026-11-17T12:00:00.000Z';
let n = 0;
/** A list that no other is like. */
const list = (): string => `Artikel;Werk;Bestand;Stand\nBRK-${++n};HAM;${n};2026-11-15\n`;
const percent = (name: string): string => encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd'));

/** Every file of the gateway, and what lies where a name could lead out of it. */
const everything = (given: string): string[] => {
  const { home } = gateway().config;
  const beside = given.split(/[/\\]/).flatMap((p) => [path.dirname(home), process.cwd(), '/etc'].map((f) => path.join(f, p.replaceAll('\0', ''))));
  return [...fs.readdirSync(home, { recursive: true, encoding: 'utf8' }), ...beside.filter((f) => fs.existsSync(f))];
}; // prettier-ignore
const shown = (input: FileName): unknown => (input.shown instanceof RegExp ? expect.stringMatching(input.shown) : input.shown);
const BLOB = /^raw(\/|$)([0-9a-f]{2}(\/|$)){0,2}([0-9a-f]{64})?$|^raw\/\.incoming/;

async function documentsOf(receipt: string): Promise<{ id: string; file: string }[]> {
  await processDocument(gateway(), receipt);
  return reportDocuments(gateway().db.pool, EVERYTHING, { receiptId: receipt }, false);
}
async function upload(
  at: string,
  body: Buffer | string,
  headers: Record<string, string>,
): Promise<{ id: string; file: string }[] | number> {
  const answer = await ask('POST', `/api/v1/uploads${at}`, { key: keys.both, body, headers });
  return answer.status === 202 ? documentsOf(answer.json.receipt.slice(4)) : answer.status;
}
const byQuery = ({ given, query }: FileName) => upload(`?name=${query ?? percent(given)}`, list(), {});
const byForm = ({ given }: FileName) => {
  const quoted = given.replace(/"/g, '%22').replace(/[\r\n]/g, (c) => percent(c)); // as browsers write it
  const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="${quoted}"\r\nContent-Type: text/csv\r\n\r\n${list()}\r\n--x--\r\n`;
  return upload('', body, { 'content-type': 'multipart/form-data; boundary=x' });
};

/** A mail of that subject, with a file of that name, and an archive that holds one. */
async function byMail({ given, header }: FileName) {
  const { db, storage, jobs, log, trust } = gateway();
  const into = inboundOf({ db, storage, jobs, log, trust });
  const disposition = Buffer.from(`Content-Disposition: attachment; ${header ?? `filename="${given.replace(/"/g, '\\"')}"`}`);
  const part = (type: string, head: Buffer, content: Buffer | Uint8Array): Buffer =>
    Buffer.concat([Buffer.from(`\r\n--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n`), head, Buffer.from(`\r\n\r\n${Buffer.from(content).toString('base64')}`)]); // prettier-ignore
  const bytes = Buffer.concat([
    Buffer.from(`From: lager@nord.example\r\nSubject: s\r\nMessage-ID: <${++n}@nord.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n`),
    part('application/octet-stream', disposition, Buffer.from(list())),
    part('application/zip', Buffer.from('Content-Disposition: attachment; filename=z.zip'), zip([given, list()])),
    Buffer.from('\r\n--b--\r\n'),
  ]); // prettier-ignore
  const came = { channel: 'imap t', arrivalKey: `INBOX 1 ${n}`, receivedAt: NOW, bytes, subject: given, origin: {} };
  const { receiptId } = await takeMail({ db: db.pool, into }, came, async () => undefined);
  return documentsOf(receiptId);
}

/** The files that a file system lets lie in a folder, all at once. */
const dropped = new Map<string, string>();
beforeAll(async () => {
  const folder = path.join(gateway().config.home, 'drop');
  fs.mkdirSync(folder, { recursive: true });
  const content = new Map<string, string>();
  for (const { name, given } of FILE_NAMES) {
    if (/[/\0]/.test(given) || Buffer.byteLength(given) > 255 || /^\.{0,2}$/.test(given) || /^[.~]/.test(given)) continue;
    const text = list();
    fs.writeFileSync(path.join(folder, given), text);
    content.set(text, name);
  }
  const { db, storage, jobs, log, trust } = gateway();
  const channel = new DropFolderChannel('drop', { folder, quietSeconds: 0.05, everySeconds: 1, settledMs: 50 });
  for (let look = 0; look < 2; look++) {
    await channel.look(inboundOf({ db, storage, jobs, log, trust }));
    await new Promise((r) => setTimeout(r, 100));
  }
  const { rows } = await db.pool.query<{ name: string; sha256: string }>(`select name, sha256 from receipt where channel = 'drop'`);
  for (const r of rows) dropped.set(content.get(fs.readFileSync(storage.pathOf(r.sha256), 'utf8'))!, r.name);
  expect(dropped.size).toBeGreaterThan(25);
}, 60_000);

/** RFC 6266, read strictly: one `filename` of plain letters, one `filename*` that says it whole. */
function saidBy(disposition: string): { plain: string; whole: string } {
  const read = /^attachment; filename="([\x20\x21\x23-\x5b\x5d-\x7e]*)"; filename\*=UTF-8''((?:[\w!#$&+.^`|~-]|%[0-9A-F]{2})*)$/.exec(disposition);
  if (!read) throw new Error(`not to be read: ${disposition}`);
  return { plain: read[1]!, whole: decodeURIComponent(read[2]!) };
} // prettier-ignore

hostile(
  'file names',
  FILE_NAMES,
  async (input) => {
    const before = everything(input.given);
    const came: { id: string; file: string; last: string }[] = [];
    const add = (documents: { id: string; file: string }[] | number, refused: boolean): void => {
      if (typeof documents === 'number') expect([documents, refused]).toEqual([400, true]);
      else came.push(...documents.map((d) => ({ ...d, last: d.file.split('/').at(-1)! })));
    };
    const tooLong = input.given.length > 200;
    add(await byQuery(input), tooLong || input.given.includes('\0'));
    add(await byForm(input), true); // what no form can say
    const [subject, ...rest] = await byMail(input);
    add([subject!, ...rest], false);
    expect(rest.length + 1).toBe(2);
    expect(came.length).toBeGreaterThanOrEqual(3 - Number(tooLong));
    for (const d of came) {
      expect(d.last).toEqual(shown(input));
      expect(d.file).not.toMatch(UNSEEN);
      for (const part of d.file.split('/')) expect(part.length).toBeLessThanOrEqual(200);
      const raw = await get(`/api/v1/documents/${d.id}/raw`);
      expect([raw.status, raw.headers['content-type'], raw.headers['x-content-type-options']]).toEqual([200, 'application/octet-stream', 'nosniff']);
      const { plain, whole } = saidBy(raw.headers['content-disposition']!);
      expect([plain, whole].join('')).not.toMatch(UNSEEN);
      expect(d.file.startsWith(whole)).toBe(true);
    }
    const after = everything(input.given);
    expect(after.filter((f) => !before.includes(f) && !BLOB.test(f))).toEqual([]);
    if (dropped.has(input.name)) expect(dropped.get(input.name)).toEqual(shown(input));
  },
  60_000,
); // prettier-ignore

test('a terminal gets none of it, in a list, in a document, and as JSON', async () => {
  const { pool } = gateway().db;
  const { id } = (await pool.query<{ id: string }>(`select id from document where within is not null limit 1`)).rows[0]!;
  // As if somebody had come around everything above.
  await pool.query(`update document set file = $2, within = $3 where id = $1`, [id, 'a\u202eb\u009b31m\u2028.csv', 'c\u2067d']);
  const env = { CROSSCOUNT_HOME: gateway().config.home, DATABASE_URL: gateway().db.url, CROSSCOUNT_LOG: 'silent' };
  for (const words of [['doc', 'list', '--limit', '500'], ['doc', 'show', id], ['doc', 'list', '--limit', '500', '--json'], ['doc', 'show', id, '--json']]) {
    const { code, stdout: said } = await withEnv(env, ...words);
    expect(code).toBe(0);
    expect(said.replace(/[\n]/g, '')).not.toMatch(UNSEEN);
    if (words.includes('--json')) expect(JSON.stringify(JSON.parse(said))).toContain('a\u202eb\u009b31m\u2028.csv/c\u2067d');
    else expect(said).toContain('a\ufffdb\ufffd31m\ufffd.csv/c\ufffdd');
  }
}); // prettier-ignore

test('a name that nobody cleaned would be found', () => {
  for (const given of ['a\u202eb', 'a\nb', '\x1b', '\u009b', '\ud800']) expect(given).toMatch(UNSEEN);
  expect(() => saidBy('attachment; filename="a"b.csv"; filename*=UTF-8\'\'a')).toThrow();
  expect(plainName(plainName('x/../\u202ey'))).toBe(plainName('x/../\u202ey'));
});
