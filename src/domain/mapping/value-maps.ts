import { isMap, parseDocument } from 'yaml';

/** Whether two texts of a mapping say the same but for what the supplier's words mean (`values`), their comments and their version. */
export const onlyValuesDiffer = (a: string, b: string): boolean => JSON.stringify(structureOf(a)) === JSON.stringify(structureOf(b));

function structureOf(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent', schema: 'core' });
  if (!isMap(document.contents)) return text;
  const { version: _, ...said } = document.toJS({ maxAliasCount: 50 }) as Record<string, unknown>;
  const columns = Object.entries((said.columns ?? {}) as Record<string, unknown>).map(([field, source]) => [field, withoutValues(source)]);
  return { ...sorted(said), columns: columns.sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)) };
}

/** `{ from: Unit, values: … }` is the column `Unit` and what its words mean. */
function withoutValues(source: unknown): unknown {
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return source;
  const { values: _, ...rest } = source as Record<string, unknown>;
  const keys = Object.keys(rest);
  return keys.length === 1 && keys[0] === 'from' ? rest.from : sorted(rest);
}

const sorted = (given: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).sort(([x], [y]) => (x < y ? -1 : 1)));
