import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { keysOf } from '../../platform/vault';
import { type Followed, Links, useLink } from '../access/links';
import { EVERYTHING } from '../access/sees';
import { actOn } from '../exceptions/act';
import { reportExceptions } from '../exceptions/exceptions.store';
import type { Gateway } from '../pipeline/gateway';
import type { AskedRequest } from './door';
import { page } from './page';

const OVER = { title: 'This link does nothing', text: 'It was used, or its time is over. The exception is in the console.' };
type Good = Exclude<Followed, { readonly not: string }>;

/** What a mail lets one do by a press. To look changes nothing: scanners of mail open every link before a person does. */
@ApiExcludeController()
@Controller('go')
export class LinksController {
  private readonly links: Links;

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {
    this.links = new Links(keysOf(gateway.config.key, gateway.config.keyFile));
  }

  @Get(':token')
  async look(@Param('token') token: string, @Res() reply: FastifyReply): Promise<void> {
    const followed = this.links.read(token, wallClock.now());
    if ('not' in followed) return page(reply, 404, OVER);
    const message = await this.messageOf(followed);
    if (message === undefined) return page(reply, 404, OVER);
    page(reply, 200, { title: 'Acknowledge this exception?', text: message, press: 'Acknowledge' });
  }

  @Post(':token')
  async press(@Param('token') token: string, @Req() request: AskedRequest, @Res() reply: FastifyReply): Promise<void> {
    const now = wallClock.now();
    const followed = this.links.read(token, now);
    if ('not' in followed || !(await useLink(this.gateway.db.pool, followed, now))) return page(reply, 404, OVER);
    const { deed } = followed;
    const done = await actOn(
      this.gateway.db,
      EVERYTHING, // it was written to them about this one
      [{ id: deed.exception }],
      { action: { do: deed.do }, by: deed.for, reason: 'by the link in the mail' },
      now,
      this.gateway.alerts.changed(false),
    );
    this.gateway.log.info({ requestId: request.id, exception: deed.exception, by: deed.for }, 'acknowledged by a link');
    const [outcome] = done;
    if (!outcome?.done) return page(reply, 409, { title: 'It could not be done', text: outcome?.detail ?? 'The exception is gone.' });
    page(reply, 200, { title: 'Acknowledged', text: (await this.messageOf(followed)) ?? '' });
  }

  private async messageOf({ deed }: Good): Promise<string | undefined> {
    const [exception] = await reportExceptions(this.gateway.db.pool, EVERYTHING, ['all'], { id: deed.exception });
    return exception && [exception.supplier, exception.sku, exception.location, exception.message].filter((x) => x !== null).join(' · ');
  }
}
