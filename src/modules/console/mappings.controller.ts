import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import path from 'node:path';
import { parseMapping } from '../../domain/mapping/any-mapping';
import { mappingSchema } from '../../domain/mapping/mapping-schema';
import { differences } from '../../domain/mapping/numbered';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { ChangedError, publishVersion, saveDraft, seenOf, ValuesOnlyError } from '../mappings/drafts';
import { filesOf, type MappingInFile, type MappingReport, readBy, reportMappings } from '../mappings/mappings-list.store';
import { pinsOf } from '../mappings/pins';
import { type MappingVersion, newestVersion, versionsOf } from '../mappings/versions.store';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { type ReadAgain, readWaiting } from '../pipeline/read-waiting';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { ComparedDto, DraftDto, MappingNameDto, MappingsDto, PublicationDto } from './mappings.dto';
import { Needs } from './needs';
import { notFound, Problem } from './problems';
import { checkSupplier } from './uploads.controller';
import { authorOf, needsAllPlaces, principalOf, seesOf } from './who';

interface Shown extends MappingReport {
  readonly seen: string;
  readonly mine: 'all' | 'values' | 'nothing';
  readonly versions: readonly (Omit<MappingVersion, 'managed' | 'name' | 'supplier'> & { readonly documents: number })[];
  readonly file: { readonly name: string; readonly version: number; readonly text: string } | null;
  readonly pins: readonly {
    readonly file: string;
    readonly version: number;
    readonly at: string;
    readonly by: string;
    readonly note: string;
  }[];
}

