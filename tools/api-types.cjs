'use strict';
// npm run api-types: writes web/src/api/types.ts from docs/openapi.json; test/web/api-types.spec.ts fails when it was forgotten.
const fs = require('node:fs');
const path = require('node:path');
const root = path.resolve(__dirname, '..');
const file = path.join(root, 'web/src/api/types.ts');

const name = (ref) => ref.split('/').pop();
const word = (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key));
/** A JSON schema as a type. What the description leaves open stays unknown: the console has to look at it. */
function typeOf(s) {
  if (!s || Object.keys(s).length === 0) return 'unknown';
  if (s.$ref) return name(s.$ref);
  if (s.const !== undefined) return JSON.stringify(s.const);
  if (s.enum) return s.enum.map((v) => JSON.stringify(v)).join(' | ');
  const some = s.anyOf ?? s.oneOf;
  if (some) return some.map(typeOf).join(' | ');
  if (s.allOf) return s.allOf.map((o) => `(${typeOf(o)})`).join(' & ');
  const plain = (type) => {
    if (type === 'integer') return 'number';
    if (type === 'array') return `readonly ${/[| ]/.test(typeOf(s.items)) ? `(${typeOf(s.items)})` : typeOf(s.items)}[]`;
    if (type === 'object') return objectOf(s);
    return type;
  };
  const types = [].concat(s.type ?? 'object').map(plain);
  return [...types, ...(s.nullable && !types.includes('null') ? ['null'] : [])].join(' | ');
}
function objectOf(s) {
  const fields = Object.entries(s.properties ?? {}).map(
    ([key, of]) => `readonly ${word(key)}${(s.required ?? []).includes(key) ? '' : '?'}: ${typeOf(of)}`,
  );
  if (fields.length > 0) return `{ ${fields.join('; ')} }`;
  return `Readonly<Record<string, ${typeof s.additionalProperties === 'object' ? typeOf(s.additionalProperties) : 'unknown'}>>`;
}

/** Of each operation what the address and the query may hold, what is sent, and what is answered. */
function operationsOf({ paths }) {
  return Object.entries(paths).flatMap(([at, by]) =>
    Object.entries(by).flatMap(([method, o]) => {
      if (!at.startsWith('/api/v1/')) return [];
      const of = (where) => ({
        properties: Object.fromEntries((o.parameters ?? []).filter((p) => p.in === where).map((p) => [p.name, p.schema])),
        required: (o.parameters ?? []).filter((p) => p.in === where && p.required).map((p) => p.name),
      });
      const good = Object.entries(o.responses).find(([status]) => /^2/.test(status))?.[1]?.content?.['application/json']?.schema;
      const body = o.requestBody?.content?.['application/json']?.schema;
      const fields = [
        `method: ${JSON.stringify(method.toUpperCase())}`,
        `path: ${JSON.stringify(at)}`,
        `params: ${Object.keys(of('path').properties).length > 0 ? objectOf(of('path')) : 'NoParams'}`,
        `query: ${Object.keys(of('query').properties).length > 0 ? objectOf(of('query')) : 'NoParams'}`,
        `body: ${body ? typeOf(body) : 'undefined'}`,
        `answer: ${good ? typeOf(good) : 'undefined'}`,
      ];
      return [`  ${o.operationId}: {\n${fields.map((f) => `    readonly ${f};\n`).join('')}  };`];
    }),
  );
}

function written(description) {
  const schemas = Object.entries(description.components.schemas).map(([key, s]) => `export type ${key} = ${typeOf(s)};`);
  const ways = Object.entries(description.paths).flatMap(([at, by]) =>
    at.startsWith('/api/v1/')
      ? Object.entries(by).map(([m, o]) => `  ${o.operationId}: [${JSON.stringify(m.toUpperCase())}, ${JSON.stringify(at)}],`)
      : [],
  );
  return `// Made from docs/openapi.json by npm run api-types; a test holds it against it.
/* prettier-ignore */
/* eslint-disable */
export type NoParams = Readonly<Record<string, never>>;
${schemas.join('\n')}

export interface Operations {
${operationsOf(description).join('\n')}
}
/** By operation: how it is asked. */
export const WAYS = {
${ways.join('\n')}
} as const satisfies Record<keyof Operations, readonly [string, string]>;
`;
}

module.exports = { written, file };
if (require.main === module) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, written(JSON.parse(fs.readFileSync(path.join(root, 'docs/openapi.json'), 'utf8'))));
}
