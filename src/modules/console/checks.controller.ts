import { Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { type Checked, checkBytes } from '../pipeline/ingest';
import { Answer } from './asked';
import { deliveryOf, FORM, whose } from './delivery-body';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { checkSupplier } from './uploads.controller';
import { UploadDto } from './uploads.dto';
import { needsAllPlaces, principalOf } from './who';

@ApiTags('uploads')
@Controller('api/v1/checks')
export class ChecksController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Post()
  @HttpCode(200)
  @Needs('send')
  @ApiOperation({
    summary: "What would become of a supplier's file, and what its sender would be told; nothing is stored",
    operationId: 'check',
  })
  @ApiConsumes('application/octet-stream', FORM)
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'the file, or a form with `file` and perhaps `supplier`' })
  @Answer(200, 'Checked', 'the verdict')
  async check(@Query() asked: UploadDto, @Req() request: AskedRequest): Promise<Omit<Checked, 'reply'> & { reply: object | null }> {
    const { sees } = principalOf(request);
    needsAllPlaces(request);
    const d = whose(await deliveryOf(request, asked), sees);
    await checkSupplier(this.gateway.db.pool, d.supplier, sees);
    const how = { receivedAt: wallClock.now(), ...(d.supplier === null ? {} : { supplier: d.supplier }) };
    const { reply, ...rest } = await checkBytes(this.gateway, d.name, d.bytes, how);
    if (!reply) return { ...rest, reply };
    const { html: _, attachments, ...said } = reply;
    return { ...rest, reply: { ...said, attachments: attachments.map(({ filename, base64 }) => ({ filename, base64 })) } };
  }
}
