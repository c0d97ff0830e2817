import { headerBlock } from '../syntax/mail-headers';
import { messageIdOf } from './message-id';

/** What servers on the way and the mailbox itself write into a mail: another line for each way that the same mail takes. */
const ON_THE_WAY =
  /^(received|received-spf|return-path|delivered-to|envelope-to|authentication-results|arc-.*|dkim-filter|x-.*|status|lines|content-length)$/;

export interface SentMail {
  readonly messageId: string;
  readonly head: string; // the lines that its sender wrote, unfolded
  readonly body: Uint8Array; // with the empty line before it
}

/**
 * A mail without what was written into it on its way: two mailboxes that got the same one hold different bytes. Null for a mail
 * without a Message-ID: nothing but its own bytes says that it is not another one with the same words.
 */
export function asSent(bytes: Uint8Array): SentMail | null {
  const header = headerBlock(bytes);
  const fields = header
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .map(
      (line) =>
        [
          line
            .slice(0, Math.max(0, line.indexOf(':')))
            .trim()
            .toLowerCase(),
          line,
        ] as const,
    );
  const id = messageIdOf(fields.find(([name]) => name === 'message-id')?.[1].replace(/^[^:]*:/, ''));
  if (id === undefined) return null;
  const head = fields.filter(([name]) => !ON_THE_WAY.test(name)).map(([, line]) => line.trimEnd());
  return {
    messageId: id.replace(/\0/g, '\ufffd'),
    head: head.join('\n'),
    body: bytes.subarray(header.length),
  };
}
