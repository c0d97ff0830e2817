import { openDelivery, type OpenedPart } from './index';
import { storedZip } from './zip';

/** What is written to be taken for something else, or for the whole when it is a part. */
const mail = (from: string, type: string, body: string): string =>
  [`From: ${from}`, 'To: vmi@buyer.example', 'Subject: x', 'Date: Mon, 16 Nov 2026 10:00:00 +0000', `Content-Type: ${type}`, '', body].join(
    '\r\n',
  );
const part = (name: string, text: string): string => `--b\r\nContent-Type: text/csv; name=${name}\r\n\r\n${text}\r\n`;
const LIST = 'SKU;On hand\r\nA;41\r\n';
const told = ({ from, content }: OpenedPart): string =>
  `${from ?? 'nobody'}: ${content.kind === 'unreadable' || content.kind === 'ignored' ? content.issue.code : content.kind}`;
const opened = async (bytes: string | Uint8Array, name: string): Promise<OpenedPart[]> =>
  openDelivery(Buffer.from(bytes as string, 'latin1'), name);

test('who is nobody makes no trusted sender of himself by a mail within his own', async () => {
  const inner = mail('t@trusted.example', 'text/csv; name=a.csv', LIST);
  const outer = (from: string): string =>
    mail(from, 'multipart/mixed; boundary=b', `--b\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--b--\r\n`);
  expect((await opened(outer('a@evil.example, b@evil.example'), 'm.eml')).map(told)).toEqual(['nobody: tables']);
  expect((await opened(outer('a@evil.example'), 'm.eml')).map(told)).toEqual(['a@evil.example: tables']);
  expect((await opened(inner, 'm.eml')).map(told)).toEqual(['t@trusted.example: tables']);
});

test('parts behind the line that ends them refuse the mail', async () => {
  const body = `${part('a.csv', LIST)}--b--\r\n${part('b.csv', LIST)}--b--\r\n`;
  expect((await opened(mail('a@b.example', 'multipart/mixed; boundary=b', body), 'm.eml')).map(told)).toEqual([
    'a@b.example: mail.damaged',
  ]);
});

test('a tab before the first heading keeps every number under its own', async () => {
  const text = '\r\n\tHAM\tBER\r\nA\t5\t7\r\nB\t6\t8\r\nC\t1\t2\r\n';
  const [list] = await opened(mail('a@b.example', 'text/plain', text), 'm.eml');
  const { content } = list!;
  if (content.kind !== 'tables') throw new Error(told(list!));
  const rows = [...content.tables[0]!.rows()].flat().map((r) => r.cells.map((c) => c.shown));
  expect(rows.slice(-4, -2)).toEqual([['', 'HAM', 'BER'], ['A', '5', '7']]); // prettier-ignore
});

test('an archive that lists more than it counts is refused', async () => {
  const zip = Buffer.from(storedZip(['a.csv', 'b.csv'].map((name) => ({ name, bytes: Buffer.from(LIST) }))));
  expect((await openDelivery(zip, 'x.zip')).map(told)).toEqual(['nobody: tables', 'nobody: tables']);
  zip.writeUInt16LE(1, zip.length - 22 + 8);
  zip.writeUInt16LE(1, zip.length - 22 + 10);
  expect((await openDelivery(zip, 'x.zip')).map(told)).toEqual(['nobody: file.corrupt']);
});

test('archives of archives may not hold more files than a delivery has', async () => {
  const many = storedZip(Array.from({ length: 900 }, (_, i) => ({ name: `${i}.csv`, bytes: Buffer.from('') })));
  const zip = storedZip(Array.from({ length: 5 }, (_, i) => ({ name: `${i}.zip`, bytes: many })));
  const parts = await openDelivery(zip, 'x.zip');
  expect(parts.map(told)).toEqual(['nobody: file.too-big']);
});
