import { frameOf } from '../../domain/acks/frame';
import { interchangeAnswer } from '../../domain/acks/partner-answer';
import type { Issue } from '../../domain/canonical/vocabulary';
import { isProblemList } from '../../domain/acks/reply/problem-list';
import { FORMATS } from '../../domain/formats';
import type { ReadContext } from '../../domain/formats/format';
import { placeOf } from '../../domain/formats/xml-common';
import { type Partner, partnerFor } from '../../domain/formats/partner';
import { isMapped, readBy } from '../../domain/formats/partner-reading';
import type { MappingFile } from '../../domain/mapping/mapping-file';
import { columnsOf } from '../../domain/mapping/columns-of';
import { shownTables } from '../../domain/mapping/hidden';
import { planTables } from '../../domain/mapping/plan-tables';
import { readTable, type TableContext } from '../../domain/mapping/read-table';
import { type OpenedPart, openSource } from '../../domain/syntax';
import { type ByteSource, piecesOf } from '../../domain/syntax/byte-source';
import { type EdiInterchange, type EdiMessage, messagesOf, sourceOf } from '../../domain/syntax/edi-message';
import { type EdifactFile, type EdifactInterchange, readEdifact, undeclaredLetters } from '../../domain/syntax/edifact';
import type { Table } from '../../domain/syntax/table';
import { readX12, type X12File } from '../../domain/syntax/x12';
import { inCharset } from '../../domain/syntax/x12-charset';
import { failpoint } from '../../platform/failpoints';
import { type LayoutAnswer, listsIn, partnersIn } from './layouts-read';
import { LineEncoder } from './line-encoder';
import type { AskedLayout, Envelope, Told } from './told';

export interface Asking {
  readonly tell: (told: Told, transfer?: ArrayBuffer[]) => void;
  readonly layout: (asked: AskedLayout) => Promise<LayoutAnswer>;
  readonly sha256: (pieces: Iterable<Uint8Array>) => string;
}
interface Delivery {
  readonly name: string;
  readonly receivedAt: string;
  readonly charsets?: Readonly<Record<string, string>>; // by sender of an interchange
}

/** Stations 3 and 4, in the reading thread: opens a file, reads each part by its format, and tells what it says. */
export async function readDelivery(source: ByteSource, delivery: Delivery, asking: Asking): Promise<void> {
  const telling = new Telling(delivery, asking);
  for (const part of await openSource(source, delivery.name)) await telling.part(part);
  telling.encoder.end();
}

class Telling {
  readonly encoder: LineEncoder;
  private parts = 0;
  private readonly partners = new Map<string, Partners>();
  private toldCharset: EdifactInterchange | undefined;
  private layout:
    { from: string | null; mappings: MappingFile[]; supplier: string | null; locale: string | null; issues: Issue[] } | undefined;

  constructor(
    private readonly delivery: Delivery,
    private readonly asking: Asking,
  ) {
    this.encoder = new LineEncoder((told, transfer) => asking.tell(told, transfer));
  }

  async part(part: OpenedPart): Promise<void> {
    const { content } = part;
    switch (content.kind) {
      case 'x12':
        return this.edi(part, readX12(content.source), content.source);
      case 'edifact':
        return this.edi(part, readEdifact(content.source), content.source);
      case 'tables':
        return this.tables(part, content.tables);
      case 'xml':
        return this.documents(part, content);
      default:
        // A mail of several senders may be a forgery: a person has to see it, whoever is told.
        this.begin(part, {
          refused: content.kind === 'ignored' ? 'ignored' : content.issue.code === 'mail.several-senders' ? 'quarantined' : 'rejected',
        });
        this.encoder.issue(content.issue);
    }
  }

  private begin(part: OpenedPart, more: Partial<Extract<Told, { tell: 'part' }>>): void {
    failpoint(`process.E3 ${part.path}`);
    this.parts += 1;
    this.encoder.beginPart(this.parts);
    const from = part.from === undefined ? {} : { from: part.from };
    this.asking.tell({ tell: 'part', part: this.parts, within: part.within, ...from, ...more });
  }

