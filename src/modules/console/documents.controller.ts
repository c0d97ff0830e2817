import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import fs from 'node:fs';
import { GATEWAY } from '../../gateway.token';
import { type Answered, answered } from '../acks/answered.store';
import { type DocumentReport, type LineReport, reportDocuments } from '../documents/document-report.store';
import { rawFileOf } from '../documents/receipt-report.store';
import { wallClock } from '../../platform/clock';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { release } from '../pipeline/release';
import { Answer, idPattern } from './asked';
import { attachment } from './attachment';
import { Needs } from './needs';
import { authorOf, seesOf } from './who';
import { DocumentIdDto, DocumentsDto, ReleaseDto } from './documents.dto';
import { jsonBody } from './json-body';
import type { AskedRequest } from './door';
import { cursorOf, isId, paged, PageDto } from './page.dto';
import { seesSupplier } from '../access/sees';
import { notFound, Problem } from './problems';

const LINES = 1000; // shown with the document itself; the others by page
const isNumber = (value: unknown): value is number => Number.isSafeInteger(value) && Math.abs(value as number) < 2 ** 31;
type Shown = Omit<DocumentReport, 'lines'>;
type Listed = Shown & { readonly answers: readonly Answered[] };

@ApiTags('documents')
@Controller('api/v1/documents')
export class DocumentsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('read')
  @ApiOperation({ summary: 'What arrived and what became of it, the newest first', operationId: 'listDocuments' })
  @Answer(200, 'Documents', 'a page of documents, without their lines')
  list(@Query() asked: DocumentsDto, @Req() request: AskedRequest): Promise<{ data: Listed[]; nextCursor: string | null }> {
    const { status, kind, supplier, since, problem, channel, find } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('doc')));
    const [{ pool }, sees] = [this.gateway.db, seesOf(request)];
    const ask = async (limit: number): Promise<Listed[]> => {
      const found = await reportDocuments(pool, sees, { status, kind, supplier, since, problem, channel, find, before, limit }, false);
      const answers = await answered(pool, sees, found.map((d) => d.id)); // prettier-ignore
      return found.map(({ lines: _, ...d }) => ({ ...d, answers: answers.get(d.id) ?? [] }));
    };
    return paged(asked.limit, ask, (d) => d.id);
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'One document with its issues and its first thousand lines', operationId: 'getDocument' })
  @Answer(200, 'Document', 'the document; nextCursor is for its /lines')
  async one(@Param() { id }: DocumentIdDto, @Req() request: AskedRequest): Promise<DocumentReport & { nextCursor: string | null }> {
    let document: DocumentReport | undefined;
    const ask = async (limit: number): Promise<LineReport[]> => {
      [document] = await reportDocuments(this.gateway.db.pool, seesOf(request), { id }, { limit });
      return [...(document?.lines ?? [])];
    };
    const { data, nextCursor } = await paged(LINES, ask, (l) => l.line);
    if (!document) throw notFound(`document ${id}`);
    return { ...document, lines: data, nextCursor };
  }

  @Get(':id/lines')
  @Needs('read')
  @ApiOperation({ summary: 'The lines of a document, page by page', operationId: 'listLines' })
  @Answer(200, 'Lines', 'a page of lines in the order of the file')
  lines(
    @Param() { id }: DocumentIdDto,
    @Query() asked: PageDto,
    @Req() request: AskedRequest,
  ): Promise<{ data: LineReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isNumber);
    const ask = async (limit: number): Promise<LineReport[]> => {
      const [document] = await reportDocuments(this.gateway.db.pool, seesOf(request), { id }, { limit, after });
      if (!document) throw notFound(`document ${id}`);
      return [...document.lines];
    };
    return paged(asked.limit, ask, (l) => l.line);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'Let a document count that is held; it is read again and posted before the answer comes',
    operationId: 'releaseDocument',
  })
  @ApiBody({ type: ReleaseDto })
  @Answer(200, 'Released', 'the document as it counts now; the same again changes nothing')
  async release(
    @Param() { id }: DocumentIdDto,
    @Req() request: AskedRequest,
  ): Promise<{ document: Shown; released: boolean; raised: Awaited<ReturnType<typeof evaluateNow>> }> {
    const { pool } = this.gateway.db;
    if (!(await rawFileOf(pool, seesOf(request), id))) throw notFound(`document ${id}`); // also one that was read anew since
    const { by, reason, supplier } = await jsonBody(request, ReleaseDto);
    if (supplier !== undefined && !seesSupplier(seesOf(request), supplier))
      throw new Problem(422, 'unknown-supplier', `there is no supplier ${supplier}`);
    const now = wallClock.now();
    const who = { author: authorOf(request, by), reason, supplier };
    const { document, again } = await release(this.gateway, id, who, now);
    const raised = await evaluateNow(this.gateway, 'touched', now);
    const [{ lines: _, ...shown }] = (await reportDocuments(pool, seesOf(request), { id: document }, false)) as [DocumentReport];
    return { document: shown, released: !again, raised };
  }

  /** As an attachment and of no type that a browser would show: it was written by a stranger. */
  @Get(':id/raw')
  @Needs('read')
  @ApiOperation({ summary: 'The file in which it came, byte for byte', operationId: 'getRawFile' })
  @ApiResponse({ status: 200, description: 'the file', content: { 'application/octet-stream': {} } })
  async raw(@Param() { id }: DocumentIdDto, @Req() request: AskedRequest): Promise<StreamableFile> {
    const file = await rawFileOf(this.gateway.db.pool, seesOf(request), id);
    if (!file) throw notFound(`document ${id}`);
    const path = await this.gateway.storage.sound(file.sha256);
    const { size } = await fs.promises.stat(path);
    return new StreamableFile(fs.createReadStream(path), {
      type: 'application/octet-stream',
      disposition: attachment(file.name),
      length: size,
    });
  }
}
