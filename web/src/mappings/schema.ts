/** As much of a JSON Schema as completion goes by. */
export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly description?: string;
}
interface Offered {
  readonly label: string;
  readonly detail: string;
  readonly value: boolean;
}

/** What may be written at the end of a text: keys of the place where it stands, or values of its key. */
export function offered(whole: Schema, before: string): Offered[] {
  const lines = before.split('\n');
  const last = lines.pop()!;
  const edi = /^kind\s*:\s*['"]?edi\b/m.test(before);
  const of = (edi ? whole.then : whole.else) ?? whole;
  const { path, value } = placeIn(lines, last);
  const here = path.reduce<readonly Schema[]>((some, key) => some.flatMap((s) => within(whole, s, key)), all(whole, of));
  if (value) return unique(here.flatMap((s) => [...(s.enum ?? []), ...(s.const === undefined ? [] : [s.const])]).map((v) => ({ label: String(v), detail: '', value: true }))); // prettier-ignore
  const keys = here.flatMap((s) => [
    ...Object.entries(s.properties ?? {}).map(([label, p]) => ({ label, detail: (p.description ?? '').slice(0, 80), value: false })),
    ...(s.propertyNames ? all(whole, s.propertyNames).flatMap((n) => n.enum ?? []) : []).map((n) => ({
      label: String(n),
      detail: '',
      value: false,
    })),
  ]);
  return unique(keys);
}

const unique = (some: readonly Offered[]): Offered[] => some.filter((o, i) => some.findIndex((x) => x.label === o.label) === i);

/** The keys that lead to the end of the text, by their indents; in `{ … }` the key before it. */
function placeIn(lines: readonly string[], last: string): { readonly path: readonly string[]; readonly value: boolean } {
  const keyed = /^(\s*(?:- )?)([\w.-]+)\s*:\s*(.*)$/.exec(last);
  const path: string[] = [];
  let indent = /^\s*/.exec(last)![0].length;
  for (const line of [...lines].reverse()) {
    const found = /^(\s*)(?:- )?(['"]?)([^:'"#]+)\2\s*:/.exec(line);
    if (!found || found[1]!.length >= indent) continue;
    indent = found[1]!.length;
    path.unshift(found[3]!.trim());
    if (indent === 0) break;
  }
  if (!keyed) return { path, value: false };
  const inner = keyed[3]!;
  if (!inner.startsWith('{')) return { path: [...path, keyed[2]!], value: true };
  const open = /(?:^\{|,)\s*([\w.-]+)\s*:\s*[^,{}]*$/.exec(inner);
  return open ? { path: [...path, keyed[2]!, open[1]!], value: true } : { path: [...path, keyed[2]!], value: false };
}

function within(whole: Schema, s: Schema, key: string): readonly Schema[] {
  const own = s.properties?.[key];
  if (own) return all(whole, own);
  const more = s.additionalProperties;
  return typeof more === 'object' ? all(whole, more) : [];
}

/** A schema with all that it may be instead. */
function all(whole: Schema, s: Schema, deep = 0): readonly Schema[] {
  if (deep > 8) return [];
  const ref = s.$ref?.startsWith('#/$defs/') ? whole.$defs?.[s.$ref.slice(8)] : undefined;
  const others = [...(ref ? [ref] : []), ...(s.anyOf ?? []), ...(s.oneOf ?? []), ...(s.allOf ?? []), ...(s.items ? [s.items] : [])];
  return [s, ...others.flatMap((o) => all(whole, o, deep + 1))];
}