  /** EDI of either kind: each interchange is a part of its own, since each has a sender and a number. */
  private async edi(part: OpenedPart, file: X12File | EdifactFile, source: ByteSource): Promise<void> {
    if (file.interchanges.length === 0) {
      this.begin(part, { refused: 'rejected' });
      for (const issue of file.issues) this.encoder.issue(inside(issue, part.path));
      return;
    }
    for (const [i, interchange] of file.interchanges.entries()) {
      const frame = frameOf(interchange);
      const envelope = frame === null ? {} : { envelope: this.envelopeOf(interchange, source), frame };
      this.begin(part, interchange.refused ? { refused: 'rejected', ...envelope } : envelope);
      for (const issue of [...(i === 0 ? file.issues : []), ...interchange.issues]) this.encoder.issue(inside(issue, part.path));
      const messages = messagesOf(interchange);
      if (interchange.syntax === 'edifact') this.settleCharset(interchange);
      const partners = messages.length > 0 ? await this.partnersOf(part.from ?? null, interchange.sender) : NO_PARTNERS;
      for (const issue of partners.issues) this.encoder.issue(issue);
      for (const [n, m] of messages.entries()) this.message(part, m, n, source, interchange, partners);
      if (messages.length > 0) this.interchangeAnswers(interchange);
      if (messages.length === 0 && !interchange.refused) this.withoutMessages(interchange);
    }
  }

  /** Answers to interchanges of ours may come alone; what holds neither them nor a message is not passed over in silence. */
  private withoutMessages(i: EdiInterchange): void {
    if (i.syntax === 'x12' && i.answers.length > 0) {
      this.encoder.beginMessage({ part: this.parts, format: 'x12-ta1', control: i.control });
      this.encoder.other('acknowledgement');
      return this.interchangeAnswers(i);
    }
    const place = { in: 'segment', number: 1, tag: i.syntax === 'x12' ? 'ISA' : 'UNB' } as const;
    this.encoder.issue({ code: `${i.syntax}.nothing-in-it`, severity: 'error', detail: 'the interchange holds no message', place });
  }

  /** Those that refuse, each with the place that was told of it. */
  private interchangeAnswers(i: EdiInterchange): void {
    if (i.syntax !== 'x12') return;
    const refusals = i.issues.filter((x) => x.code === 'ack.rejected' && x.place?.in === 'segment' && x.place.tag === 'TA1');
    const answers = i.answers.flatMap((ta1) => interchangeAnswer(ta1) ?? []);
    for (const [n, answer] of answers.entries()) this.encoder.answer({ ...answer, business: false, place: refusals[n]!.place! });
  }

  private message(part: OpenedPart, m: EdiMessage, n: number, source: ByteSource, interchange: EdiInterchange, known: Partners): void {
    const { control, type, syntax } = m;
    const message = this.inCharset(sourceOf(m), interchange, source);
    const format = FORMATS.find((f) => f.claims(message));
    const bodySha256 = this.asking.sha256(piecesOf(source, m.body));
    const document = format?.key ?? `${syntax}-${type.toLowerCase()}`;
    const version = m.syntax === 'edifact' ? m.directory : (m.group?.elements[8] ?? '').trim();
    const partner =
      known.partners.length > 0 && isMapped(document)
        ? partnerFor(known.partners, { supplier: known.supplier, sender: interchange.sender, document, version })
        : undefined;
    this.encoder.beginMessage({ part: this.parts, format: document, control, message: n, bodySha256, ...readAs(partner) });
    if (format) {
      readBy(partner, format, message, this.contextOf(part), this.encoder);
      if (interchange.syntax === 'edifact') this.undeclared(interchange, part);
      return;
    }
    const [tag, element] = syntax === 'x12' ? ['ST', 1] : ['UNH', 2];
    const place = { in: 'segment', number: m.first, tag: String(tag), element: Number(element) } as const;
    const within = part.path === null ? {} : { within: part.path };
    this.notRead(type, { code: `${syntax}.not-read`, place: { ...place, ...within } });
  }

