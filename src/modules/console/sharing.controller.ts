import { Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Snapshot } from '../../domain/sharing/columns';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { uuidv7 } from '../../platform/ids';
import { seesSupplier } from '../access/sees';
import { consoleUrl } from '../alerts/settings';
import type { Gateway } from '../pipeline/gateway';
import { endLinks, insertLink, type LinkReport, reportLinks } from '../sharing/links.store';
import { sharingOf, USUALLY } from '../sharing/settings';
import { share } from '../sharing/share';
import { reportSnapshots, sharedWith, type SharedWith, snapshotOf, type SnapshotReport } from '../sharing/snapshots.store';
import { templateFor } from '../sharing/template';
import { Answer, idPattern } from './asked';
import { attachment } from './attachment';
import type { AskedRequest } from './door';
import { jsonBody } from './json-body';
import { Needs } from './needs';
import { cursorOf, isId, paged } from './page.dto';
import { notFound } from './problems';
import { NewShareLinkDto, SharedSupplierDto, ShareLinkIdDto, ShareLinksDto, SnapshotIdDto, SnapshotsDto } from './sharing.dto';
import { needsAllPlaces, principalOf, seesOf } from './who';
import { WORKBOOK_TYPE } from '../../domain/workbook/book';

const DAY_MS = 86_400_000;

@ApiTags('sharing')
@Controller('api/v1/sharing')
export class SharingController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('snapshots')
  @Needs('read')
  @ApiOperation({ summary: 'What suppliers were told of their stock and where it went, the newest first', operationId: 'listSnapshots' })
  @Answer(200, 'Snapshots', 'a page of snapshots, each with its messages')
  list(@Query() asked: SnapshotsDto, @Req() request: AskedRequest): Promise<{ data: SnapshotReport[]; nextCursor: string | null }> {
    const { supplier } = asked;
    const before = cursorOf(asked.cursor, isId(idPattern('snp')));
    return paged(
      asked.limit,
      (limit) => reportSnapshots(this.gateway.db.pool, seesOf(request), { supplier, before, limit }),
      (s) => s.id,
    );
  }

  @Get('snapshots/:id')
  @Needs('read')
  @ApiOperation({ summary: 'One snapshot whole, with what each number is made of', operationId: 'getSnapshot' })
  @Answer(200, 'Snapshot', 'what was told')
  async one(@Param() { id }: SnapshotIdDto, @Req() request: AskedRequest): Promise<Snapshot> {
    const { pool } = this.gateway.db;
    const [seen] = await reportSnapshots(pool, seesOf(request), { id, limit: 1 });
    const snapshot = seen && (await snapshotOf(pool, { id: seen.id }));
    if (!snapshot) throw notFound(`snapshot ${id}`);
    return snapshot;
  }

  @Post('suppliers/:supplier/snapshots')
  @Needs('work')
  @ApiOperation({ summary: 'Tell a supplier its stock as it is now, in the ways that the settings say', operationId: 'shareNow' })
  @Answer(201, 'Shared', 'the snapshot, where it went, and in which ways nothing left')
  async now(@Param() { supplier }: SharedSupplierDto, @Req() request: AskedRequest): Promise<object> {
    await this.known(supplier, request);
    const author = principalOf(request).name;
    const taking = { cause: 'asked', slot: `asked ${uuidv7()}`, now: wallClock.now(), author, withheld: false } as const;
    const done = (await share(this.gateway, supplier, taking))!;
    return { snapshot: done.snapshot.id, left: done.left, troubles: done.troubles };
  }

  @Get('suppliers/:supplier/template')
  @Needs('read')
  @ApiOperation({ summary: 'A workbook for the supplier to fill in its stock', operationId: 'getShareTemplate' })
  @ApiProduces(WORKBOOK_TYPE)
  @ApiResponse({ status: 200, description: 'the workbook', schema: { type: 'string', format: 'binary' } })
  async template(@Param() { supplier: code }: SharedSupplierDto, @Req() request: AskedRequest): Promise<StreamableFile> {
    const supplier = await this.known(code, request);
    const settings = sharingOf(this.gateway.config.settings).get(code) ?? USUALLY;
    const bytes = await templateFor(this.gateway.db.pool, supplier, settings, wallClock.now());
    return new StreamableFile(bytes, { type: WORKBOOK_TYPE, disposition: attachment(`stock ${code}.xlsx`), length: bytes.length });
  }

  @Get('links')
  @Needs('work')
  @ApiOperation({
    summary: 'The links by which suppliers look at their stock, without the links themselves',
    operationId: 'listShareLinks',
  })
  @Answer(200, 'ShareLinks', 'all of them, the newest first')
  async links(@Query() { supplier }: ShareLinksDto, @Req() request: AskedRequest): Promise<{ data: LinkReport[] }> {
    return { data: await reportLinks(this.gateway.db.pool, seesOf(request), { supplier }) };
  }

  @Post('suppliers/:supplier/links')
  @Needs('work')
  @ApiOperation({ summary: 'A link to a page with the newest snapshot, shown once; only its hash is kept', operationId: 'createShareLink' })
  @ApiBody({ type: NewShareLinkDto })
  @Answer(201, 'ShareLinkMade', 'the link')
  async link(@Param() { supplier }: SharedSupplierDto, @Req() request: AskedRequest): Promise<object> {
    const { id: supplierId } = await this.known(supplier, request);
    const { days, whom = '' } = await jsonBody(request, NewShareLinkDto);
    const now = wallClock.now();
    const until = new Date(Date.parse(now) + days * DAY_MS).toISOString();
    const made = await insertLink(this.gateway.db.pool, { supplierId, madeFor: whom, now, until, author: principalOf(request).name });
    return { id: made.id, url: `${consoleUrl(this.gateway.config.settings) ?? ''}/share/${made.token}`, expires_at: until };
  }

  @Delete('links/:id')
  @HttpCode(204)
  @Needs('work')
  @ApiOperation({ summary: 'A link that shows nothing any longer, from now on', operationId: 'revokeShareLink' })
  async revoke(@Param() { id }: ShareLinkIdDto, @Req() request: AskedRequest): Promise<void> {
    const { pool } = this.gateway.db;
    const [seen] = await reportLinks(pool, seesOf(request), { id });
    if (!seen) throw notFound(`link ${id}`);
    await endLinks(pool, [seen.id], principalOf(request).name, wallClock.now());
  }

  private async known(code: string, request: AskedRequest): Promise<SharedWith> {
    needsAllPlaces(request);
    const supplier = seesSupplier(seesOf(request), code) ? await sharedWith(this.gateway.db.pool, code) : undefined;
    if (!supplier) throw notFound(`supplier ${code}`);
    return supplier;
  }
}
