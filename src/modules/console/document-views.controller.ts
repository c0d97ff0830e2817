import { Controller, Get, Inject, Param, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { type ProblemGroup, problemGroups } from '../documents/document-problems.store';
import { reportDocuments } from '../documents/document-report.store';
import { type DocumentRun, runsOf } from '../documents/document-runs.store';
import { type KeptFile, keptFileOf } from '../documents/kept-file.store';
import { compared, type Effect } from '../pipeline/effect';
import type { Gateway } from '../pipeline/gateway';
import { type Shown, type ShowTask, shownOf } from '../pipeline/show-delivery';
import { Answer } from './asked';
import { attachment } from './attachment';
import { type HistoryEntry, historyOf } from './document-history.store';
import { AttachmentDto, ContentDto, DocumentIdDto, ProblemsDto, RunDto } from './documents.dto';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { notFound } from './problems';
import { seesOf } from './who';

const DAYS_90 = 90 * 86_400_000;
const MOST_GROUPS = 500;
const MOST_LINES = 20_000; // of each of two readings that are held against each other
const MOST_CHANGES = 500;
type Content = Extract<Shown, { of: 'part' }>['part'] & {
  file: string;
  headings: readonly string[];
  columns: Readonly<Record<string, number>>;
};
type MailOf = { sender: { verdict: string; said: string } | null; mail: Extract<Shown, { of: 'mail' }>['mail'] | null };

/** What stands in the file of a document, how it was read before, and what became of it. */
@ApiTags('documents')
@Controller('api/v1/documents')
export class DocumentViewsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('problems')
  @Needs('read')
  @ApiOperation({ summary: 'What is wrong with the documents that hold now, by problem and supplier', operationId: 'listDocumentProblems' })
  @Answer(200, 'DocumentProblems', 'the problems; those of who sees some places are told with their lines alone')
  async problems(@Query() asked: ProblemsDto, @Req() request: AskedRequest): Promise<{ data: ProblemGroup[] }> {
    const since = asked.since ?? new Date(Date.parse(wallClock.now()) - DAYS_90).toISOString();
    return { data: await problemGroups(this.gateway.db.pool, seesOf(request), { supplier: asked.supplier, since, limit: MOST_GROUPS }) };
  }

  @Get(':id/content')
  @Needs('read')
  @ApiOperation({
    summary: 'What stands in the file of a document, page by page, each thing with its place',
    operationId: 'getDocumentContent',
  })
  @Answer(200, 'DocumentContent', 'rows of sheets and texts, segments of EDI with our own words, or lines of XML')
  async content(@Param() { id }: DocumentIdDto, @Query() asked: ContentDto, @Req() request: AskedRequest): Promise<Content> {
    const file = await this.fileOf(id, request);
    const { within, format, control, nth, headings, columns, name } = file;
    const page = { limit: asked.limit, start: asked.start, at: asked.at, outline: asked.outline };
    const shown = await this.show(file, { of: 'part', within, page, which: { format, control, nth } });
    if (shown?.of !== 'part') throw notFound(`document ${id}`);
    return { ...shown.part, file: name, headings, columns };
  }

  /** As text: what a stranger wrote is never a page here. */
  @Get(':id/mail')
  @Needs('read')
  @ApiOperation({
    summary: 'The mail that a document came in: headers, text and names of what is attached',
    operationId: 'getDocumentMail',
  })
  @Answer(200, 'DocumentMail', 'the mail; null where it came otherwise')
  async mail(@Param() { id }: DocumentIdDto, @Req() request: AskedRequest): Promise<MailOf> {
    const file = await this.fileOf(id, request);
    const [document] = await reportDocuments(this.gateway.db.pool, seesOf(request), { id, anyRun: true }, false);
    const shown = await this.show(file, { of: 'mail' });
    return { sender: document?.sender ?? null, mail: shown?.of === 'mail' ? shown.mail : null };
  }

  @Get(':id/mail/attachments/:n')
  @Needs('read')
  @ApiOperation({ summary: 'What is attached to the mail, byte for byte', operationId: 'getMailAttachment' })
  @ApiResponse({ status: 200, description: 'the file', content: { 'application/octet-stream': {} } })
  async attached(@Param() { id, n }: AttachmentDto, @Req() request: AskedRequest): Promise<StreamableFile> {
    const shown = await this.show(await this.fileOf(id, request), { of: 'attachment', n });
    if (shown?.of !== 'attachment') throw notFound(`attachment ${n} of ${id}`);
    const { bytes, name } = shown;
    return new StreamableFile(bytes, { type: 'application/octet-stream', disposition: attachment(name), length: bytes.length });
  }

  @Get(':id/runs')
  @Needs('read')
  @ApiOperation({ summary: 'Each time that a document was read, the newest first', operationId: 'listDocumentRuns' })
  @Answer(200, 'DocumentRuns', 'the readings; the one that counts is current')
  async runs(@Param() { id }: DocumentIdDto, @Req() request: AskedRequest): Promise<{ data: DocumentRun[] }> {
    return { data: await this.runsOf(id, request) };
  }

  @Get(':id/runs/:run')
  @Needs('read')
  @ApiOperation({ summary: 'What a document says otherwise than it did when it was read before', operationId: 'compareDocumentRuns' })
  @Answer(200, 'DocumentRunChange', 'lines gained, lost and changed since that reading')
  async compare(@Param() { id, run }: RunDto, @Req() request: AskedRequest): Promise<Effect & { cut: boolean }> {
    const runs = await this.runsOf(id, request);
    const earlier = runs.find((r) => r.id.slice(4) === run.replace(/^doc_/, ''));
    if (!earlier) throw notFound(`reading ${run} of ${id}`);
    const read = (of: string) => reportDocuments(this.gateway.db.pool, seesOf(request), { id: of, anyRun: true }, { limit: MOST_LINES });
    const [before, after] = [await read(earlier.id), await read(id)];
    const { same, lines, issues } = compared(before, after);
    const cut = lines.length > MOST_CHANGES || [...before, ...after].some((d) => d.lines.length === MOST_LINES);
    return { same, cut, lines: lines.slice(0, MOST_CHANGES), issues: issues.slice(0, MOST_CHANGES) };
  }

  @Get(':id/history')
  @Needs('read')
  @ApiOperation({ summary: 'What happened to a document, and what was done with it by whom', operationId: 'getDocumentHistory' })
  @Answer(200, 'DocumentHistory', 'in the order in which it happened')
  async history(@Param() { id }: DocumentIdDto, @Req() request: AskedRequest): Promise<{ data: HistoryEntry[] }> {
    await this.fileOf(id, request);
    return { data: await historyOf(this.gateway.db.pool, seesOf(request), id) };
  }

  private async runsOf(id: string, request: AskedRequest): Promise<DocumentRun[]> {
    const runs = await runsOf(this.gateway.db.pool, seesOf(request), id);
    if (runs.length === 0) throw notFound(`document ${id}`);
    return runs;
  }

  private async fileOf(id: string, request: AskedRequest): Promise<KeptFile> {
    const file = await keptFileOf(this.gateway.db.pool, seesOf(request), id);
    if (!file) throw notFound(`document ${id}`);
    return file;
  }

  private show(file: KeptFile, task: ShowTask): Promise<Shown | null> {
    return shownOf(this.gateway, file, task);
  }
}