  /** Documents of an XML file, in one part: the file has one sender. */
  private documents(part: OpenedPart, { source, documents }: Extract<OpenedPart['content'], { kind: 'xml' }>): void {
    this.begin(part, {});
    const context = this.contextOf(part);
    const file = this.asking.sha256(piecesOf(source, [0, source.size])); // once: a file may hold thousands of documents
    for (const [i, document] of documents.entries()) {
      const message = { syntax: 'xml', ...document } as const;
      const format = FORMATS.find((f) => f.claims(message));
      const bodySha256 = documents.length === 1 ? file : this.asking.sha256([Buffer.from(`${file} ${i}`)]);
      this.encoder.beginMessage({
        part: this.parts,
        format: format?.key ?? `${document.standard}-${kebab(document.type)}`,
        control: '',
        bodySha256,
      });
      if (format) format.read(message, context, this.encoder);
      else this.notRead(document.type, { code: 'xml.not-read', place: placeOf(document.root, context) });
    }
  }

  private notRead(type: string, issue: Pick<Issue, 'code' | 'place'>): void {
    this.encoder.other('other');
    const detail = `${type || 'a message without a type'} is kept, and is none of the documents that are read`;
    this.encoder.issue({ ...issue, severity: 'warning', detail });
  }
  private contextOf(part: OpenedPart): ReadContext {
    return { fileName: part.name, receivedAt: this.delivery.receivedAt, ...(part.path === null ? {} : { within: part.path }) };
  }

  private inCharset(message: ReturnType<typeof sourceOf>, i: EdiInterchange, source: ByteSource): ReturnType<typeof sourceOf> {
    const charset = this.charsetOf(i);
    if (message.syntax !== 'x12' || i.syntax !== 'x12' || charset === undefined) return message;
    return { ...message, segments: inCharset(message.segments, source, i.separators, charset) };
  }

  private charsetOf({ sender }: EdiInterchange): string | undefined {
    const { charsets } = this.delivery;
    return charsets && Object.hasOwn(charsets, sender) ? charsets[sender] : undefined;
  }
  private settleCharset(i: EdifactInterchange): void {
    const charset = this.charsetOf(i);
    if (charset !== undefined) i.charset.settle(charset);
  }

  /** Once for an interchange, with the first document in which it was seen. */
  private undeclared(i: EdifactInterchange, part: OpenedPart): void {
    const issue = this.toldCharset === i ? undefined : undeclaredLetters(i);
    if (!issue) return;
    this.toldCharset = i;
    this.encoder.issue(inside(issue, part.path));
  }

  private envelopeOf(i: EdiInterchange, source: ByteSource): Envelope {
    const { syntax, sender, receiver, control, usage } = i;
    const charset = this.charsetOf(i);
    const settled = charset === undefined ? {} : { charset };
    return { syntax, sender, receiver, control, usage, sha256: this.asking.sha256(piecesOf(source, i.bytes)), ...settled };
  }

