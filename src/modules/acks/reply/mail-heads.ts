import fs from 'node:fs/promises';
import { LIMITS } from '../../../domain/syntax/limits';
import { headerBlock, readMailHeaders } from '../../../domain/syntax/mail-headers';

/** What is known of a stored mail without opening it. */
export interface MailHeads {
  readonly head: string;
  readonly subject: string;
  readonly answers: boolean; // it is an answer to another one
  readonly calendar: boolean;
}
const LOOKED_AT = Math.max(LIMITS.mailHeadBytes, 256 * 1024); // an invitation says so before what is attached to it

export async function mailHeads(path: string): Promise<MailHeads> {
  const file = await fs.open(path);
  try {
    const bytes = Buffer.alloc(LOOKED_AT);
    const { bytesRead } = await file.read(bytes, 0, LOOKED_AT, 0);
    const read = bytes.subarray(0, bytesRead);
    const head = headerBlock(read);
    const { subject } = await readMailHeaders(read);
    return {
      head,
      subject,
      answers: /^(in-reply-to|references)[ \t]*:/im.test(head),
      calendar: /^content-(type:[ \t]*(text\/calendar|application\/ics)|class:[ \t]*urn:content-classes:calendarmessage)/im.test(read.toString('latin1')), // prettier-ignore
    };
  } finally {
    await file.close();
  }
}
