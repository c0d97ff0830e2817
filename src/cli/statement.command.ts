import type { Statement } from '../domain/sharing/statement-book';
import { NotShared } from '../modules/sharing/forms/form';
import { previewStatements, sendStatements, type Stated } from '../modules/sharing/statement';
import { sharedWith } from '../modules/sharing/snapshots.store';
import { CrosscountError, UsageError } from '../platform/errors';
import { type Command, type Context, DONE, PROBLEMS } from './command';
import { authorOf, BY } from './config-folder';
import { instantOption } from './instant';
import { inLine, table } from './table';

export const statementCommand: Command = {
  name: 'statement',
  args: 'SUPPLIER',
  summary:
    "what came, was used and is left of a supplier's stock in a month, line by line; with --send it is stored and mailed, to be agreed to",
  options: {
    month: { type: 'string', value: 'YYYY-MM', help: 'which; needed' },
    location: { type: 'string', value: 'CODE', help: 'of this place; of all if absent' },
    send: { type: 'boolean', help: 'store it and mail it to the supplier' },
    by: BY,
    now: { type: 'string', value: 'INSTANT', help: 'the clock that it is made by' },
  },
  words: [1, 1],
  async run(context) {
    const { words, options, json, out, gateway } = context;
    const { month, location } = options;
    if (typeof month !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError(`--month ${String(month)}: expected a month such as 2026-11`); // prettier-ignore
    const now = instantOption('now', options.now);
    const services = await gateway();
    const supplier = await sharedWith(services.db.pool, words[0]!);
    if (!supplier) throw new UsageError(`there is no supplier ${words[0]!}`);
    const asked = { month, now, author: authorOf(options), location: typeof location === 'string' ? location : undefined };
    const make = options.send === true ? sendStatements : previewStatements;
    const stated = await make(services, supplier, asked).catch((error: unknown) => {
      throw error instanceof NotShared ? new CrosscountError('statement.not-sent', error.message) : error;
    });
    if (json) out.data(JSON.stringify(stated, null, 2));
    else tell(context, stated);
    return stated.troubles.length > 0 ? PROBLEMS : DONE;
  },
};

function tell({ out }: Context, { statements, sent, before, troubles }: Stated): void {
  for (const s of statements) {
    out.data(inLine(`${s.id === '' ? '' : `${s.id}  `}${s.supplier} at ${s.location}, ${s.month}`));
    out.data(lines(s));
  }
  for (const t of sent) out.data(inLine(`${t.id} to ${t.to}`));
  for (const b of before) out.message(inLine(`${b}: the very same was stated before; nothing was sent`));
  for (const t of troubles) out.message(inLine(`${t.location}: ${t.detail}`));
  if (statements.length + before.length + troubles.length === 0) out.data('nothing is agreed with the supplier there');
}

const lines = (s: Statement): string =>
  table(
    ['item', 'unit', 'opening', 'received', 'used', 'adjusted', 'difference', 'closing', 'to settle', 'bookings', ''],
    s.lines.map((l) => [
      ...[inLine(l.sku), l.uom, l.opening ?? '?', l.received, l.used, l.adjusted, l.difference ?? '?', l.closing ?? '?', l.settle ?? ''],
      ...[String(l.movements.length), inLine([l.reason ?? '', ...l.open.map((o) => `open: ${o.type} (${o.id})`)].filter((t) => t !== '').join('; '))], // prettier-ignore
    ]),
  );
