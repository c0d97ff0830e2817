import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { page } from './page';

/** Where a browser arrives, also after a sign-in at the provider. */
@ApiExcludeController()
@Controller()
export class HomeController {
  @Get()
  home(@Res() reply: FastifyReply): void {
    page(reply, 200, { title: 'Crosscount', text: 'The gateway runs. What it can be asked is described at /api/docs.' });
  }
}
