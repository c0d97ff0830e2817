import { z } from 'zod';
import { COLUMNS, type Snapshot } from '../../domain/sharing/columns';
import type { StatementLine } from '../../domain/sharing/statement';
import type { StatementReport } from '../sharing/statements.store';
import type { LinkReport } from '../sharing/links.store';
import { instant, list, maybe, page, text } from './scalars';
import { CAUSES, type SnapshotReport } from '../sharing/snapshots.store';

const report = z.object({
  id: text,
  supplier: text,
  cause: z.enum(CAUSES),
  made_at: instant,
  lines: z.number().int(),
  withheld: z.boolean(),
  leaves: z.array(z.object({ form: text, to: text, state: text, sent_at: maybe })),
}) satisfies z.ZodType<SnapshotReport>;
const named = z.array(z.object({ qualifier: text, value: text }));
const shared = z.object({
  value: maybe.meta({ description: 'a decimal in the base unit; null where it is not known' }),
  reason: maybe.meta({ description: 'why it is not known' }),
  of: z.array(text).meta({ description: 'what it is made of' }),
});
const snapshot = z.object({
  id: text,
  supplier: text,
  supplierName: text,
  madeAt: instant,
  usageDays: z.number().int(),
  columns: z.array(z.enum(COLUMNS)),
  lines: z.array(
    z.object({
      ...{
        sku: text,
        description: maybe,
        gtin: maybe,
        theirs: named,
        location: text,
        locationName: text,
        gln: maybe,
        theirLocation: named,
      },
      ...{ timezone: text, uom: text, owner: z.enum(['buyer', 'supplier']), basis: z.enum(['physical', 'ledger']), asOf: instant },
      values: z.partialRecord(z.enum(COLUMNS), shared),
    }),
  ),
}) satisfies z.ZodType<Omit<Snapshot, 'columns' | 'lines'> & { columns: readonly string[]; lines: readonly object[] }>;
const link = z.object({
  ...{ id: text, supplier: text, made_for: text, created_at: instant, expires_at: instant, ended_at: maybe, author: maybe },
}) satisfies z.ZodType<LinkReport>;

const answers = z.array(z.object({ answer: text, at: instant, by: text, note: text }));
const state = z.enum(['open', 'replaced', 'agreed', 'disputed']);
const statementReport = z.object({
  ...{ id: text, supplier: text, location: text, month: text, made_at: instant, lines: z.number().int(), state, answers },
}) satisfies z.ZodType<StatementReport>;
const statementLine = z.object({
  ...{ sku: text, description: maybe, theirs: maybe, uom: text, owner: z.enum(['buyer', 'supplier']) },
  ...{ opening: maybe, received: text, used: text, adjusted: text, difference: maybe, closing: maybe, settle: maybe, reason: maybe },
  ...{ openingOf: z.array(text), closingOf: z.array(text) },
  movements: z.array(z.object({ key: text, at: text, kind: text, quantity: text, refers: text })),
  open: z.array(z.object({ id: text, type: text, reported: maybe, difference: maybe })),
}) satisfies z.ZodType<StatementLine>;
const statement = z.object({
  ...{ id: text, supplier: text, supplierName: text, location: text, locationName: text, month: text, madeAt: instant },
  ...{ lines: z.array(statementLine), state, answers },
});

/** What the routes about sharing answer. */
export const SHARING_ANSWERS = {
  Snapshots: page(report),
  Snapshot: snapshot,
  Shared: z.object({
    snapshot: text,
    left: z.array(z.object({ form: text, to: text })),
    troubles: z.array(z.object({ form: text, detail: text })),
  }),
  Statements: page(statementReport),
  Statement: statement,
  ShareLinks: list(link),
  ShareLinkMade: z.object({ id: text, url: text, expires_at: instant }),
} as const;
