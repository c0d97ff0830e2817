import { LIMITS, NotOpened } from './limits';
import { MimeHead, type Parameters, parametersOf } from './mime-head';

/** A leaf of a mail, not yet decoded. */
export interface MimePart {
  readonly type: string; // in lower case
  readonly parameters: Parameters;
  readonly disposition: Parameters;
  readonly name: string | undefined;
  readonly encoding: string;
  readonly id: string | undefined;
  readonly within: readonly string[]; // the multiparts around it, the innermost last
  readonly parent: number; // the multipart that it stands in, by its number in the mail; 0: none
  readonly first: boolean; // of its multipart
  readonly raw: Buffer;
}

/** Where the headers of a part end, and its body begins. */
export function splitHead(bytes: Buffer): { head: string; body: Buffer } {
  if (bytes[0] === 10 || (bytes[0] === 13 && bytes[1] === 10)) return { head: '', body: bytes.subarray(bytes[0] === 10 ? 1 : 2) };
  for (let i = bytes.indexOf(10); i >= 0 && i < LIMITS.mailHeadBytes; i = bytes.indexOf(10, i + 1)) {
    const next = bytes[i + 1] === 13 ? i + 2 : i + 1;
    if (bytes[next] === 10) return { head: bytes.toString('latin1', 0, i), body: bytes.subarray(next + 1) };
  }
  if (bytes.length > LIMITS.mailHeadBytes)
    throw new NotOpened('file.too-big', `the mail’s headers are longer than ${LIMITS.mailHeadBytes / 1024} KB`);
  return { head: bytes.toString('latin1'), body: bytes.subarray(bytes.length) };
}

/**
 * The leaves of a mail in their order. The parser that most people use forgives a mail that breaks off, and half a mail read as
 * a whole one is half a report: a multipart whose closing line is missing refuses the whole mail.
 */
export function partsOf(bytes: Buffer): MimePart[] {
  const out: MimePart[] = [];
  let parts = 0;
  const walk = (part: Buffer, within: readonly string[], parent: number, first: boolean): void => {
    parts += 1;
    const number = parts;
    if (parts > LIMITS.mailParts) throw new NotOpened('file.too-big', `the mail has more than ${LIMITS.mailParts} parts`);
    if (within.length > LIMITS.mailDepth)
      throw new NotOpened('file.too-deep', `the parts of the mail lie more than ${LIMITS.mailDepth} within each other`);
    const { head: text, body } = splitHead(part);
    const head = new MimeHead(text);
    const parameters = parametersOf(head.get('content-type'));
    const type = /^([\w.+-]+\/[\w.+-]+$|multipart\/)/.test(parameters.value)
      ? parameters.value
      : within.at(-1) === 'multipart/digest'
        ? 'message/rfc822'
        : 'text/plain';
    if (type.startsWith('multipart/')) {
      const inner = between(body, boundaryOf(parameters));
      inner.forEach((p, i) => walk(p, [...within, type], number, i === 0));
      return;
    }
    const disposition = parametersOf(head.get('content-disposition'));
    const name = disposition.get('filename') ?? parameters.get('name');
    const encoding = (head.get('content-transfer-encoding') ?? '')
      .slice(0, 200)
      .replace(/\(.*?\)|;.*$/g, '')
      .trim();
    out.push({ type, parameters, disposition, name, encoding, id: head.get('content-id'), within, parent, first, raw: body });
  };
  walk(bytes, [], 0, true);
  return out;
}

function boundaryOf(parameters: Parameters): string {
  const boundary = parameters.get('boundary')?.trimEnd();
  if (boundary) return boundary;
  throw new NotOpened('mail.damaged', 'the mail says that it has several parts, but not what line parts them');
}

/** What stands between the lines that part a multipart. The line break before such a line belongs to the line. */
function between(body: Buffer, boundary: string): Buffer[] {
  const line = Buffer.from(`--${boundary}`, 'latin1');
  const out: Buffer[] = [];
  let from = -1;
  for (let at = body.indexOf(line); at >= 0; at = body.indexOf(line, at + line.length)) {
    if (at > 0 && body[at - 1] !== 10) continue;
    const end = lineEnd(body, at + line.length);
    if (end === undefined) continue;
    if (from >= 0) out.push(body.subarray(from, Math.max(from, at - (body[at - 2] === 13 ? 2 : 1))));
    if (end.closing) {
      if (goesOn(body, line, end.next)) throw new NotOpened('mail.damaged', 'parts follow behind the line that ends them');
      return out;
    }
    if (out.length > LIMITS.mailParts) throw new NotOpened('file.too-big', `the mail has more than ${LIMITS.mailParts} parts`);
    from = end.next;
  }
  throw new NotOpened('mail.truncated', 'the mail is cut off: the line that ends its parts is missing');
}

function goesOn(body: Buffer, line: Buffer, from: number): boolean {
  for (let at = body.indexOf(line, from); at >= 0; at = body.indexOf(line, at + line.length))
    if (body[at - 1] === 10 && lineEnd(body, at + line.length)?.closing === false) return true;
  return false;
}

/** Nothing but blanks, and the two dashes of the last one, may follow: `--b` is no line of the boundary `b1`. */
function lineEnd(body: Buffer, after: number): { closing: boolean; next: number } | undefined {
  const closing = body[after] === 45 && body[after + 1] === 45;
  let i = closing ? after + 2 : after;
  while (body[i] === 32 || body[i] === 9) i += 1;
  if (body[i] === 13) i += 1;
  if (i < body.length && body[i] !== 10) return undefined;
  return { closing, next: Math.min(i + 1, body.length) };
}
