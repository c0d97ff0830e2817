import { parse } from 'yaml';
import { z } from 'zod';
import type { Issue, Row } from '../canonical/vocabulary';
import { dateOrderOf, readDate } from './dates';
import { type Field, folded, ITEM_FIELDS, MEASURES, SYNONYMS } from './fields';
import type { Layout } from './layout';
import { decimalSignOf } from './numbers';

const FIELDS = Object.keys(SYNONYMS) as [Field, ...Field[]];
const column = z.union([z.string().min(1), z.number().int().min(1)]);

/** A supplier's layout as a person writes it down (config/suppliers/*.yaml). Columns by heading, by letter, or counted from 1. */
export const MappingFile = z.strictObject({
  name: z.string().min(1),
  version: z.number().int().min(1).default(1),
  supplier: z.string().min(1).describe('code of the supplier whose lists it reads'),
  kind: z.enum(['stock_report', 'ship_notice']).default('stock_report'),
  file: z.string().optional().describe('which files it is for; * stands for anything'),
  sheet: z.string().optional().describe('which sheet it is for; any if absent'),
  header_row: z.number().int().min(0).optional().describe('row of the headings; 0 when there are none; found by its headings if absent'),
  columns: z.partialRecord(z.enum(FIELDS), column),
  constants: z.strictObject({ location: z.string().optional(), uom: z.string().optional(), as_of: z.string().optional() }).default({}),
  decimal: z.enum(['.', ',']).optional(),
  date_order: z.enum(['day-first', 'month-first']).optional(),
  coverage: z.enum(['full', 'delta']).default('full'),
});
export type MappingFile = z.infer<typeof MappingFile>;

/** A mapping file's text, checked; a wrong one is told with its place and never half used. */
export function parseMappingFile(text: string, path: string): { readonly mapping: MappingFile } | { readonly issue: Issue } {
  const wrong = (detail: string): { issue: Issue } => ({
    issue: { code: 'mapping.invalid', severity: 'error', detail: `${path}: ${detail}`, place: { in: 'file' } },
  });
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (error) {
    return wrong((error as Error).message);
  }
  const read = MappingFile.safeParse(raw);
  if (read.success) return { mapping: read.data };
  return wrong(read.error.issues.map((i) => `${i.path.join('.') || 'file'}: ${i.message}`).join('; '));
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  );

/** The first mapping that is for this supplier, file and sheet, and whose columns are all there. */
export function chooseMapping(
  mappings: readonly MappingFile[],
  supplier: string,
  fileName: string,
  sheet: string,
  sample: readonly Row[],
): Layout | undefined {
  for (const m of mappings) {
    if (m.supplier !== supplier || (m.file !== undefined && !glob(m.file).test(fileName)) || (m.sheet !== undefined && m.sheet !== sheet))
      continue;
    const layout = compile(m, sample);
    if (layout) return layout;
  }
  return undefined;
}

/** A mapping on a sheet; undefined when a heading that it names is not there. */
export function compile(m: MappingFile, sample: readonly Row[]): Layout | undefined {
  const named = Object.entries(m.columns) as [Field, string | number][];
  const rows =
    m.header_row === undefined ? sample.slice(0, 40) : m.header_row === 0 ? [undefined] : sample.filter((r) => r.number === m.header_row);
  for (const header of rows) {
    const headings = (header?.cells ?? []).map((c) => c.shown.trim());
    const columns: Partial<Record<Field, number>> = {};
    for (const [field, at] of named) {
      const index = indexOf(at, headings);
      if (index !== undefined) columns[field] = index;
    }
    if (Object.keys(columns).length < named.length) continue;
    const body = sample.filter((r) => r.number > (header?.number ?? 0));
    const values = (index: number): string[] =>
      body.flatMap((r) => (typeof r.cells[index]?.raw === 'number' ? [] : [r.cells[index]?.shown ?? '']));
    const at = columns.quantity;
    const measures = MEASURES.flatMap((measure) => (columns[measure] === undefined ? [] : [{ measure, column: columns[measure]! }]));
    if (at !== undefined) measures.push({ measure: m.kind === 'ship_notice' ? 'shipped' : 'on_hand', column: at });
    const order = m.date_order ?? (columns.as_of === undefined ? null : dateOrderOf(values(columns.as_of)));
    const asOf = m.constants.as_of === undefined ? undefined : readDate(m.constants.as_of, order, null);
    return {
      kind: m.kind,
      headerRow: header?.number ?? 0,
      items: ITEM_FIELDS.flatMap((field) => (columns[field] === undefined ? [] : [{ field, column: columns[field] }])),
      measures: measures.map((x) => ({ ...x, sign: m.decimal ?? decimalSignOf(values(x.column)) })),
      columns,
      constants: {
        ...(m.constants.location === undefined ? {} : { location: m.constants.location }),
        ...(m.constants.uom === undefined ? {} : { uom: m.constants.uom }),
        ...(asOf === undefined ? {} : { asOf }),
      },
      dateOrder: order,
      headings,
      coverage: m.coverage,
      name: m.name,
      version: m.version,
    };
  }
  return undefined;
}

function indexOf(at: string | number, headings: readonly string[]): number | undefined {
  if (typeof at === 'number') return at - 1;
  const exact = headings.findIndex((h) => h === at);
  if (exact >= 0) return exact;
  const loose = headings.findIndex((h) => folded(h) !== '' && folded(h) === folded(at));
  if (loose >= 0) return loose;
  if (!/^[A-Z]{1,2}$/.test(at)) return undefined;
  return [...at].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
}
