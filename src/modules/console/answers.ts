import { z } from 'zod';
import type { DocumentReport, LineReport } from '../documents/document-report.store';
import { KINDS } from '../../domain/acks/answer';
import type { Word } from '../../domain/acks/verdict';
import type { AnswerReport } from '../acks/answers-list.store';
import type { SentReport } from '../acks/sent-list.store';
import type { ReceiptReport } from '../documents/receipt-report.store';
import type { ExceptionEvent, ExceptionReport } from '../exceptions/exceptions.store';
import type { FeedIssue } from '../feed/import-result';
import type { DriftReport } from '../mappings/drifts.store';
import type { ParkedReport } from '../matching/parked.store';
import { LEVELS } from '../../domain/items/terms';
import type { CadenceReport } from '../suppliers/cadence.store';
import type { ComparisonReport } from '../reconciliation/comparisons.store';
import { OUTBOX_STATES, type OutboxReport } from '../outbox/outbox-list.store';
import type { MeasureReport } from '../reconciliation/measured.store';
import { ACCESS_ANSWERS } from './access-answers';
import { CLAIM_ANSWERS } from './claim-answers';
import type { Answered } from '../acks/answered.store';
import { mappingAnswers } from './mapping-answers';
import { REORDER_ANSWERS } from './reorder-answers';
import { reply, wholeReply } from './reply-answers';
import { scorecard, scoredCase } from './scorecard-answers';
import { decimal, instant, maybe, page, text, whole } from './scalars';
import type { Fault } from './problems';
import { OVERVIEW_ANSWERS } from './overview-answers';
import { SCREEN_ANSWERS } from './screen-answers';
import { DOCUMENT_ANSWERS } from './document-answers';
import { SHARING_ANSWERS } from './sharing-answers';
import { SUPPLIER_ANSWERS } from './supplier-answers';
import { TIMELINE_ANSWERS } from './timeline-answers';

/** The answers of the API: fields and names are the contract's, and `satisfies` holds them against what the stores say. */
const some = decimal.nullable();
const open = z.record(z.string(), z.unknown());

