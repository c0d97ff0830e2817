import { LIMITS, NotOpened } from './limits';

/** What the parser behind forgives and a receiver of stock numbers must not: half a mail read as a whole one is half a report. */
export function checkMail(text: string): void {
  const head = text.slice(0, headEnd(text)).replace(/\r?\n[ \t]+/g, ' ');
  const from = head.match(/^from:/gim)?.length ?? 0;
  if (from > 1) throw new NotOpened('mail.several-senders', `the mail has ${from} From lines, so nobody knows whose it is`);
  checkBoundaries(text);
  checkBase64(text);
}

function headEnd(text: string): number {
  const found = /\r?\n\r?\n/.exec(text);
  return found ? found.index : text.length;
}

const TYPE = /^content-type:[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*/gim;
const BOUNDARY = /boundary\s*=\s*(?:"([^"\r\n]{1,200})"|([^\s;"]{1,200}))/i;

function checkBoundaries(text: string): void {
  let parts = 0;
  for (const [type] of text.matchAll(TYPE)) {
    const found = BOUNDARY.exec(type);
    const boundary = found?.[1] ?? found?.[2];
    if (boundary === undefined) continue;
    const line = `\n--${boundary}`;
    let closed = false;
    let opened = false;
    for (let i = text.indexOf(line); i >= 0; i = text.indexOf(line, i + line.length)) {
      if (text.startsWith('--', i + line.length)) closed = true;
      else opened = true;
      parts += 1;
      if (parts > LIMITS.mailParts) throw new NotOpened('file.too-big', `the mail has more than ${LIMITS.mailParts} parts`);
    }
    if (opened && !closed) throw new NotOpened('mail.truncated', 'the mail is cut off: the line that ends its parts is missing');
  }
}

const BASE64_HEADER = /^content-transfer-encoding:[ \t]*base64\b/gim;
const LF = 10;

function checkBase64(text: string): void {
  for (const header of text.matchAll(BASE64_HEADER)) {
    const blank = /\r?\n\r?\n/g;
    blank.lastIndex = header.index;
    const gap = blank.exec(text);
    if (!gap) continue;
    const from = gap.index + gap[0].length;
    let digits = 0;
    let padding = 0;
    let lineStart = true;
    for (let i = from; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (lineStart && c === 45 && text.charCodeAt(i + 1) === 45) break;
      lineStart = c === LF;
      if (c === 61) padding += 1;
      else if (isDigit(c)) {
        if (padding > 0) digits = Number.NaN; // something behind the end
        digits += 1;
      } else if (c > 32) {
        throw new NotOpened('mail.damaged', 'an attachment of the mail is damaged: it holds characters that its encoding does not have');
      }
    }
    if (Number.isNaN(digits)) continue; // several encoded pieces in a row, which some gateways write
    if ((digits + padding) % 4 === 1 || digits % 4 === 1) throw new NotOpened('mail.truncated', 'an attachment of the mail is cut off');
  }
}

const isDigit = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 43 || c === 47;
