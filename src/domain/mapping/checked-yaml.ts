import { isMap, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Issue } from '../canonical/vocabulary';

/** A file that a person wrote, checked; a wrong one is told with line and column and never half used. */
export function readYaml<T>(schema: z.ZodType<T>, text: string, path: string): { readonly value: T } | { readonly issue: Issue } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number | undefined): string => {
    if (offset === undefined) return path;
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const wrong = (detail: string): { readonly issue: Issue } => ({
    issue: { code: 'mapping.invalid', severity: 'error', detail, place: { in: 'file' } },
  });
  if (document.errors.length > 0) return wrong(document.errors.map((e) => `${at(e.pos[0])} ${e.message.split('\n', 1)[0]!}`).join('; '));
  const read = schema.safeParse(document.toJS({ maxAliasCount: 50 }));
  if (read.success) return { value: read.data };
  const told = read.error.issues.map((i) => {
    const keys = i.code === 'unrecognized_keys' ? [...i.path, i.keys[0]!] : i.path;
    return `${at(offsetOf(document.contents, keys as (string | number)[]))} ${i.path.join('.') || 'file'}: ${meant(i.message)}`;
  });
  return wrong(told.join('; '));
}

/** The checker's words for what is not there are those of a program. */
const meant = (message: string): string => (/received undefined$/.test(message) ? 'is missing' : message);

/** Where a key stands in the text; of a key that is missing, where it is missed. */
function offsetOf(node: unknown, path: readonly (string | number)[]): number | undefined {
  let offset: number | undefined;
  let here = node;
  for (const key of path) {
    if (!isMap(here)) break;
    const pair = here.items.find((p) => String((p.key as { value?: unknown }).value ?? p.key) === String(key));
    if (!pair) break;
    offset = (pair.key as { range?: [number, number, number] }).range?.[0] ?? offset;
    here = pair.value;
  }
  return offset;
}
