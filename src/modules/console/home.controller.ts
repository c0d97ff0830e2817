import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { page } from './page';
import { notFound } from './problems';
import { CONSOLE_POLICY, consolePage, licenceTexts } from './web-files';

/** One page for all screens; which one is shown the browser reads from the address. Any other address is answered with a 404. */
const WITH_ONE = ['exceptions', 'documents', 'reorders', 'claims', 'suppliers', 'mappings', 'settings'];
const SCREENS = ['', 'welcome', 'account', 'health', 'item', ...WITH_ONE, ...WITH_ONE.map((s) => `${s}/:id`)];

/** Where a browser arrives, also after a sign-in at the provider. */
@ApiExcludeController()
@Controller()
export class HomeController {
  private readonly built = consolePage();

  @Get(SCREENS)
  home(@Res() reply: FastifyReply): void {
    if (this.built === null)
      return page(reply, 200, { title: 'Crosscount', text: 'The gateway runs. What it can be asked is described at /api/docs.' });
    void reply
      .type('text/html; charset=utf-8')
      .headers({ 'content-security-policy': CONSOLE_POLICY, 'cache-control': 'no-cache' })
      .send(this.built);
  }

  /** Whoever passes on what others wrote passes on under which terms they wrote it. */
  @Get('licences')
  licences(@Res() reply: FastifyReply): void {
    const text = licenceTexts();
    if (text === null) throw notFound('list of licences: the console was not built');
    void reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(text);
  }
}
