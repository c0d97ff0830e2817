import { type DynamicModule, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingMessage } from 'node:http';
import type { Logger } from '../../platform/logger';
import { uuidv7 } from '../../platform/ids';
import type { Gateway } from '../pipeline/gateway';
import { wrongParameters } from './json-body';
import { KeyCheck, type KeyedRequest } from './key-check';
import { pathOf, ProblemFilter } from './problem-filter';
import { describe, serveDocs } from './openapi';

const REQUEST_MS = 300_000; // a body that has not come by then does not come
const GUARDED = '/api/v1/';

/** The Nest application with everything that is the same for every route: keys, request ids, problems, the description. */
export async function createHttp(module: DynamicModule, gateway: Gateway): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    requestTimeout: REQUEST_MS,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => given(request.headers['x-request-id']) ?? `req_${uuidv7()}`,
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: ['error', 'warn'],
    abortOnError: false,
    bodyParser: false,
  });
  const http = app.getHttpAdapter().getInstance();
  http.removeAllContentTypeParsers(); // each route reads its body itself, within its own limits
  http.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  const keys = new KeyCheck(gateway.db.pool);
  http.addHook('onRequest', async (request, reply) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    if (!request.routeOptions.url?.startsWith(GUARDED)) return;
    reply.header('cache-control', 'no-store');
    await keys.check(request as KeyedRequest);
  });
  http.addHook('onResponse', async (request, reply) =>
    logRequest(gateway.log, request as KeyedRequest, reply.statusCode, reply.elapsedTime),
  );
  app.useGlobalFilters(new ProblemFilter(gateway.log));
  app.useGlobalPipes(
    new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true, exceptionFactory: wrongParameters }),
  );
  serveDocs(app, describe(app));
  return app;
}

/** As it stands in docs/openapi.json. */
export const descriptionOf = (app: NestFastifyApplication): string => `${JSON.stringify(describe(app), null, 2)}\n`;

const given = (header: string | string[] | undefined): string | undefined =>
  typeof header === 'string' && /^[\w.:-]{1,80}$/.test(header) ? header : undefined;

/** Probes and scrapes come every few seconds and would bury the rest. */
function logRequest(log: Logger, request: KeyedRequest, status: number, took: number): void {
  const path = pathOf(request.url);
  const level = path.startsWith('/api/') || status >= 500 ? 'info' : 'debug';
  const line = { requestId: request.id, status, tookMs: Math.round(took), ...(request.apiKey ? { key: request.apiKey.name } : {}) };
  log[level](line, `${request.method} ${path} ${status}`);
}
