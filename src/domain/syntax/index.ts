import type { Issue } from '../canonical/vocabulary';
import { type ByteSource, inMemory } from './byte-source';
import { CONTAINERS } from './containers';
import { type Kind, kindOf } from './kind';
import { Budget, LIMITS, megabytes, NotOpened } from './limits';
import { locked, lockedAs } from './locked';
import { bodyTables, looksTabular } from './mail-body';
import type { Attachment, Mail } from './mime';
import { OPENERS, textTables } from './openers';
import { signedContent } from './signed';
import type { Table } from './table';

/** One readable (or unreadable) thing of a delivery, with the path of the containers that it came in. */
export interface OpenedPart {
  readonly within: string | null; // path inside the delivered file; null: the file itself
  readonly path: string | null; // the same with the delivered file before it, as places show it: stock.zip/a.xlsx
  readonly name: string;
  readonly from?: string; // sender of the mail that brought it
  readonly subject?: string;
  readonly messageId?: string;
  readonly sentAt?: string;
  readonly content:
    | { readonly kind: 'x12' | 'edifact'; readonly source: ByteSource }
    | { readonly kind: 'tables'; readonly tables: readonly Table[] }
    | { readonly kind: 'unreadable' | 'ignored'; readonly issue: Issue };
}

const WHY: Partial<Record<Kind, readonly [code: string, why: string]>> = {
  empty: ['file.empty', 'the file is empty'],
  pdf: ['file.unsupported', 'a PDF is a picture of a list; please send the list itself, as a spreadsheet, text or EDI'],
  image: ['file.unsupported', 'a picture cannot be read as a list; please send the list itself, as a spreadsheet, text or EDI'],
  document: ['file.unsupported', 'a text document or presentation cannot be read as a list; please send a spreadsheet, text or EDI'],
  markup: ['file.unsupported', 'XML of this kind is not read; please send a spreadsheet, text or EDI'],
  'seven-zip': ['file.unsupported', 'a 7z archive is not opened here; please send a zip, or the list itself'],
  rar: ['file.unsupported', 'a RAR archive is not opened here; please send a zip, or the list itself'],
  archive: ['file.unsupported', 'an archive of this kind is not opened here; please send a zip or gz, or the list itself'],
  outlook: ['file.unsupported', 'a mail saved by Outlook (.msg) is not opened here; please forward the mail, or send the list itself'],
  binary: ['file.unsupported', 'the file is of no kind that is known here'],
};

const NO_FILES = 'a winmail.dat without files: the looks of the text, for Outlook';
const UNCHECKED = 'it is signed; what it says was read, and the signature was not checked';
const ONLY_SIGNATURE = 'a signature, without what it signs';
const AFTER_THE_LIMIT = 'it was not opened, since a file before it in the archive is beyond the limit; please send it by itself';

/** What programs leave in archives for themselves. */
const JUNK = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i;

interface Around extends Omit<OpenedPart, 'content' | 'name'> {
  readonly depth: number;
  readonly mailed?: true; // within a mail, whose sender speaks for all that is in it
}

const OUTERMOST = { within: null, path: null, depth: 0 } as const;

/** Opens a file of any kind: attachments and archives within limits, each part by what its bytes are. Never throws. */
export async function openDelivery(bytes: Uint8Array, name: string): Promise<OpenedPart[]> {
  return new Opening(name).open(bytes, name, OUTERMOST);
}

/** The same for a file that lies somewhere: EDI and text are left there, since they are read piece by piece; anything else is taken whole. */
export async function openSource(source: ByteSource, name: string): Promise<OpenedPart[]> {
  if (source.size > LIMITS.bytes) return [unreadable(OUTERMOST, name, 'file.too-big', tooBig(source.size))];
  return new Opening(name).openSource(source, name);
}
const tooBig = (size: number): string => `the file has ${megabytes(size)}, and ${megabytes(LIMITS.bytes)} is the limit`;

class Opening {
  private readonly budget = new Budget();

  constructor(private readonly delivered: string) {}

  async openSource(source: ByteSource, name: string): Promise<OpenedPart[]> {
    const kind = kindOf(source.read(0, Math.min(source.size, LIMITS.mailHeadBytes)), name);
    if (kind === 'x12' || kind === 'edifact') return [partOf(OUTERMOST, name, { kind, source })];
    if (kind !== 'text') return this.open(source.read(0, source.size), name, OUTERMOST);
    return this.guarded(name, OUTERMOST, async () => [partOf(OUTERMOST, name, { kind: 'tables', tables: textTables(source) })]);
  }

