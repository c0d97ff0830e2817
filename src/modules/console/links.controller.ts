import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Severity } from '../../domain/canonical/vocabulary';
import { rank } from '../../domain/exceptions/severity';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { keysOf } from '../../platform/vault';
import { type Deed, Links, useLink } from '../access/links';
import { peopleCalled } from '../access/people/people.store';
import { RIGHTS_OF } from '../access/rights';
import { EVERYTHING, type Sees } from '../access/sees';
import { actOn } from '../exceptions/act';
import { raisedOf, reportExceptions } from '../exceptions/exceptions.store';
import type { Gateway } from '../pipeline/gateway';
import type { AskedRequest } from './door';
import { page } from './page';
import { answerByLink, askAboutStatement } from './statement-links';

const OVER = { title: 'This link does nothing', text: 'It was used, or its time is over. The exception is in the console.' };
const NOT_ANY_MORE = { title: 'This link does nothing any more', text: 'You may not deal with exceptions just now.' };
type Said = Parameters<typeof page>[2];
interface State {
  readonly sees: Sees;
  readonly version: number;
  readonly by: string;
  readonly text: string;
}
type Acknowledging = Extract<Deed, { readonly do: 'acknowledge' }>;

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
    const { deed } = followed;
    if (deed.do !== 'acknowledge') return askAboutStatement(this.gateway.db.pool, deed, reply);
    const at = await this.stateOf(deed);
    if (!at) return page(reply, 404, OVER);
    if ('no' in at) return page(reply, at.status, at.no);
    page(reply, 200, { title: 'Acknowledge this exception?', text: at.text, press: 'Acknowledge' });
  }

  @Post(':token')
  async press(@Param('token') token: string, @Req() request: AskedRequest, @Res() reply: FastifyReply): Promise<void> {
    const now = wallClock.now();
    const followed = this.links.read(token, now);
    if ('not' in followed) return page(reply, 404, OVER);
    const { deed } = followed;
    const { pool } = this.gateway.db;
    if (deed.do !== 'acknowledge')
      return (await useLink(pool, followed, now)) ? answerByLink(pool, deed, reply, now) : page(reply, 404, OVER);
    const at = await this.stateOf(deed);
    if (at && 'no' in at) return page(reply, at.status, at.no);
    if (!at || !(await useLink(pool, followed, now))) return page(reply, 404, OVER);
    const [outcome] = await actOn(
      this.gateway.db,
      at.sees,
      [{ id: deed.exception, version: at.version }], // what changes between the look and the deed is not acknowledged unseen
      { action: { do: deed.do }, by: at.by, reason: 'by the link in the mail' },
      now,
      this.gateway.alerts.changed(false),
    );
    this.gateway.log.info({ requestId: request.id, exception: deed.exception, by: at.by }, 'acknowledged by a link');
    if (!outcome?.done) return page(reply, 409, { title: 'It could not be done', text: outcome?.detail ?? 'The exception is gone.' });
    page(reply, 200, { title: 'Acknowledged', text: at.text });
  }

  /** What the link is about as it is now, by whom; or why nothing can be done by it any more. Undefined: it is not there for them. */
  private async stateOf(deed: Acknowledging): Promise<State | { readonly no: Said; readonly status: number } | undefined> {
    const { pool } = this.gateway.db;
    const behind = (await peopleCalled(pool, [deed.for])).filter((p) => p.email?.toLowerCase() === deed.for.toLowerCase());
    const them = behind.filter((p) => !p.disabled && RIGHTS_OF[p.role].includes('work'));
    if (behind.length > 0 && them.length === 0) return { no: NOT_ANY_MORE, status: 403 };
    const [person] = them;
    const sees = person ?? EVERYTHING; // else it was written to an address about this one
    const [exception] = await reportExceptions(pool, sees, ['all'], { id: deed.exception });
    if (!exception) return undefined;
    const text = [exception.supplier, exception.sku, exception.location, exception.message].filter((x) => x !== null).join(' · ');
    const { severity, version } = exception;
    const state = { sees, version, by: person?.name ?? deed.for, text: deed.seen ? `${text} · as you were told: ${severity}` : text };
    if (!deed.seen) return state;
    const raised = await raisedOf(pool, deed.exception);
    const change =
      rank(severity as Severity) > rank(deed.seen.severity as Severity)
        ? `You were told of it as ${deed.seen.severity}; it is ${severity} now.`
        : raised !== deed.seen.raised
          ? 'It was over since you were told, and came back.'
          : undefined;
    return change === undefined
      ? state
      : { status: 409, no: { title: 'It changed since', text: `${change} Look at it in the console. ${text}` } };
  }
}
