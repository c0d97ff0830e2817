import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { ANSWERS } from './answers';
import { SESSION } from './web-session';

const ABOUT = `Everything under /api/v1 needs a key (\`Authorization: Bearer cck_…\`, made by \`crosscount key create\`) or a session, and the
right that stands beside it as \`x-right\`; \`write\` of a key is \`work\`, \`send\` and \`feed\`. Names and meanings are those of the command line's \`--json\`. Decimals are text.`;

interface Operation {
  readonly responses: Record<string, unknown>;
  readonly requestBody?: { readonly content: Record<string, { schema: unknown }> };
}
const PROBLEM = {
  description: 'why not (RFC 9457)',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
/** What a body of each type is; the decorators know one schema for all of them. */
const BODIES: Readonly<Record<string, object>> = {
  'application/json': { type: 'array', items: { type: 'object' } },
  'application/x-ndjson': { type: 'string' },
  'text/csv': { type: 'string' },
  'application/octet-stream': { type: 'string', format: 'binary' },
  'multipart/form-data': {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' }, supplier: { type: 'string' } },
  },
};

/** The API as OpenAPI 3.1; docs/openapi.json is this, and a test fails when it is not. */
export function describe(app: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Crosscount')
    .setDescription(ABOUT)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'key')
    .addCookieAuth(SESSION, { type: 'apiKey', in: 'cookie' }, 'session')
    .addSecurityRequirements('key')
    .addSecurityRequirements('session')
    .build();
  const document = SwaggerModule.createDocument(app, base);
  const schemas = Object.fromEntries(Object.entries(ANSWERS).map(([name, schema]) => [name, jsonSchema(schema)]));
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...schemas } as NonNullable<OpenAPIObject['components']>['schemas'] & object,
  };
  for (const item of Object.values(document.paths))
    for (const operation of Object.values(item as Record<string, Operation>)) {
      operation.responses.default = PROBLEM;
      for (const [type, content] of Object.entries(operation.requestBody?.content ?? {}))
        if (!isRef(content.schema)) content.schema = BODIES[type] ?? content.schema;
    }
  return document;
}

/** Described by a class of its own. */
const isRef = (schema: unknown): boolean => typeof schema === 'object' && schema !== null && '$ref' in schema;

function jsonSchema(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output' });
  return rest;
}

/** Beside the description a page to try it on; its scripts come with the package, none from elsewhere. */
export function serveDocs(app: NestFastifyApplication, document: OpenAPIObject): void {
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', raw: ['json'], customSiteTitle: 'Crosscount API' });
}