const line = z.object({
  line: z.number().int(),
  sku: maybe,
  location: maybe,
  measure: text,
  quantity: some,
  uom: maybe,
  as_of: maybe,
  said: maybe.meta({ description: 'the as-of as it was said: a day, first/last day, or an instant; null where nothing was' }),
  place: text,
  parked: maybe,
  given: z.unknown(),
}) satisfies z.ZodType<LineReport>;
const document = z.object({
  id: text,
  file: text,
  kind: text,
  supplier: maybe,
  status: text,
  as_of: maybe,
  mapping: z.object({ name: text, version: z.number() }).nullable(),
  received_at: instant,
  reference: maybe,
  format: text,
  snapshot_id: maybe.meta({ description: 'of a ship notice or a proposal: what the supplier had been told last when it was written' }),
  sender: z
    .object({ verdict: z.enum(['pass', 'fail', 'none', 'undecided']), said: text })
    .nullable()
    .meta({ description: 'whether the mail is from whom it says; null where it came by no mail channel' }),
  counts: z.object({ lines: z.number().int(), parked: z.number().int(), rejected: z.number().int() }),
  issues: z.array(z.object({ code: text, severity: text, detail: text, place: maybe, value: maybe })),
}) satisfies z.ZodType<Omit<DocumentReport, 'lines'>>;
const exception = z.object({
  id: text,
  key: text,
  type: text,
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  status: z.enum(['open', 'acknowledged', 'waiting', 'snoozed', 'resolved']),
  suppressed_by: maybe,
  supplier: maybe,
  sku: maybe,
  location: maybe,
  as_of: maybe,
  reported: some,
  expected: z.object({ low: decimal, high: decimal }).nullable(),
  difference: some,
  uom: maybe,
  value: z.object({ amount: decimal, currency: text }).nullable(),
  cause: z.object({ code: text, text, evidence: z.array(text) }).nullable(),
  documents: z.array(z.object({ id: text, file: text, place: maybe })),
  message: text,
  details: open,
  opened_at: instant,
  last_seen_at: instant,
  resolved_at: instant.nullable(),
  resolution: maybe,
  previous: maybe,
  occurrences: z.number().int(),
  owner: maybe,
  snoozed: z
    .object({ until: z.enum(['worse', 'report', 'date', 'eta']), at: instant.nullable(), percent: z.number().int().nullable() })
    .nullable(),
  acknowledged_at: instant.nullable(),
  accepted_until: instant.nullable(),
  shadow: z.boolean(),
  version: z.number().int().meta({ description: 'as people change it; name it in If-Match, and what changed since is refused' }),
}) satisfies z.ZodType<ExceptionReport>;
const event = z.object({
  at: instant,
  what: text,
  details: open,
  by: maybe.meta({ description: 'null: the engine itself' }),
  reason: maybe,
  before: open.nullable(),
  after: open.nullable(),
}) satisfies z.ZodType<ExceptionEvent>;
const measure = z.object({
  measure: text,
  state: text,
  reported: decimal,
  compared: decimal.meta({ description: 'the share of it that falls into the window' }),
  band: z.object({ low: decimal, high: decimal }).nullable(),
  distance: some,
  tolerance: some,
  window: z.object({ from: instant, to: instant }),
  reason: maybe,
  ours: z.array(text).meta({ description: 'of what our number is made up' }),
  document: z.object({ id: text, file: text, place: maybe }),
}) satisfies z.ZodType<MeasureReport>;
const comparison = z.object({
  supplier: text,
  sku: text,
  location: text,
  owner: text,
  state: text,
  reported: some,
  band: z.object({ low: decimal, high: decimal }).nullable(),
  distance: some,
  tolerance: some,
  tolerance_from: z
    .object({ tolerance_qty: z.enum(LEVELS), tolerance_pct: z.enum(LEVELS), value_floor: z.enum(LEVELS) })
    .partial()
    .meta({ description: 'which level said each of them; what none said is 0' }),
  uom: text,
  window: z.object({ from: instant, to: instant }).nullable(),
  watermark: maybe,
  reason: maybe,
  flip: maybe,
  document: z.object({ id: text, file: text, place: maybe }).nullable(),
  measures: z.array(measure),
  compared_at: instant,
}) satisfies z.ZodType<ComparisonReport>;
const receipt = z.object({
  id: text,
  name: text,
  channel: text,
  received_at: instant,
  sha256: text,
  state: z.enum(['kept', 'done', 'failed']),
}) satisfies z.ZodType<ReceiptReport>;
const acknowledgement = z.object({
  id: text,
  kind: z.enum(KINDS),
  supplier: text,
  receipt: text,
  file: text,
  control: text.meta({ description: 'control number of the interchange that it answers' }),
  verdict: z.enum(['accepted', 'with_errors', 'partly', 'rejected']),
  says: text,
  own_control: text,
  state: z.enum(['preview', 'leaves', 'to_fetch', 'withheld', 'not_written']),
  trouble: maybe,
  made_at: instant,
  leaves: z.array(z.object({ at: instant, by: text, to: text, state: text })),
}) satisfies z.ZodType<AnswerReport>;
const sentEdi = z.object({
  id: text,
  kind: text.meta({ examples: ['x12-850'] }),
  supplier: text,
  reference: text.meta({ description: 'number of the document in it' }),
  control: text.meta({ description: 'control number of its interchange' }),
  made_at: instant,
  sent_at: instant.nullable().meta({ description: 'null: it waits, or was withheld' }),
  answer: z.enum(['accepted', 'with_errors', 'partly', 'rejected']).nullable(),
  answer_detail: maybe,
  answered_at: instant.nullable(),
  document: maybe,
  place: maybe,
}) satisfies z.ZodType<Omit<SentReport, 'answer'> & { answer: Word | null }>;
const message = z.object({
  id: text,
  kind: text,
  target: text.meta({ description: 'an address, or the name of an endpoint in the settings' }),
  state: z.enum(OUTBOX_STATES),
  about: open,
  subject: text,
  created_at: instant,
  attempts: z.number().int(),
  next_at: instant.nullable(),
  sent_at: instant.nullable(),
  tries: z.array(z.object({ at: instant, outcome: text, detail: maybe, took_ms: z.number().int().nullable() })),
}) satisfies z.ZodType<OutboxReport>;
const feedIssue = z.object({
  file: text,
  place: text,
  column: maybe,
  value: maybe,
  code: text,
  detail: text,
  severity: z.enum(['warning', 'error']),
}) satisfies z.ZodType<FeedIssue>;
const weighed = { score: z.number(), reasons: z.array(text) };
const parked = z.object({
  id: text,
  about: z.enum(['item', 'location', 'unit']),
  supplier: text,
  reason: text,
  detail: maybe,
  item: z.array(z.object({ qualifier: text, value: text })),
  called: maybe,
  holds: maybe,
  location: z.object({ qualifier: text, value: text }).nullable(),
  uom: maybe,
  lines: z.number().int(),
  documents: z.number().int(),
  first_seen: instant,
  last_seen: instant,
  example: z.object({ document: text, file: text, place: text }),
  candidates: z.array(
    z.union([z.object({ sku: text, description: maybe, ...weighed }), z.object({ location: text, description: text, ...weighed })]),
  ),
}) satisfies z.ZodType<ParkedReport>;
const columnHeading = z.object({ heading: text, evidence: z.array(text) });
const drift = z.object({
  id: text,
  supplier: text,
  mapping: text,
  version: z.number().int(),
  stale: z.boolean(),
  documents: z.number().int(),
  first_seen: instant,
  last_seen: instant,
  example: z.object({ document: text, file: text, place: maybe }),
  headings: z.array(text),
  lost: z.array(
    z.object({
      field: text,
      named: z.array(text),
      shown: text,
      heading: maybe.meta({ description: 'what is proposed; null where somebody must say it' }),
      evidence: z.array(text),
      others: z.array(columnHeading),
    }),
  ),
}) satisfies z.ZodType<DriftReport>;
const fault = z.object({ code: text, detail: text, parameter: text.exactOptional() }) satisfies z.ZodType<Fault>;
const outcome = z.object({ added: whole, changed: whole, unchanged: whole, withdrawn: whole });