@ApiTags('mappings')
@Controller('api/v1')
export class MappingsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('mapping-schema')
  @Needs('read')
  @ApiOperation({ summary: 'The JSON Schema of a mapping, for completion and checks in an editor', operationId: 'getMappingSchema' })
  @Answer(200, 'MappingSchema', 'the schema')
  schema(): object {
    return mappingSchema();
  }

  @Get('mappings')
  @Needs('read')
  @ApiOperation({ summary: "How suppliers' lists are read: each mapping with the version that counts, and what was read by it", operationId: 'listMappings' }) // prettier-ignore
  @Answer(200, 'Mappings', 'all of them, by supplier and name')
  async list(@Query() { supplier }: MappingsDto, @Req() request: AskedRequest): Promise<{ data: MappingReport[]; nextCursor: null }> {
    const data = await reportMappings(this.gateway.db.pool, await this.files(request), seesOf(request), { supplier });
    return { data, nextCursor: null };
  }

  @Get('mappings/:name')
  @Needs('read')
  @ApiOperation({ summary: 'One mapping with all its versions, each with its text, who wrote it and why', operationId: 'getMapping' })
  @Answer(200, 'Mapping', 'the mapping; its ETag is what a change names in If-Match')
  async one(
    @Param() { name }: MappingNameDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Shown> {
    const files = await this.files(request);
    const found = await this.seenBy(request, name, files);
    const { pool } = this.gateway.db;
    const versions = await versionsOf(pool, name);
    const counts = await readBy(pool, name, found.supplier);
    const file = files.find((f) => f.name === name);
    const seen = seenOf(versions);
    void reply.header('etag', `"${seen}"`);
    return {
      ...found,
      seen,
      mine: found.kept === 'folder' || !may(request, 'work') ? 'nothing' : may(request, 'manage') ? 'all' : 'values',
      versions: versions.map(({ version, text, author, note, published_at, holds }) => ({ version, text, author, note, published_at, holds, documents: counts.get(version) ?? 0 })), // prettier-ignore
      file: file ? { name: path.basename(file.path), version: file.version, text: file.text } : null,
      pins: (await pinsOf(pool, name)).map((p) => ({ file: p.file, version: p.version, at: p.pinned_at, by: p.author, note: p.note })),
    };
  }

  @Get('mappings/:name/differences')
  @Needs('read')
  @ApiOperation({ summary: 'What one version says otherwise than another', operationId: 'compareMappings' })
  @Answer(200, 'MappingDifferences', 'each by its path in the mapping; none where comments alone differ')
  async compare(
    @Param() { name }: MappingNameDto,
    @Query() { from, to }: ComparedDto,
    @Req() request: AskedRequest,
  ): Promise<{ from: number; to: number; differences: string[] }> {
    await this.seenBy(request, name);
    const versions = await versionsOf(this.gateway.db.pool, name);
    const [before, after] = [from, to].map((n) => {
      const text = versions.find((v) => v.version === n)?.text;
      if (text === undefined) throw notFound(`version ${n} of ${name}`);
      const read = parseMapping(text, name);
      return 'mapping' in read ? read.mapping : null;
    });
    return { from, to, differences: differences(before ?? null, after ?? null) };
  }

  @Post('mappings/:name/versions')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary:
      'Keep a text as the next version; nothing is read by it before it is published. Other columns need the right manage, what values mean does not',
    operationId: 'saveMapping',
  })
  @ApiHeader({
    name: 'If-Match',
    required: true,
    description: 'the mapping as it was seen; "0-0" for a new one. 412 where it is another by now',
  })
  @ApiBody({ type: DraftDto })
  @Answer(200, 'MappingSaved', 'the version; the same text again is the version that it was')
  @Answer(409, 'Problem', 'it is kept in files, or not yours to change')
  @Answer(412, 'Problem', 'somebody else changed it since')
  async save(@Param() { name }: MappingNameDto, @Req() request: AskedRequest): Promise<{ name: string; version: number; seen: string }> {
    needsAllPlaces(request);
    const { text, note, by } = await jsonBody(request, DraftDto);
    const { pool } = this.gateway.db;
    const read = parseMapping(text, name);
    if ('mapping' in read) await checkSupplier(pool, read.mapping.supplier, seesOf(request));
    const files = await this.files(request);
    // A name that another supplier's mapping bears is told as one that is not there, to who does not see it.
    if ((await newestVersion(pool, name)) > 0) await this.seenBy(request, name, files);
    const file = files.find((f) => f.name === name);
    const asked = { text, seen: seenIn(request), author: authorOf(request, by), note: note ?? '', valuesOnly: !may(request, 'manage'), above: file?.version ?? 0 }; // prettier-ignore
    const version = await told(saveDraft(this.gateway.db, name, asked, wallClock.now()));
    return { name, version, seen: seenOf(await versionsOf(pool, name)) };
  }

  @Post('mappings/:name/publication')
  @HttpCode(200)
  @Needs('work')
  @ApiOperation({
    summary: 'Let a version count, a newer one or an older one again; what waits for it is read before the answer comes',
    operationId: 'publishMapping',
  })
  @ApiHeader({ name: 'If-Match', required: true, description: 'the mapping as it was seen; 412 where it is another by now' })
  @ApiBody({ type: PublicationDto })
  @Answer(200, 'MappingPublished', 'the version that counts, how many documents that waited were read, and what came of it')
  @Answer(409, 'Problem', 'it is kept in files, not yours to change, or reads a pinned sample otherwise')
  @Answer(412, 'Problem', 'somebody else changed it since')
  async publish(
    @Param() { name }: MappingNameDto,
    @Req() request: AskedRequest,
  ): Promise<{ name: string; version: number; seen: string; repinned: readonly object[] } & ReadAgain> {
    const { version, reason, repin = false, by } = await jsonBody(request, PublicationDto);
    await this.seenBy(request, name);
    const now = wallClock.now();
    const { storage, db } = this.gateway;
    const asked = {
      version,
      reason,
      repin,
      storage,
      seen: seenIn(request),
      author: authorOf(request, by),
      valuesOnly: !may(request, 'manage'),
    };
    const repinned = await told(publishVersion(db, name, asked, now));
    const read = await readWaiting(this.gateway, now, evaluateNow);
    return { name, version, seen: seenOf(await versionsOf(db.pool, name)), repinned, ...read };
  }

  private files(request: AskedRequest): Promise<MappingInFile[]> {
    return filesOf(this.gateway.db.pool, this.gateway.layouts, seesOf(request));
  }

  private async seenBy(request: AskedRequest, name: string, given?: readonly MappingInFile[]): Promise<MappingReport> {
    const [found] = await reportMappings(this.gateway.db.pool, given ?? (await this.files(request)), seesOf(request), { name });
    if (!found) throw notFound(`mapping ${name}`);
    return found;
  }
}

const may = (request: AskedRequest, right: 'work' | 'manage'): boolean => principalOf(request).rights.includes(right);

function seenIn(request: AskedRequest): string {
  const found = /^\s*"?(\d{1,9}-\d{1,9})"?\s*$/.exec(request.headers['if-match'] ?? '');
  if (!found) throw new Problem(400, 'wrong-request', 'If-Match: expected the mapping as it was seen, such as "7-6"');
  return found[1]!;
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ChangedError) throw new Problem(412, 'changed', error.message, { errors: [{ code: error.code, detail: error.message }] }); // prettier-ignore
    if (error instanceof ValuesOnlyError) throw new Problem(403, 'right-missing', error.message);
    throw error;
  }
}
