import type { Issue } from '../canonical/vocabulary';
import { type ByteSource, inMemory } from './byte-source';
import { CONTAINERS } from './containers';
import { type Kind, kindOf } from './kind';
import { Budget, LIMITS, megabytes, NotOpened } from './limits';
import { locked, lockedAs } from './locked';
import { bodyTables, looksTabular } from './mail-body';
import type { Attachment, Mail } from './mime';
import { OPENERS, textTables } from './openers';
import { lastName, PartNames } from './part-names';
import { signedContent } from './signed';
import type { Table } from './table';
import { type XmlDocument, documentsIn } from './xml-documents';
import { xmlTables } from './xml-tables';
import { xmlTree } from './xml-tree';

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
    | { readonly kind: 'xml'; readonly source: ByteSource; readonly documents: readonly XmlDocument[] }
    | { readonly kind: 'unreadable' | 'ignored'; readonly issue: Issue };
}

const WHY: Partial<Record<Kind, readonly [code: string, why: string]>> = {
  empty: ['file.empty', 'the file is empty'],
  pdf: ['file.unsupported', 'a PDF is a picture of a list; please send the list itself, as a spreadsheet, text or EDI'],
  image: ['file.unsupported', 'a picture cannot be read as a list; please send the list itself, as a spreadsheet, text or EDI'],
  document: ['file.unsupported', 'a text document or presentation cannot be read as a list; please send a spreadsheet, text or EDI'],
  'seven-zip': ['file.unsupported', 'a 7z archive is not opened here; please send a zip, or the list itself'],
  rar: ['file.unsupported', 'a RAR archive is not opened here; please send a zip, or the list itself'],
  archive: ['file.unsupported', 'an archive of this kind is not opened here; please send a zip or gz, or the list itself'],
  outlook: ['file.unsupported', 'a mail saved by Outlook (.msg) is not opened here; please forward the mail, or send the list itself'],
  binary: ['file.unsupported', 'the file is of no kind that is known here'],
};

const NO_FILES = 'a winmail.dat without files: the looks of the text, for Outlook';
const TWO_TEXTS = 'the mail says the same thing in two versions, which differ; please attach the list itself';
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
/** Refuses what would be held whole and is too large for that; a zipped workbook is inflated as it is read. */
function heldWhole(kind: Kind, size: number, beginning: Uint8Array): void {
  const whole = kind === 'html' || kind === 'json' || kind === 'xml' || (kind === 'workbook' && beginning[0] !== 0x50);
  if (whole && size > LIMITS.wholeBytes)
    throw new NotOpened(
      'file.too-big',
      `the file has ${megabytes(size)}, and ${megabytes(LIMITS.wholeBytes)} is the limit for one of its kind`,
    );
}

const tooBig = (size: number): string => `the file has ${megabytes(size)}, and ${megabytes(LIMITS.bytes)} is the limit`;

class Opening {
  private readonly budget = new Budget();

  constructor(private readonly delivered: string) {}

  async openSource(source: ByteSource, name: string): Promise<OpenedPart[]> {
    const head = source.read(0, Math.min(source.size, LIMITS.mailHeadBytes));
    const kind = kindOf(head, name);
    if (kind === 'x12' || kind === 'edifact') return [partOf(OUTERMOST, name, { kind, source })];
    return this.guarded(name, OUTERMOST, async () => {
      if (kind === 'text') return [partOf(OUTERMOST, name, { kind: 'tables', tables: textTables(source) })];
      heldWhole(kind, source.size, head); // before it is
      return this.opened(source.read(0, source.size), name, OUTERMOST);
    });
  }

