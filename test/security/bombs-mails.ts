import type { Bomb } from './bombs';

const HEAD = 'To: b@buyer.example\r\nSubject: Stock\r\nMessage-ID: <1@nord.example>\r\nMIME-Version: 1.0\r\n';
const FROM = 'From: a@nord.example\r\n';
const LIST = 'Vendor Part;On Hand\r\nV1;1\r\n';
const mixed = (parts: string, more = '', from = FROM): string =>
  `${from}${HEAD}${more}Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`;
const listed = (disposition: string): string =>
  `--b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; ${disposition}\r\n\r\n${LIST}`;
const attached = (disposition: string): string => mixed(listed(disposition));
const plain = (more: string, from = FROM): string => mixed(listed('filename=a.csv'), more, from);
const repeated = (n: number, f: (i: number) => string): string => Array.from({ length: n }, (_, i) => f(i)).join('');

/** Mails that made others wait, or fall over. */
export const bombsOfMails: readonly Bomb[] = [
  { name: 'thousand-parts.eml', ending: 'rejected, file.too-big', write: () => mixed('--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(1000)) },
  { name: 'mails-within.eml', ending: 'rejected, file.too-deep', write: (n) => `${`${FROM}Content-Type: message/rfc822\r\n\r\n`.repeat(20_000 * n)}${plain('')}` },
  { name: 'parts-within.eml', ending: 'rejected, file.too-deep', write: () => repeated(200, (i) => `${i === 0 ? FROM + HEAD : `--b${i - 1}\r\n`}Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n`) + repeated(200, (i) => `--b${199 - i}--\r\n`) },
  { name: 'name-in-sections.eml', ending: 'read, 1 lines', write: () => attached(repeated(8192, (i) => `${i === 0 ? '' : '; '}filename*${i}*=${i === 0 ? "utf-8''" : ''}a%41`)) },
  { name: 'names-of-words.eml', ending: 'read, 1 lines', write: () => attached(`filename="${'=?utf-8?Q?a?= '.repeat(10_000)}.csv"`) },
  { name: 'addresses.eml', ending: 'read, 1 lines', write: (n) => plain(`Cc: ${repeated(8000 * n, (i) => `"${'('.repeat(4)}a${i}" <a@b.c>, `)}x@y.z\r\n`) },
  { name: 'from-without-end.eml', ending: 'read, 1 lines', write: () => plain('', `From: ${'<a@b.c>,'.repeat(20_000)}\r\n`) },
  { name: 'brackets.eml', ending: 'read, 1 lines', write: () => plain('', `From: ${'('.repeat(30_000)}a@nord.example\r\n`) },
  { name: 'head.eml', ending: 'rejected, file.too-big', write: () => plain('X-Long: aaaaaaaa\r\n'.repeat(20_000)) },
  { name: 'boundary.eml', ending: 'rejected, file.too-big', write: (n) => `${FROM}${HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n'.repeat(300_000 * n)}--b--\r\n` },
]; // prettier-ignore
