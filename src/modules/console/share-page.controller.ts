import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { wordsFor } from '../../domain/sharing/words';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { supplierOfLink } from '../sharing/links.store';
import { snapshotOf } from '../sharing/snapshots.store';
import { nothingShared, notYetShared, sharePage } from './share-page';

/** The newest that a supplier was told, for who holds a link; to be read and nothing else. */
@ApiExcludeController()
@Controller('share')
export class SharePageController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get(':token')
  async look(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const { pool } = this.gateway.db;
    const now = wallClock.now();
    const found = /^[\w-]{43}$/.test(token) ? await supplierOfLink(pool, token, now) : undefined;
    if (!found) return nothingShared(reply);
    const snapshot = await snapshotOf(pool, { supplierId: found.supplierId });
    if (!snapshot) return notYetShared(reply);
    sharePage(reply, snapshot, wordsFor(found.locale), { now, until: found.until });
  }
}