  async open(bytes: Uint8Array, name: string, around: Around, charset?: string): Promise<OpenedPart[]> {
    return this.guarded(name, around, () => this.opened(bytes, name, around, charset));
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

  private async opened(bytes: Uint8Array, name: string, around: Around, charset?: string): Promise<OpenedPart[]> {
    if (bytes.length > LIMITS.bytes) throw new NotOpened('file.too-big', tooBig(bytes.length));
    if (around.depth > LIMITS.depth) throw new NotOpened('file.too-deep', `it is packed more than ${LIMITS.depth} times`);
    const kind = kindOf(bytes, name);
    if (kind === 'x12' || kind === 'edifact') return [partOf(around, name, { kind, source: inMemory(bytes) })];
    heldWhole(kind, bytes.length, bytes);
    if (kind === 'xml') return [partOf(around, name, xmlContent(bytes))];
    const tables = await OPENERS[kind]?.(bytes, this.budget, charset);
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
    const names = new PartNames();
    let over = false;
    for (const entry of entries) {
      this.budget.part();
      const named = names.of(entry.name);
      const inner = this.inside(around, named);
      if (over) {
        out.push(unreadable(inner, lastName(named), 'file.too-big', AFTER_THE_LIMIT));
        continue;
      }
      let unpacked: Uint8Array;
      try {
        unpacked = await entry.unpack(this.budget);
      } catch (error) {
        if (!(error instanceof NotOpened)) throw error;
        out.push(unreadable(inner, lastName(named), error.code, error.message));
        over = error.code === 'file.too-big';
        continue;
      }
      out.push(...(await this.open(unpacked, lastName(named), inner)));
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
    const names = new PartNames();
    for (const a of mail.attachments) {
      this.budget.part();
      out.push(...(await this.attached(a, names.of(a.name), known)));
    }
    // A winmail.dat that holds nothing but the looks of the text, or a signature alone, is nothing that is attached.
    const nothing = out.every((p) => p.content.kind === 'ignored');
    if (!out.some(isRead)) {
      const list = mail.automatic === 'reply' ? [] : await this.listOf(mail, this.inside(known, names.of('body')));
      out.push(...(list.length === 0 && nothing ? [letterOf(mail, name, known)] : list));
    }
    if (mail.signature !== null && out.some(isRead)) {
      const named = names.of(mail.signature);
      out.push(ignored(this.inside(known, named), lastName(named), 'mail.signature-not-checked', UNCHECKED));
    }
    return withoutCompany(out);
  }

  private async attached({ bytes, damage, charset }: Attachment, named: string, known: Around): Promise<OpenedPart[]> {
    const around = this.inside(known, named);
    if (damage) return [unreadable(around, lastName(named), ...damage)];
    const parts = await this.open(bytes, lastName(named), around, charset);
    const [only] = parts;
    const nothing = only?.path === around.path && only.content.kind === 'unreadable' && only.content.issue.code === 'file.empty';
    return nothing && kindOf(bytes, named) === 'tnef' ? [ignored(around, lastName(named), 'mail.nothing-within', NO_FILES)] : parts;
  }

  /** A mail that is signed as a whole, or a file that is: its signature goes round it like an envelope. */
  private async signed(bytes: Uint8Array, name: string, around: Around): Promise<OpenedPart[]> {
    const content = signedContent(bytes);
    if (content === null) return [ignored(around, name, 'mail.signature-not-checked', ONLY_SIGNATURE)];
    this.budget.spend(content.length);
    const inner = name.replace(/\.(p7m|p7s)$/i, '');
    const { isMailContent, readMail } = await import('./mime.js');
    const parts = isMailContent(content)
      ? await this.contentOf(await readMail(content), name, around)
      : await this.open(content, inner, this.inside(around, inner));
    return parts.some(isRead) ? [...parts, ignored(around, name, 'mail.signature-not-checked', UNCHECKED)] : parts;
  }

  /** EDI, or a list, pasted into the text of a mail of whose attachments none can be read. */
  private async listOf(mail: Mail, body: Around): Promise<OpenedPart[]> {
    const bytes = new TextEncoder().encode(mail.text.replace(/^(?:[ \t]*\r?\n)+/, '').trimEnd());
    const kind = bytes.length === 0 ? 'empty' : kindOf(bytes, 'body.txt');
    const edi = kind === 'x12' || kind === 'edifact';
    const tables = edi ? [] : bodyTables(mail.html);
    if (!edi && tables.length === 0 && !(kind === 'text' && looksTabular(mail.text))) return [];
    if (mail.twoTexts) return [unreadable(body, 'body.txt', 'mail.two-texts', TWO_TEXTS)];
    return tables.length > 0 ? [partOf(body, 'body.html', { kind: 'tables', tables })] : this.open(bytes, 'body.txt', body);
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

/** A mail without anything that could be a list: a letter to a person, or an answer that nobody wrote. */
function letterOf({ automatic, leftOut }: Mail, name: string, known: Around): OpenedPart {
  if (automatic === 'reply') return ignored(known, name, 'mail.auto-reply', 'an automatic reply');
  const names = leftOut.slice(0, 5).map((p) => p.name);
  const but = names.length === 0 ? '' : ` but ${names.join(', ')}`;
  return unreadable(known, name, 'mail.no-attachment', `nothing is attached to the mail${but} that could be read`);
}

const isRead = (p: OpenedPart): boolean => p.content.kind !== 'unreadable' && p.content.kind !== 'ignored';

/** Documents of a standard, or else whatever list it is. */
function xmlContent(bytes: Uint8Array): OpenedPart['content'] {
  const root = xmlTree(bytes);
  const documents = documentsIn(root);
  if (documents.length > 0) return { kind: 'xml', source: inMemory(bytes), documents };
  const tables = xmlTables(root);
  if (tables.length > 0) return { kind: 'tables', tables };
  throw new NotOpened('file.unsupported', 'nothing in this XML repeats, so there is no list in it; please send the list itself');
}

/** Beside a list that can be read, a PDF of it or a picture is company and no failure; it is named all the same. */
function withoutCompany(parts: readonly OpenedPart[]): OpenedPart[] {
  if (!parts.some(isRead)) return [...parts];
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