/** By the name under which the OpenAPI document holds them. */
export const ANSWERS = {
  ...SHARING_ANSWERS,
  Documents: page(
    document.extend({
      answers: z
        .array(z.object({ what: text, verdict: text, state: text }) satisfies z.ZodType<Answered>)
        .meta({ description: 'what its sender was written (`reply`), and what acknowledges its interchange (`997`, `CONTRL`, …)' }),
    }),
  ),
  Document: document.extend({ lines: z.array(line), nextCursor: maybe }),
  Lines: page(line),
  Exceptions: page(exception.extend({ consequences: whole.meta({ description: 'those open that are folded under it' }) })),
  Exception: exception.extend({ events: z.array(event) }),
  Acted: z.object({
    outcomes: z.array(
      z.union([
        z.object({ id: text, done: z.literal(true), status: text, version: whole }),
        z.object({ id: text, done: z.literal(false), code: text, detail: text }),
      ]),
    ),
  }),
  Comparisons: page(comparison),
  Kept: z.object({ receipt: text }),
  Receipt: receipt.extend({ documents: z.array(document), acknowledgements: z.array(acknowledgement) }),
  Checked: z.object({
    documents: z.array(document.extend({ lines: z.array(line) })),
    acknowledgements: z.array(acknowledgement.extend({ content: maybe })),
    reply: z
      .object({
        outcome: z.enum(['accepted', 'partly', 'rejected', 'duplicate']),
        language: text,
        subject: text,
        text,
        attachments: z.array(z.object({ filename: text, base64: text })),
      })
      .nullable(),
  }),
  Acknowledgements: page(acknowledgement),
  Acknowledgement: acknowledgement.extend({ content: maybe.meta({ description: 'as it leaves; null where it could not be written' }) }),
  SentEdi: page(sentEdi),
  Scorecard: scorecard,
  ScorecardCases: page(scoredCase),
  Outbox: page(message),
  OutboxMessage: message,
  Replies: page(reply),
  Reply: wholeReply,
  Imported: z.object({
    accepted: whole,
    rejected: whole,
    parked: whole,
    issues: z.array(feedIssue),
    kinds: z.record(z.string(), outcome),
    raised: z.looseObject({ opened: whole, resolved: whole }),
  }),
  Parked: page(parked),
  Decided: z.object({
    id: text,
    kind: text,
    row: z.record(z.string(), text),
    accepted: whole,
    parked: whole,
    raised: z.looseObject({ opened: whole, resolved: whole }),
  }),
  Drifts: page(drift),
  DriftAccepted: z.object({
    name: text,
    version: whole,
    columns: z.record(z.string(), text),
    read_again: whole,
    raised: z.looseObject({ opened: whole, resolved: whole }),
  }),
  Released: z.object({ document, released: z.boolean(), raised: z.looseObject({ opened: whole, resolved: whole }) }),
  Replay: z.object({
    hash: text,
    applied: z.boolean(),
    deliveries: z.array(
      z.object({
        file: text,
        receivedAt: instant,
        before: z.array(text),
        after: z.array(text),
        same: whole,
        lines: z.array(
          z.object({ change: z.enum(['gained', 'lost', 'changed']), place: text, measure: text, before: maybe, after: maybe }),
        ),
        issues: z.array(z.object({ change: z.enum(['new', 'gone']), code: text, detail: text, place: maybe })),
      }),
    ),
    exceptions: z.array(
      z.object({
        change: z.enum(['opened', 'reopened', 'escalated', 'resolved']),
        type: text,
        severity: text,
        key: text,
        message: text,
      }),
    ),
  }),
  Cadences: page(
    z.object({
      supplier: text,
      document: z.enum(['stock_report', 'ship_notice']),
      reports: whole,
      proposed: z
        .object({
          cron: text,
          timezone: text,
          graceMinutes: whole,
          weekdays: z.array(text),
          by: text,
          due: whole,
          hits: whole,
          share: z.number(),
          reports: whole,
        })
        .nullable(),
      row: maybe.meta({ description: 'of report_schedules: supplier, document, location, cron, timezone, grace_minutes' }),
    }) satisfies z.ZodType<CadenceReport>,
  ),
  Suppliers: page(z.object({ supplier: text, name: text })),
  Items: page(z.object({ sku: text, description: maybe, uom: text, gtin: maybe, status: text })),
  Problem: z.object({
    type: text,
    title: text,
    status: whole,
    detail: text,
    instance: text,
    requestId: text,
    errors: z.array(fault),
  }),
  ...mappingAnswers(document, line),
  ...REORDER_ANSWERS,
  ...CLAIM_ANSWERS,
  ...ACCESS_ANSWERS,
  ...SCREEN_ANSWERS,
  ...DOCUMENT_ANSWERS,
  ...SUPPLIER_ANSWERS,
  ...TIMELINE_ANSWERS,
  ...OVERVIEW_ANSWERS,
} as const;
export type AnswerName = keyof typeof ANSWERS;
