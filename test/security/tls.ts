import type { TlsOptions } from 'node:tls';
import made from './certificates.json';

export const { authorities } = made;
export const GOOD: TlsOptions = made.servers.good;

/** A server that is not who it says, or that may be read by others. */
export interface BadServer {
  readonly name: string;
  readonly tls: TlsOptions;
  readonly why: RegExp;
}
const OLD = { ciphers: 'DEFAULT:@SECLEVEL=0' }; // or a server of today would not offer it
export const BAD_SERVERS: readonly BadServer[] = [
  { name: 'expired', tls: made.servers.expired, why: /expired/ },
  { name: 'not yet good', tls: made.servers.early, why: /not yet valid/ },
  { name: 'of another host', tls: made.servers.other, why: /altnames|does not match/i },
  { name: 'signed by itself', tls: made.servers.alone, why: /self-signed/ },
  { name: 'of an authority that nobody trusts', tls: made.servers.unknown, why: /unable to verify|unable to get local issuer/ },
  { name: 'made for clients', tls: made.servers.client, why: /purpose/ },
  { name: 'of a key that is too small', tls: { ...made.servers.small, ...OLD }, why: /key too (weak|small)/i },
  { name: 'signed by way of SHA-1', tls: { ...made.servers.old, ...OLD }, why: /digest algorithm too weak/ },
  { name: 'good, and speaks TLS 1.1', tls: { ...GOOD, ...OLD, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }, why: /version|protocol/i },
];

/** Who stands in between and takes the encryption away before it begins. */
export interface Stripped {
  readonly name: string;
  readonly client: 'imap' | 'smtp' | 'postgres';
  readonly says: (line: string) => string | undefined; // to each line of the client; undefined: nothing more
  readonly greets: string;
}
const IMAP =
  (capability: string, starttls: string): ((line: string) => string) =>
  (line) => {
    const [tag, command = ''] = line.split(' ');
    if (/^CAPABILITY$/i.test(command)) return `* CAPABILITY ${capability}\r\n${tag} OK done\r\n`;
    return /^STARTTLS$/i.test(command) ? `${tag} ${starttls}\r\n` : `${tag} OK done\r\n`;
  };
const SMTP = (offered: string, starttls: string): ((line: string) => string) => (line) =>
  /^EHLO/i.test(line) ? `250-test\r\n250${offered}\r\n250 AUTH PLAIN LOGIN\r\n`.replace('250\r\n', '') : /^STARTTLS/i.test(line) ? `${starttls}\r\n` : '250 ok\r\n'; // prettier-ignore
export const STRIPPED: readonly Stripped[] = [
  { name: 'imap: it is not offered', client: 'imap', greets: '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n', says: IMAP('IMAP4rev1 AUTH=PLAIN', 'BAD no') },
  { name: 'imap: it is offered and refused', client: 'imap', greets: '* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n', says: IMAP('IMAP4rev1 STARTTLS', 'NO not now') },
  { name: 'imap: they are signed in already', client: 'imap', greets: '* PREAUTH [CAPABILITY IMAP4rev1] ready\r\n', says: IMAP('IMAP4rev1', 'BAD no') },
  { name: 'smtp: it is not offered', client: 'smtp', greets: '220 test\r\n', says: SMTP('', '502 no') },
  { name: 'smtp: it is offered and refused', client: 'smtp', greets: '220 test\r\n', says: SMTP('-STARTTLS', '454 not now') },
  { name: 'postgres: it is not offered', client: 'postgres', greets: '', says: () => 'N' },
  { name: 'postgres: an error instead', client: 'postgres', greets: '', says: () => 'E' },
]; // prettier-ignore
