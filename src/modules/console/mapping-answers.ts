import { z } from 'zod';
import type { MappingReport } from '../mappings/mappings-list.store';
import type { Looked } from '../pipeline/look-delivery';
import { instant, maybe, text } from './scalars';

const whole = z.number().int();
const mapping = z.object({
  name: text,
  supplier: text,
  kind: text.meta({ examples: ['stock_report', 'ship_notice', 'edi'] }),
  kept: z.enum(['here', 'folder', 'file']).meta({
    description: 'here: published; folder: published from files, and changed there alone; file: never published, a file is used as it is',
  }),
  holds: whole.nullable().meta({ description: 'the version by which lists are read' }),
  newest: whole,
  changed_at: instant.nullable(),
  changed_by: maybe,
  reason: maybe,
  draft: z.boolean().meta({ description: 'there is a file of its name that says otherwise, and is not used' }),
  documents: whole,
  last: z.object({ document: text, file: text, at: instant, status: text }).nullable(),
  waiting: whole.meta({ description: 'lists that no longer fit it' }),
}) satisfies z.ZodType<MappingReport>;
const version = z.object({
  version: whole,
  text,
  author: text,
  note: text,
  published_at: instant.meta({ description: 'when it was saved' }),
  holds: z.boolean(),
  documents: whole,
});
const fault = z.object({ line: whole, column: whole, detail: text });
const looked = z.object({
  lists: z.array(
    z.object({
      file: text,
      sheet: text.meta({ description: 'empty for a text' }),
      hidden: z.boolean(),
      begins: whole.nullable(),
      rows: whole,
      more: z.boolean(),
      grid: z.array(z.object({ row: whole, cells: z.array(text) })),
      header_row: whole.nullable(),
      columns: z.array(
        z.object({
          column: whole,
          letter: text,
          heading: text,
          shape: z.enum(['gtin', 'unit', 'date', 'number', 'place', 'code', 'prose', 'nothing']),
          filled: whole,
          different: whole,
          first: text,
          values: z.array(z.object({ value: text, rows: whole, known: z.array(text) })),
        }),
      ),
      fields: z.array(
        z.object({
          field: text,
          column: whole.nullable(),
          heading: maybe,
          band: z.enum(['sure', 'likely', 'ask']),
          evidence: z.array(text),
          whose: z.enum(['buyer', 'gtin', 'vendor', 'manufacturer']).exactOptional(),
        }),
      ),
      questions: z.array(text),
      mapping: z.object({ name: text, yaml: text }).nullable(),
    }),
  ),
  refused: z.array(text),
  places: z.array(text).meta({ description: 'what places are called by you' }),
  units: z.array(text),
}) satisfies z.ZodType<Looked & { places: string[]; units: string[] }>;

/** `document` and `line`: as they stand in every other answer. */
export const mappingAnswers = <D extends z.ZodRawShape, L extends z.ZodType>(document: z.ZodObject<D>, line: L) => ({
  Mappings: z.object({ data: z.array(mapping), nextCursor: z.null() }),
  Mapping: mapping.extend({
    seen: text.meta({ description: 'what a change names in If-Match' }),
    mine: z.enum(['all', 'values', 'nothing']).meta({ description: 'what who asks may change of it' }),
    versions: z.array(version),
    file: z.object({ name: text, version: whole, text }).nullable(),
    pins: z.array(z.object({ file: text, version: whole, at: instant, by: text, note: text })),
  }),
  MappingSchema: z.record(z.string(), z.unknown()),
  MappingDifferences: z.object({ from: whole, to: whole, differences: z.array(text) }),
  MappingSaved: z.object({ name: text, version: whole, seen: text }),
  MappingPublished: z.object({
    name: text,
    version: whole,
    seen: text,
    repinned: z.array(z.object({ file: text, differences: z.array(text) })),
    read_again: whole,
    opened: whole,
    resolved: whole,
  }),
  Looked: looked,
  MappingTrial: z.object({
    supplier: maybe,
    faults: z.array(fault),
    took_ms: whole,
    documents: z.array(document.extend({ lines: z.array(line) })),
    waiting: z.array(z.object({ reason: text, detail: maybe, lines: whole })),
  }),
  MappingTest: z.object({
    faults: z.array(fault),
    files: z.array(
      z.object({
        file: text,
        received_at: instant,
        before: z.array(text),
        after: z.array(text),
        same: whole,
        gained: whole,
        lost: whole,
        changed: whole,
        lines: z.array(
          z.object({ change: z.enum(['gained', 'lost', 'changed']), place: text, measure: text, before: maybe, after: maybe }),
        ),
        issues: z.array(z.object({ change: z.enum(['new', 'gone']), code: text, detail: text, place: maybe })),
      }),
    ),
  }),
});
