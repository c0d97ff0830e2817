import { z } from 'zod';
import type { ShownMail } from '../../domain/inspect/mail-page';
import type { ShownPart } from '../../domain/inspect/page';
import type { DocumentRun } from '../documents/document-runs.store';
import type { ProblemGroup } from '../documents/document-problems.store';
import type { HistoryEntry } from './document-history.store';
import { instant, maybe, text } from './scalars';

const whole = z.number().int();
const content = z.object({
  file: text,
  within: maybe,
  headings: z.array(text).meta({ description: 'of the columns of a list, by which places of a text name them' }),
  columns: z.record(z.string(), whole).meta({ description: 'in which item, location and uom of a list stand, by index from 0' }),
  kind: z.enum(['x12', 'edifact', 'grid', 'tree', 'none']),
  why: maybe.meta({ description: 'nothing is shown, in words' }),
  read: maybe.meta({ description: 'how a text was understood' }),
  total: whole.meta({ description: 'rows, segments or lines in all' }),
  start: whole,
  own: z
    .object({ from: whole, to: whole })
    .nullable()
    .meta({ description: 'which segments are this document, where others stand beside it' }),
  sheets: z.array(z.object({ name: text, hidden: z.boolean(), start: whole, rows: whole, columns: whole })),
  rows: z.array(z.object({ sheet: whole, row: whole, cells: z.array(text), places: z.array(text).exactOptional() })),
  segments: z.array(
    z.object({
      number: whole,
      tag: text,
      level: whole,
      bytes: z.tuple([whole, whole]),
      line: whole,
      column: whole,
      by: text.meta({ description: 'what stands between its elements' }),
      says: maybe.meta({ description: 'what such a segment does, to be read behind its tag' }),
      elements: z.array(z.object({ at: text, value: text, says: maybe, means: maybe })),
    }),
  ),
  lines: z.array(z.object({ depth: whole, text, place: text })),
  outline: z.array(z.object({ number: whole, level: whole, title: text })),
  more: z.boolean(),
}) satisfies z.ZodType<WithoutReadonly<ShownPart> & { file: string; headings: string[]; columns: Record<string, number> }>;
const mail = z.object({
  from: z.array(text),
  subject: text,
  sentAt: instant.nullable(),
  headers: z.array(z.object({ name: text, value: text })),
  text,
  cut: z.boolean(),
  wasPage: z.boolean().meta({ description: 'the text is made of a page, since the mail has no plain text' }),
  attachments: z.array(z.object({ name: text, bytes: whole, damage: maybe })),
  leftOut: z.array(z.object({ name: text, as: text })),
  refused: maybe,
}) satisfies z.ZodType<WithoutReadonly<ShownMail>>;
const run = z.object({
  id: text,
  current: z.boolean(),
  read_at: instant,
  status: text,
  format: text,
  mapping: z.object({ name: text, version: z.number() }).nullable(),
  counts: z.object({ lines: whole, parked: whole, rejected: whole }),
  issues: whole,
}) satisfies z.ZodType<DocumentRun>;
const group = z.object({
  code: text,
  supplier: maybe,
  severity: text,
  detail: text.meta({ description: 'as it was told last' }),
  documents: whole,
  places: whole.meta({ description: 'how often it was told' }),
  newest: z.object({ id: text, file: text, place: maybe, received_at: instant }),
}) satisfies z.ZodType<ProblemGroup>;
const entry = z.object({
  at: instant,
  what: z.enum(['received', 'read', 'read_anew', 'released', 'reply_made', 'reply_left', 'reply_decided', 'answered', 'answer_left']),
  by: maybe,
  reason: maybe,
  says: maybe,
}) satisfies z.ZodType<HistoryEntry>;

/** A schema's arrays may be written to, and what is told may not: the shape is the same. */
type WithoutReadonly<T> = T extends readonly (infer U)[]
  ? WithoutReadonly<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: WithoutReadonly<T[K]> }
    : T;

/** What of a document is shown beside what it says. */
export const DOCUMENT_ANSWERS = {
  DocumentContent: content,
  DocumentMail: z.object({ sender: z.object({ verdict: text, said: text }).nullable(), mail: mail.nullable() }),
  DocumentProblems: z.object({ data: z.array(group) }),
  DocumentRuns: z.object({ data: z.array(run) }),
  DocumentRunChange: z.object({
    same: whole,
    cut: z.boolean().meta({ description: 'there are more lines or differences than are told' }),
    lines: z.array(z.object({ change: z.enum(['gained', 'lost', 'changed']), place: text, measure: text, before: maybe, after: maybe })),
    issues: z.array(z.object({ change: z.enum(['new', 'gone']), code: text, detail: text, place: maybe })),
  }),
  DocumentHistory: z.object({ data: z.array(entry) }),
} as const;
