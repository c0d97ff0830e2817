import { type Authentication, authenticationOf } from '../../../domain/mail/authentication';
import { NO_SIGNATURES, type Signatures } from '../../../domain/mail/signatures';
import { headerBlock, readMailHeaders } from '../../../domain/syntax/mail-headers';
import type { AskTxt } from '../../../platform/dns-txt';
import type { Trust } from '../../suppliers/trust';
import { checkSignatures, unlooked } from './signatures';

export interface Judging {
  readonly trust: Trust;
  readonly ask: AskTxt;
}
export interface JudgedMail {
  readonly bytes: Buffer;
  readonly receivedAt: string;
  readonly from?: readonly string[] | undefined; // where somebody has read it already
}

/** Whether a mail is from whom it says, by all that is known of it now. `last`: what is unknown now stays so. */
export async function judgeSender(judging: Judging, mail: JudgedMail, last = false): Promise<Authentication> {
  const from = mail.from ?? (await readMailHeaders(mail.bytes)).from;
  const judge = (s: Signatures): Authentication => authenticationOf(headerBlock(mail.bytes), judging.trust.authserv_ids, from, s);
  const signatures = await signaturesOf(judging, mail);
  const judged = judge(signatures);
  if (!last || judged.verdict !== 'undecided') return judged;
  const known = { ...signatures, dkim: signatures.dkim.filter((s) => s.result !== 'unknown'), sealUnknown: false };
  return { ...judge(known), said: `${judged.said}; it is asked no more` };
}

async function signaturesOf({ trust, ask }: Judging, { bytes, receivedAt }: JudgedMail): Promise<Signatures> {
  if (trust.dkim === 'off') return NO_SIGNATURES;
  try {
    return await checkSignatures(bytes, { ask, sealers: trust.arc_sealers.map((s) => s.toLowerCase()), at: receivedAt });
  } catch (error) {
    return unlooked(`it could not be checked: ${(error as Error).message.slice(0, 60)}`); // a mail that breaks the library keeps no other waiting
  }
}