  async open(bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
    return this.guarded(name, around, () => this.opened(bytes, name, around));
  }

  private async guarded(name: string, around: Around, opened: () => Promise<OpenedPart[]>): Promise<OpenedPart[]> {
    try {
      return await opened();
    } catch (error) {
      if (error instanceof NotOpened) return [unreadable(around, name, error.code, error.message)];
      const why = error instanceof Error ? error.message : String(error);
      return [unreadable(around, name, 'file.corrupt', `the file is damaged: ${why}`)];
    }
  }

  private async opened(bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
    if (bytes.length > LIMITS.bytes) throw new NotOpened('file.too-big', tooBig(bytes.length));
    if (around.depth > LIMITS.depth) throw new NotOpened('file.too-deep', `it is packed more than ${LIMITS.depth} times`);
    const kind = kindOf(bytes, name);
    if (kind === 'x12' || kind === 'edifact') return [partOf(around, name, { kind, source: inMemory(bytes) })];
    const tables = await OPENERS[kind]?.(bytes, this.budget);
    if (tables) return [partOf(around, name, { kind: 'tables', tables })];
    if (CONTAINERS[kind]) return this.container(kind, bytes, name, around);
    if (kind === 'mail') return this.mail(bytes, name, around);
    if (kind === 'signed') return this.signed(bytes, name, around);
    throw new NotOpened(...(kind === 'encrypted' ? locked(lockedAs(bytes) ?? 'OpenDocument file') : WHY[kind]!));
  }

  private async container(kind: Kind, bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
    const entries = CONTAINERS[kind]!(bytes, name).filter((e) => !JUNK.test(e.name));
    if (entries.length === 0) throw new NotOpened('file.empty', `there is no file in ${name}`);
    const out: OpenedPart[] = [];
    let over = false;
    for (const entry of entries) {
      this.budget.part();
      const inner = this.inside(around, plainName(entry.name));
      if (over) {
        out.push(unreadable(inner, lastName(entry.name), 'file.too-big', AFTER_THE_LIMIT));
        continue;
      }
      let unpacked: Uint8Array;
      try {
        unpacked = await entry.unpack(this.budget);
      } catch (error) {
        if (!(error instanceof NotOpened)) throw error;
        out.push(unreadable(inner, lastName(entry.name), error.code, error.message));
        over = error.code === 'file.too-big';
        continue;
      }
      out.push(...(await this.open(unpacked, lastName(entry.name), inner)));
    }
    return withoutCompany(out);
  }

  private async mail(bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
    const { readMail } = await import('./mime.js'); // a large library that most files never need
    const mail = await readMail(bytes);
    const { from, ...outer } = around;
    // Two senders in one From are nobody, and who is nobody cannot make somebody else of himself by a mail within his own.
    const sender = around.mailed ? from : mail.from.length === 1 ? mail.from[0]! : undefined;
    const known: Around = {
      ...outer,
      mailed: true,
      ...(sender === undefined ? {} : { from: sender }),
      subject: mail.subject,
      messageId: mail.messageId,
      ...(mail.sentAt === null ? {} : { sentAt: mail.sentAt }),
    };
    if (mail.automatic === 'bounce') return [ignored(known, name, 'mail.bounce', 'a notice about the delivery of another mail')];
    return this.contentOf(mail, name, known);
  }

  private async contentOf(mail: Mail, name: string, known: Around): Promise<OpenedPart[]> {
    if (mail.refused) return [unreadable(known, name, mail.refused.code, mail.refused.message)];
    const out: OpenedPart[] = [];
    for (const a of mail.attachments) {
      this.budget.part();
      out.push(...(await this.attached(a, this.inside(known, plainName(a.name)))));
    }
    // A winmail.dat that holds nothing but the looks of the text, or a signature alone, is nothing that is attached.
    if (out.every((p) => p.content.kind === 'ignored')) out.push(...(await this.bodyOf(mail, name, known)));
    if (mail.signature !== null && out.some((p) => p.content.kind !== 'ignored' && p.content.kind !== 'unreadable'))
      out.push(ignored(this.inside(known, plainName(mail.signature)), lastName(mail.signature), 'mail.signature-not-checked', UNCHECKED));
    return withoutCompany(out);
  }

