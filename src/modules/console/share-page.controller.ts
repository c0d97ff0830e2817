import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { wordsFor } from '../../domain/sharing/words';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { supplierOfLink } from '../sharing/links.store';
import { snapshotOf } from '../sharing/snapshots.store';
import { checkBytes } from '../pipeline/ingest';
import { deliveryOf } from './delivery-body';
import type { AskedRequest } from './door';
import { nothingShared, notYetShared, sharePage, triedPage } from './share-page';

const MOST_TRIED = 10 * 1024 * 1024; // bytes

/** The newest that a supplier was told, for who holds a link; to be read; and a file may be tried before it is sent. */
@ApiExcludeController()
@Controller('share')
export class SharePageController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get(':token')
  async look(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const now = wallClock.now();
    const found = await this.shownBy(token, now);
    if (!found) return nothingShared(reply);
    const snapshot = await snapshotOf(this.gateway.db.pool, { supplierId: found.supplierId });
    const words = wordsFor(found.locale);
    if (!snapshot) return notYetShared(reply, words, token);
    sharePage(reply, snapshot, words, { now, until: found.until, token });
  }

  /** Nothing is kept of it: who tries a file wants to know whether it is right, and has not sent it. */
  @Post(':token/check')
  async tryFile(@Param('token') token: string, @Req() request: AskedRequest, @Res() reply: FastifyReply): Promise<void> {
    const now = wallClock.now();
    const found = await this.shownBy(token, now);
    if (!found) return nothingShared(reply);
    const { name, bytes } = await deliveryOf(request, {}, MOST_TRIED);
    const { reply: said } = await checkBytes(this.gateway, name, bytes, { receivedAt: now, supplier: found.supplier });
    triedPage(reply, name, said && said.text, wordsFor(found.locale), token);
  }

  private async shownBy(token: string, now: string): ReturnType<typeof supplierOfLink> {
    return /^[\w-]{43}$/.test(token) ? supplierOfLink(this.gateway.db.pool, token, now) : undefined;
  }
}
