import fs from 'node:fs';
import path from 'node:path';
/* eslint-disable @typescript-eslint/no-require-imports */
const { written, file } = require('../../tools/api-types.cjs') as { written: (description: unknown) => string; file: string };

const description = (): unknown => JSON.parse(fs.readFileSync(path.join(__dirname, '../../docs/openapi.json'), 'utf8'));

test('the console asks by what the description of the API says: npm run api-types writes it anew', () => {
  expect(fs.readFileSync(file, 'utf8')).toBe(written(description()));
});

test('a field that goes, or becomes null, is seen', () => {
  const other = description() as { components: { schemas: Record<string, { properties: Record<string, unknown> }> } };
  delete other.components.schemas.Me!.properties.name;
  expect(written(other)).not.toBe(written(description()));
});
