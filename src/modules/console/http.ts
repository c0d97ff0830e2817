import { type DynamicModule, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { signInSettings } from '../access/settings';
import type { Logger } from '../../platform/logger';
import { wallClock } from '../../platform/clock';
import { uuidv7 } from '../../platform/ids';
import type { Gateway } from '../pipeline/gateway';
import { wrongParameters } from './json-body';
import { type AskedRequest, Door, GUARDED } from './door';
import { pathOf, ProblemFilter, sendProblem } from './problem-filter';
import { problemOf } from './problems';
import { describe, serveDocs } from './openapi';
import { Rate } from './rate';
import { tlsOf, webSettings } from './settings';
import { serveAssets } from './web-files';

const REQUEST_MS = 300_000; // a body that has not come by then does not come
const LINKS = ['/go/', '/share/']; // who tries some out is slowed down, and whoever reads the log must not hold one
const PLAIN = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"; // of what is no page
const DOCS =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains', // of no effect over plain http
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** The Nest application with everything that is the same for every route: keys, request ids, problems, the description. */
export async function createHttp(module: DynamicModule, gateway: Gateway): Promise<NestFastifyApplication> {
  const web = webSettings(gateway.config.settings);
  const { proxies, requests_per_minute } = web;
  const signIn = signInSettings(gateway.config.settings);
  const adapter = new FastifyAdapter({
    ...tlsOf(web),
    ...(proxies.length > 0 ? { trustProxy: proxies } : {}),
    requestTimeout: REQUEST_MS,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => given(request.headers['x-request-id']) ?? `req_${uuidv7()}`,
    routerOptions: { maxParamLength: 1000 }, // of a link
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => void sendProblem(reply, problemOf(error), request),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  const http = app.getHttpAdapter().getInstance();
  http.removeAllContentTypeParsers(); // each route reads its body itself, within its own limits
  http.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const rate = new Rate(requests_per_minute / 60, requests_per_minute / 6);
  const told: { door?: Door } = {}; // the description is known once the routes are
  http.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    const policy = url?.startsWith('/api/docs') ? DOCS : PLAIN;
    reply.headers({ ...HEADERS, 'x-request-id': request.id, 'content-security-policy': policy });
    if (LINKS.some((l) => url?.startsWith(l))) rate.take(`address ${request.ip}`, wallClock.now());
    if (!url?.startsWith(GUARDED)) return;
    reply.header('cache-control', 'no-store');
    await told.door!.check(request as AskedRequest);
  });
  http.addHook('onResponse', async (request, reply) =>
    logRequest(gateway.log, request as AskedRequest, reply.statusCode, reply.elapsedTime),
  );
  await serveAssets(http as unknown as FastifyInstance);
  app.useGlobalFilters(new ProblemFilter(gateway.log));
  app.useGlobalPipes(
    new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, exceptionFactory: wrongParameters }),
  );
  const description = describe(app);
  told.door = new Door(gateway.db.pool, signIn, rate, description);
  serveDocs(app, description);
  return app;
}

/** As it stands in docs/openapi.json. */
export const descriptionOf = (app: NestFastifyApplication): string => `${JSON.stringify(describe(app), null, 2)}\n`;

const given = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' && /^[\w.:-]{1,80}$/.test(header) ? header : undefined;

/** Probes and scrapes come every few seconds and would bury the rest. */
function logRequest(log: Logger, request: AskedRequest, status: number, took: number): void {
  const path = pathOf(request.url).replace(/^\/(go|share)\/.*/, '/$1/');
  const level = path.startsWith('/api/') || status >= 500 ? 'info' : 'debug';
  const line = {
    requestId: request.id,
    status,
    tookMs: Math.round(took),
    ...(request.principal ? { [request.principal.kind]: request.principal.name } : {}),
  };
  log[level](line, `${request.method} ${path} ${status}`);
}