  private async tables(part: OpenedPart, tables: Extract<OpenedPart['content'], { kind: 'tables' }>['tables']): Promise<void> {
    const layout = await this.layoutOf(part.from ?? null);
    const context: TableContext = {
      fileName: part.name,
      subject: part.subject ?? '',
      sender: part.from ?? null,
      within: part.path,
      receivedAt: this.delivery.receivedAt,
      supplier: layout.supplier,
      locale: layout.locale,
      mappings: layout.mappings,
    };
    const ours = tables.length > 1 ? tables.filter(isProblemList) : [];
    const { tables: shown, left: hidden } = shownTables(tables.filter((t) => !ours.includes(t)), context); // prettier-ignore
    const planned = planTables(shown, context);
    const readable = planned.some((p) => 'layout' in p.plan);
    const left: Issue[] = ours.map((table) => ({
      ...{
        ...notAList(table),
        code: 'sheet.our-problems',
        detail: `sheet "${table.sheet}" is the list of problems that we sent; it was passed over`,
      },
      place: { in: 'cell', sheet: table.sheet, row: 1, ...(part.path === null ? {} : { within: part.path }) },
    }));
    for (const { table, plan: p } of planned) {
      if ('layout' in p) {
        this.begin(part, {});
        for (const issue of layout.issues) this.encoder.issue(issue);
        const mapping = p.layout.name === undefined ? {} : { mapping: { name: p.layout.name, version: p.layout.version ?? 1 } };
        const format = p.layout.kind === 'ship_notice' ? 'ship-sheet' : 'stock-sheet';
        const twice = p.layout.duplicates ? { duplicates: p.layout.duplicates } : {};
        this.encoder.beginMessage({ part: this.parts, format, control: '', ...mapping, ...twice, columns: columnsOf(p.layout) });
        readTable(table, p.layout, context, this.encoder);
      } else if (!p.empty && (p.list || !readable)) {
        this.begin(part, { refused: 'parked', ...(p.drift ? { drift: p.drift } : {}) });
        for (const issue of [...layout.issues, p.issue]) this.encoder.issue(issue);
      } else if (!p.empty) left.push({ ...p.issue, ...notAList(table) });
    }
    if (!readable && planned.every((p) => 'issue' in p.plan && p.plan.empty)) {
      this.begin(part, { refused: 'rejected' });
      const detail = `there is nothing in ${hidden.length > 0 ? 'what the file shows' : 'the file'}`;
      this.encoder.issue({ code: 'file.empty', severity: 'error', detail, place: { in: 'file' } });
    }
    for (const issue of [...left, ...hidden]) this.encoder.issue(issue); // behind a list of the same file, whose document tells it
  }

  /** How the partner of an interchange writes, by the supplier's mappings of EDI; asked once for each sender. */
  private async partnersOf(from: string | null, interchange: string): Promise<Partners> {
    const key = `${from ?? ''} ${interchange}`;
    let found = this.partners.get(key);
    if (!found) {
      const answer = await this.asking.layout({ from, interchange });
      found = answer.files.length === 0 ? NO_PARTNERS : await partnersIn(answer);
      this.partners.set(key, found);
    }
    return found;
  }

  private async layoutOf(from: string | null): Promise<NonNullable<Telling['layout']>> {
    if (this.layout?.from !== from || !this.layout) {
      const answer = await this.asking.layout({ from });
      this.layout = { from, locale: answer.locale, ...(await listsIn(answer)) };
    }
    return this.layout;
  }
}

interface Partners {
  readonly supplier: string;
  readonly partners: readonly Partner[];
  readonly issues: readonly Issue[];
}
const NO_PARTNERS: Partners = { supplier: '', partners: [], issues: [] };

const readAs = (partner: Partner | undefined): object => {
  if (!partner) return {};
  const { name, version, strictness } = partner.mapping;
  return { mapping: { name, version }, ...(strictness === undefined ? {} : { strictness }) };
};

const kebab = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();

/** A second sheet that is no list (a legend, a cover) is told, and holds nothing up; so is a part of a sheet. */
const notAList = ({ sheet, begins }: Table): Pick<Issue, 'code' | 'severity' | 'detail'> => {
  const whole = sheet === '' ? 'the file' : `sheet "${sheet}"`;
  const what = begins ? `what begins in row ${begins.row} of ${whole}` : whole;
  return { code: 'sheet.not-a-list', severity: 'warning', detail: `${what} is no list of stock or shipments and was left out` };
};
const inside = (issue: Issue, within: string | null): Issue =>
  within === null || !issue.place ? issue : { ...issue, place: { ...issue.place, within } };
