import fs from 'node:fs';
import path from 'node:path';
import { showPlace } from '../src/domain/canonical/place';
import type { ItemRef, SaidAsOf, StockLine } from '../src/domain/canonical/vocabulary';
import { FORMATS } from '../src/domain/formats';
import { CollectingSink } from '../src/domain/formats/format';
import { Partner, partnerFor } from '../src/domain/formats/partner';
import { readBy } from '../src/domain/formats/partner-reading';
import { shownTables } from '../src/domain/mapping/hidden';
import { parseEdiMapping } from '../src/domain/mapping/edi-mapping';
import { parseMappingFile } from '../src/domain/mapping/mapping-file';
import { planTables } from '../src/domain/mapping/plan-tables';
import { readTable, type TableContext } from '../src/domain/mapping/read-table';
import { type OpenedPart, openDelivery } from '../src/domain/syntax';
import { type EdiInterchange, messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { readEdifact, undeclaredLetters } from '../src/domain/syntax/edifact';
import type { XmlDocument } from '../src/domain/syntax/xml-documents';
import { readX12 } from '../src/domain/syntax/x12';

// What samples/<format>/<case>/in.* says by the opener and the formats: line by line, so that people can check it. With
// WRITE_SAMPLES=1 the expectations are written anew: read every line of the difference before it is kept.
const SAMPLES = path.join(__dirname, '../samples');
const SHEETS = ['stock-sheet', 'ship-sheet'];
const KINDS = [...FORMATS.map((f) => f.key), ...SHEETS];
const cases = KINDS.flatMap((f) => fs.readdirSync(path.join(SAMPLES, f)).map((c) => `${f}/${c}`));
const RECEIVED = '2026-11-16T18:00:00Z';

const sure = ({ zone, slack }: { readonly zone?: string; readonly slack?: number }): string =>
  `${zone === undefined ? '' : ` in ${zone}`}${slack === undefined ? '' : ` ± ${slack} min`}`;
const day = (said: SaidAsOf): string =>
  said.said === 'nothing'
    ? 'nothing'
    : (said.said === 'instant' ? said.at : said.to ? `${said.date} to ${said.to}` : said.date) + sure(said);
const names = (refs: readonly ItemRef[]): string => refs.map((r) => `${r.scheme} ${r.value}`).join(', ');
const shownIssues = (sink: CollectingSink): string[] =>
  sink.issues.map((i) => `${i.severity} ${i.code} at ${i.place ? showPlace(i.place) : 'nowhere'}: ${i.detail}`);

function partnersBy(mapping: string | undefined): Partner[] {
  if (mapping === undefined) return [];
  const parsed = parseEdiMapping(mapping, 'mapping.yaml');
  if ('issue' in parsed) throw new Error(parsed.issue.detail);
  return [new Partner(parsed.mapping)];
}

function readEdi(content: Extract<OpenedPart['content'], { kind: 'x12' | 'edifact' }>, { mapping, charset }: Known): object[] {
  const { kind, source } = content;
  const partners = partnersBy(mapping);
  const { interchanges, issues } = kind === 'x12' ? readX12(source) : readEdifact(source);
  if (interchanges.length === 0) return issues.map((x) => ({ not_read: `${showPlace(x.place!)}: ${x.detail}` }));
  for (const i of interchanges) if (i.syntax === 'edifact' && charset !== undefined) i.charset.settle(charset);
  return interchanges.map((i: EdiInterchange) => ({
    sender: i.sender,
    control: i.control,
    refused: i.refused,
    issues: i.issues.map((x) => x.code),
    documents: messagesOf(i).map((m) => {
      const sink = new CollectingSink();
      const message = sourceOf(m);
      const format = FORMATS.find((f) => f.claims(message))!;
      const version = m.syntax === 'edifact' ? m.directory : (m.group?.elements[8] ?? '').trim();
      const partner = partnerFor(partners, { supplier: 'NORD', sender: i.sender, document: format.key, version });
      readBy(partner, format, message, { fileName: 'in', receivedAt: RECEIVED }, sink);
      const by = partner && { mapping: partner.mapping.name };
      const letters = i.syntax === 'edifact' ? undeclaredLetters(i) : undefined;
      if (letters) sink.issue(letters);
      const [document] = [...sink.reports, ...sink.notices, ...sink.proposals];
      if (!document) return { kind: sink.others[0], ...by, issues: shownIssues(sink) };
      const { lines, ...header } = document;
      return {
        ...(sink.proposals.length > 0 ? { kind: 'proposal' } : {}),
        ...by,
        header,
        lines: [...lines].map((l) => ({ ...l, place: showPlace(l.place) })),
        issues: shownIssues(sink),
      };
    }),
  }));
}

function readXml(part: OpenedPart, documents: readonly XmlDocument[]): object[] {
  return documents.map((document) => {
    const message = { syntax: 'xml', ...document } as const;
    const format = FORMATS.find((f) => f.claims(message));
    if (!format) return { not_read: document.type };
    const sink = new CollectingSink();
    format.read(message, { fileName: part.name, receivedAt: RECEIVED, ...(part.path === null ? {} : { within: part.path }) }, sink);
    const { lines, ...header } = [...sink.reports, ...sink.notices][0]!;
    return { format: format.key, header, lines: [...lines].map((l) => ({ ...l, place: showPlace(l.place) })), issues: shownIssues(sink) };
  });
}

interface Known {
  readonly mapping: string | undefined;
  readonly locale: string | null;
  readonly charset: string | undefined; // of an interchange, where it is settled for its sender
}
function readPart(part: OpenedPart, { mapping, locale, charset }: Known): object[] {
  const where = part.path ?? part.name;
  if (part.content.kind === 'unreadable' || part.content.kind === 'ignored')
    return [{ [part.content.kind]: where, why: part.content.issue.detail }];
  if (part.content.kind === 'x12' || part.content.kind === 'edifact') return readEdi(part.content, { mapping, locale, charset });
  if (part.content.kind === 'xml') return readXml(part, part.content.documents);
  if (part.content.kind !== 'tables') throw new Error(`${where} is of no kind that has samples`);
  const parsed = mapping === undefined ? undefined : parseMappingFile(mapping, 'mapping.yaml');
  if (parsed && 'issue' in parsed) throw new Error(parsed.issue.detail);
  const context: TableContext = {
    fileName: part.name,
    subject: part.subject ?? '',
    sender: part.from ?? null,
    within: part.path,
    receivedAt: RECEIVED,
    supplier: 'NORD',
    locale,
    mappings: parsed ? [parsed.mapping] : [],
  };
  const { tables: shown, left } = shownTables(part.content.tables, context);
  const hidden = left.map((i) => ({ not_read: `${showPlace(i.place!)}: ${i.detail}` }));
  const read = planTables(shown, context).map(({ table, plan: planned }): object => {
    if ('issue' in planned) {
      const question = `${planned.issue.code} at ${showPlace(planned.issue.place!)}: ${planned.issue.detail}`;
      return planned.list ? { asked: question } : { no_list: question }; // left out where another sheet of the file is one
    }
    const sink = new CollectingSink();
    readTable(table, planned.layout, context, sink);
    const common = (l: Pick<StockLine, 'refs' | 'location' | 'quantity' | 'place'>): object => ({
      item: names(l.refs),
      location: l.location?.value ?? null,
      quantity: `${l.quantity.amount} ${l.quantity.unit}`.trim(),
      place: showPlace(l.place),
    });
    return {
      file: where,
      ...(table.sheet ? { sheet: table.sheet } : {}),
      header_row: planned.layout.headerRow,
      reports: sink.reports.map((r) => ({
        as_of: day(r.asOf),
        coverage: r.coverage,
        lines: r.lines.map((l) => ({ ...common(l), measure: l.measure, ...(l.asOf ? { as_of: day(l.asOf) } : {}) })),
      })),
      notices: sink.notices.map((n) => ({
        reference: n.reference,
        shipped: day(n.shippedOn),
        expected: day(n.expectedOn),
        lines: n.lines.map((l) => ({ ...common(l), order: l.order, line: l.orderLine, sscc: l.sscc, lot: l.lot })),
      })),
      ...(sink.proposals.length === 0
        ? {}
        : { proposals: sink.proposals.map((p) => ({ order: p.order, on: day(p.on), lines: p.lines.map((l) => ({ ...common(l), line: l.line, due: l.due })) })) }), // prettier-ignore
      issues: shownIssues(sink),
    };
  });
  return [...read, ...hidden];
}

test.each(cases)('%s', async (name) => {
  const folder = path.join(SAMPLES, name);
  const input = fs.readdirSync(folder).find((f) => f.startsWith('in.'))!;
  const beside = (file: string): string | undefined =>
    fs.existsSync(path.join(folder, file)) ? fs.readFileSync(path.join(folder, file), 'utf8') : undefined;
  const known = { mapping: beside('mapping.yaml'), locale: beside('locale.txt')?.trim() ?? null, charset: beside('charset.txt')?.trim() };
  const parts = await openDelivery(fs.readFileSync(path.join(folder, input)), input);
  const read: unknown = JSON.parse(JSON.stringify(parts.flatMap((p) => readPart(p, known))));
  const expected = path.join(folder, 'expected.json');
  if (process.env.WRITE_SAMPLES === '1') fs.writeFileSync(expected, `${JSON.stringify(read, null, 2)}\n`);
  expect(read).toEqual(JSON.parse(fs.readFileSync(expected, 'utf8')));
});
