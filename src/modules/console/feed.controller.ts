import { Controller, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GATEWAY } from '../../gateway.token';
import { fixedClock, wallClock } from '../../platform/clock';
import { importFeed, importObjects } from '../feed/import-feed';
import type { ImportResult } from '../feed/import-result';
import { KINDS } from '../feed/kinds';
import { evaluateNow } from '../pipeline/evaluate';
import type { Gateway } from '../pipeline/gateway';
import { Answer } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { needsEverything } from './who';
import { BODY_LIMITS, bytesOf, mediaType, wholeBody } from './body';
import { parsedJson } from './json-body';
import { Problem } from './problems';

const FILES: Readonly<Record<string, string>> = {
  'text/csv': '.csv',
  'application/x-ndjson': '.ndjson',
  'application/ndjson': '.ndjson',
  'application/jsonl': '.ndjson',
};
const NAMES = KINDS.map((k) => k.name);
type Imported = ImportResult & { readonly parked: number; readonly raised: Awaited<ReturnType<typeof evaluateNow>> };

@ApiTags('feed')
@Controller('api/v1/feed')
export class FeedController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post(':kind')
  @HttpCode(200)
  @Needs('feed')
  @ApiOperation({
    summary: "Rows of the buyer's feed: the same as a file of that kind given to `crosscount import`",
    operationId: 'feed',
  })
  @ApiParam({ name: 'kind', enum: NAMES })
  @ApiConsumes('application/json', 'application/x-ndjson', 'text/csv')
  @ApiBody({ schema: { type: 'array', items: { type: 'object' } }, description: 'objects whose keys are the columns' })
  @Answer(200, 'Imported', 'what was taken, what was not and why; a wrong row does not stop the others')
  async feed(@Param('kind') kind: string, @Req() request: AskedRequest): Promise<Imported> {
    if (!NAMES.includes(kind)) throw new Problem(404, 'not-found', `the kinds of the feed are ${NAMES.join(', ')}`);
    needsEverything(request);
    const now = wallClock.now();
    const result = await this.take(kind, request, now);
    const raised = await evaluateNow(this.gateway, 'touched', now);
    return { ...result, parked: 0, raised };
  }

  private async take(kind: string, request: FastifyRequest, now: string): Promise<ImportResult> {
    const clock = fixedClock(now);
    const type = mediaType(request);
    if (type === 'application/json') {
      return importObjects(this.gateway.db, kind, objects(await wholeBody(request, BODY_LIMITS.json)), { clock });
    }
    const extension = FILES[type];
    if (extension === undefined) throw new Problem(415, 'wrong-media-type', `expected application/json, ${Object.keys(FILES).join(', ')}`);
    const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'crosscount-feed-'));
    try {
      const file = path.join(folder, `${kind}${extension}`);
      await pipeline(bytesOf(request, BODY_LIMITS.file), fs.createWriteStream(file));
      return await importFeed(this.gateway.db, [file], { clock });
    } finally {
      await fs.promises.rm(folder, { recursive: true, force: true });
    }
  }
}

function objects(body: Buffer): readonly unknown[] {
  const value = parsedJson(body);
  if (!Array.isArray(value)) throw new Problem(400, 'wrong-request', 'expected an array of objects');
  return value;
}
