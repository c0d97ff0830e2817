import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { dialerOf } from '../../platform/dialer/dialer';
import { CrosscountError } from '../../platform/errors';
import type { Errand, Provider } from '../access/people/provider';
import { signInSettings } from '../access/settings';
import { consoleUrl } from '../alerts/settings';
import type { Gateway } from '../pipeline/gateway';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { page } from './page';
import { notFound } from './problems';
import { fromOf } from './sign-in.controller';
import { cookieOf, ERRAND, giveCookie, SESSION, takeCookie } from './web-session';

const CALLBACK = '/api/v1/session/provider/callback';
const ERRAND_S = 600;

/** Sign-in at the company's own provider, and back. The browser carries what has to come back with it in a cookie. */
@ApiTags('sign-in')
@Controller('api/v1/session/provider')
export class ProviderController {
  private opened: Promise<Provider> | undefined;

  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get()
  @Needs('nobody')
  @ApiOperation({ summary: 'To the provider, to sign in there', operationId: 'signInAtProvider' })
  @ApiResponse({ status: 303, description: 'the browser goes to the provider' })
  async away(@Res() reply: FastifyReply): Promise<void> {
    const provider = await this.provider();
    try {
      const { url, errand } = await provider.start();
      giveCookie(reply, ERRAND, Buffer.from(JSON.stringify(errand)).toString('base64url'), ERRAND_S);
      void reply.code(303).header('location', url).send();
    } catch (error) {
      this.gateway.log.error({ err: error }, 'the sign-in provider does not answer as it should');
      page(reply, 502, {
        title: 'Sign-in is not possible now',
        text: `${provider.settings.called} does not answer. Try again in a few minutes.`,
      });
    }
  }

  @Get('callback')
  @Needs('nobody')
  @ApiOperation({ summary: 'Back from the provider', operationId: 'backFromProvider' })
  @ApiResponse({ status: 303, description: 'signed in; the session is in the cookie' })
  @ApiResponse({ status: 403, description: 'a page that says why not', content: { 'text/html': {} } })
  async back(@Req() request: AskedRequest, @Res() reply: FastifyReply): Promise<void> {
    const provider = await this.provider();
    const errand = errandOf(cookieOf(request, ERRAND));
    takeCookie(reply, ERRAND);
    try {
      if (!errand) throw new CrosscountError('provider.refused', 'the sign-in took too long, or began in another window; begin again');
      const known = await provider.finish(request.url.slice(CALLBACK.length), errand);
      const { signInKnown } = await import('../access/people/provider.js');
      const { token, person } = await signInKnown(this.gateway.db.pool, known, fromOf(request), wallClock.now());
      this.gateway.log.info({ person: person.name }, 'signed in at the provider');
      giveCookie(reply, SESSION, token);
      void reply.code(303).header('location', '/').send();
    } catch (error) {
      if (!(error instanceof CrosscountError)) throw error;
      this.gateway.log.warn({ requestId: request.id, address: request.ip, code: error.code }, 'a sign-in at the provider failed');
      page(reply, 403, { title: 'You are not signed in', text: error.message });
    }
  }

  /** Its library is loaded with the first sign-in: most installations have none. */
  private provider(): Promise<Provider> {
    const { provider } = signInSettings(this.gateway.config.settings);
    const { settings } = this.gateway.config;
    if (!provider) throw notFound('provider to sign in at; the settings name none');
    this.opened ??= import('../access/people/provider.js').then(
      ({ Provider: Opened }) => new Opened(provider, dialerOf(settings), `${consoleUrl(settings) ?? ''}${CALLBACK}`),
    );
    return this.opened;
  }
}

function errandOf(cookie: string | undefined): Errand | null {
  try {
    const read = JSON.parse(Buffer.from(cookie ?? '', 'base64url').toString()) as Partial<Errand>;
    const { state, nonce, verifier } = read;
    return typeof state === 'string' && typeof nonce === 'string' && typeof verifier === 'string' ? { state, nonce, verifier } : null;
  } catch {
    return null;
  }
}
