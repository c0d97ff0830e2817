import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { uuidv7 } from '../../platform/ids';
import { type DocumentReport, reportDocuments } from '../documents/document-report.store';
import { type AnswerReport, reportAnswers } from '../acks/answers-list.store';
import { type Sees, seesSupplier } from '../access/sees';
import { keep } from '../documents/keep';
import { handedOver, type ReceiptReport, reportReceipt } from '../documents/receipt-report.store';
import type { Gateway } from '../pipeline/gateway';
import { suppliersByCode } from '../suppliers/suppliers.store';
import { Answer } from './asked';
import { Needs } from './needs';
import { needsAllPlaces, principalOf, seesOf } from './who';
import { type Delivery, deliveryOf, FORM, whose } from './delivery-body';
import type { AskedRequest } from './door';
import { notFound, Problem } from './problems';
import { ReceiptIdDto, UploadDto } from './uploads.dto';

const CHANNEL = 'api';

@ApiTags('uploads')
@Controller('api/v1/uploads')
export class UploadsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post()
  @HttpCode(202)
  @Needs('send')
  @ApiOperation({
    summary: "A supplier's file; it is kept when the answer comes, and read after that",
    operationId: 'upload',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'the same key and file again is answered with the first receipt' })
  @ApiConsumes('application/octet-stream', FORM)
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'the file, or a form with `file` and perhaps `supplier`' })
  @Answer(202, 'Kept', 'kept; ask for the receipt to learn what became of it')
  async upload(
    @Query() asked: UploadDto,
    @Req() request: AskedRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ receipt: string }> {
    const who = principalOf(request);
    needsAllPlaces(request);
    const repeat = idempotencyKey(request);
    const d = whose(await deliveryOf(request, asked), who.sees);
    await checkSupplier(this.gateway.db.pool, d.supplier, who.sees);
    const { receiptId, fresh } = await keep(this.gateway, {
      channel: CHANNEL,
      arrivalKey: repeat === undefined ? uuidv7() : `${who.id} ${repeat}`,
      name: d.name,
      receivedAt: wallClock.now(),
      bytes: d.bytes,
      ...(d.supplier === null ? {} : { supplier: d.supplier }),
      origin: { key: who.name, request: request.id },
    });
    if (!fresh) await this.checkRepeat(receiptId, d);
    const receipt = `rcp_${receiptId}`;
    this.gateway.log.info({ requestId: request.id, receiptId }, fresh ? `kept ${d.name}` : `${d.name} was kept before`);
    void reply.header('location', `/api/v1/uploads/${receipt}`);
    return { receipt };
  }

  @Get(':id')
  @Needs('read')
  @ApiOperation({ summary: 'What became of an upload', operationId: 'getUpload' })
  @Answer(200, 'Receipt', 'the receipt, its documents and what they are answered, as soon as it is read')
  async one(
    @Param() { id }: ReceiptIdDto,
    @Req() request: AskedRequest,
  ): Promise<ReceiptReport & { documents: Omit<DocumentReport, 'lines'>[]; acknowledgements: AnswerReport[] }> {
    const receipt = await reportReceipt(this.gateway.db.pool, seesOf(request), id, principalOf(request).name);
    if (!receipt) throw notFound(`receipt ${id}`);
    const documents = await reportDocuments(this.gateway.db.pool, seesOf(request), { receiptId: id.replace(/^rcp_/, '') }, false);
    const acknowledgements = await reportAnswers(this.gateway.db.pool, seesOf(request), { receiptId: id, limit: 1000 });
    return { ...receipt, documents: documents.map(({ lines: _, ...d }) => d), acknowledgements };
  }

  private async checkRepeat(receiptId: string, d: Delivery): Promise<void> {
    const before = await handedOver(this.gateway.db.pool, receiptId);
    const sha256 = createHash('sha256').update(d.bytes).digest('hex');
    if (before.sha256 === sha256 && before.name === d.name && before.supplier === d.supplier) return;
    throw new Problem(422, 'idempotency-key-reused', 'the key came before with another file, name or supplier; nothing was kept');
  }
}

/** One that is none of theirs is told as one that is not there. */
export async function checkSupplier(db: Pool, code: string | null, sees: Sees): Promise<void> {
  if (code === null || (seesSupplier(sees, code) && (await suppliersByCode(db, [code])).length > 0)) return;
  const errors = [{ code: 'supplier.unknown', detail: `there is no supplier ${code}`, parameter: 'supplier' }];
  throw new Problem(422, 'unknown-supplier', 'nothing was kept', { errors });
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined || (typeof given === 'string' && /^[\x21-\x7e]{1,200}$/.test(given))) return given as string | undefined;
  throw new Problem(400, 'wrong-request', 'Idempotency-Key must be 1 to 200 printable characters without spaces');
}