  private async attached({ name, bytes, damage }: Attachment, around: Around): Promise<OpenedPart[]> {
    if (damage) return [unreadable(around, lastName(name), ...damage)];
    const parts = await this.open(bytes, lastName(name), around);
    const [only] = parts;
    const nothing = only?.path === around.path && only.content.kind === 'unreadable' && only.content.issue.code === 'file.empty';
    return nothing && kindOf(bytes, name) === 'tnef' ? [ignored(around, lastName(name), 'mail.nothing-within', NO_FILES)] : parts;
  }

  /** A mail that is signed as a whole, or a file that is: its signature goes round it like an envelope. */
  private async signed(bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
    const content = signedContent(bytes);
    if (content === null) return [ignored(around, name, 'mail.signature-not-checked', ONLY_SIGNATURE)];
    this.budget.spend(content.length);
    const head = new TextDecoder('latin1').decode(content.subarray(0, 200));
    const { readMail } = await import('./mime.js');
    const parts = /^(content-[a-z-]+|mime-version):/i.test(head)
      ? await this.contentOf(await readMail(content), name, around)
      : await this.open(content, name.replace(/\.(p7m|p7s)$/i, ''), this.inside(around, name.replace(/\.(p7m|p7s)$/i, '')));
    const read = parts.some((p) => p.content.kind !== 'unreadable' && p.content.kind !== 'ignored');
    return read ? [...parts, ignored(around, name, 'mail.signature-not-checked', UNCHECKED)] : parts;
  }

  /** A mail with nothing attached: EDI, or a list, pasted into the text; else a letter to a person. */
  private async bodyOf(mail: Mail, name: string, known: Around): Promise<OpenedPart[]> {
    if (mail.automatic === 'reply') return [ignored(known, name, 'mail.auto-reply', 'an automatic reply')];
    const bytes = new TextEncoder().encode(mail.text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd());
    const kind = bytes.length === 0 ? 'empty' : kindOf(bytes, 'body.txt');
    if (kind === 'x12' || kind === 'edifact') return this.open(bytes, 'body.txt', this.inside(known, 'body'));
    const tables = bodyTables(mail.html);
    if (tables.length > 0) return [partOf(this.inside(known, 'body'), 'body.html', { kind: 'tables', tables })];
    if (kind === 'text' && looksTabular(mail.text)) return this.open(bytes, 'body.txt', this.inside(known, 'body'));
    const left =
      mail.leftOut.length > 0
        ? ` but ${mail.leftOut
            .slice(0, 5)
            .map((p) => p.name)
            .join(', ')}`
        : '';
    return [unreadable(known, name, 'mail.no-attachment', `nothing is attached to the mail${left} that could be read`)];
  }

  private inside(around: Around, name: string): Around {
    return {
      ...around,
      within: around.within === null ? name : `${around.within}/${name}`,
      path: `${around.path ?? this.delivered}/${name}`,
      depth: around.depth + 1,
    };
  }
}

/** Beside a list that can be read, a PDF of it or a picture is company and no failure; it is named all the same. */
function withoutCompany(parts: readonly OpenedPart[]): OpenedPart[] {
  const readable = parts.some((p) => p.content.kind !== 'unreadable' && p.content.kind !== 'ignored');
  if (!readable) return [...parts];
  return parts.map((p) => {
    if (p.content.kind !== 'unreadable' || !['file.unsupported', 'file.empty'].includes(p.content.issue.code)) return p;
    return { ...p, content: { kind: 'ignored', issue: { ...p.content.issue, code: 'file.ignored', severity: 'warning' } } };
  });
}

function partOf({ depth: _, mailed: __, ...part }: Around, name: string, content: OpenedPart['content']): OpenedPart {
  return { ...part, name, content };
}
function told(around: Around, name: string, kind: 'unreadable' | 'ignored', code: string, detail: string): OpenedPart {
  const place = { in: 'file', ...(around.path === null ? {} : { within: around.path }) } as const;
  return partOf(around, name, { kind, issue: { code, severity: kind === 'ignored' ? 'warning' : 'error', detail, place } });
}
const unreadable = (around: Around, name: string, code: string, detail: string): OpenedPart =>
  told(around, name, 'unreadable', code, detail);
const ignored = (around: Around, name: string, code: string, detail: string): OpenedPart => told(around, name, 'ignored', code, detail);

/** A name is for people to read and never a path: what climbs out of its folder, rings a bell, or turns the line round, is taken out. */
const plainName = (name: string): string =>
  name
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, '')
    .split(/[\\/]/)
    .filter((p) => p !== '' && p !== '.' && p !== '..')
    .join('/')
    .slice(0, 255) || 'unnamed';
const lastName = (name: string): string => plainName(name).split('/').at(-1)!;
