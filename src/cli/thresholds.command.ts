import { EVERYTHING } from '../modules/access/sees';
import { type ThresholdReport, reportThresholds, type ThresholdValue } from '../modules/replenishment/thresholds';
import { wallClock } from '../platform/clock';
import { type Command, DONE, type Output } from './command';
import { knownSupplier } from './known-supplier';
import { limitOption } from './limit';
import { inLine } from './table';

const said = (v: ThresholdValue): string =>
  `${v.value ?? 'nothing'} since ${v.since.slice(0, 10)}${v.source === null ? '' : ` (${v.source}${v.level === null ? '' : `, ${v.level}`})`}`;

function show(out: Output, t: ThresholdReport, history: boolean): void {
  out.data(inLine(`${t.supplier} · ${t.location} · ${t.sku}  ${t.uom}`));
  for (const [name, value] of Object.entries(t.agreed)) {
    out.data(inLine(`  ${name} ${said(value)}`));
    const before = history ? (t.history[name as keyof typeof t.history] ?? []).filter((h) => h.since !== value.since) : [];
    for (const h of before) out.data(inLine(`      ${said(h)}`));
  }
  if (Object.keys(t.agreed).length === 0) out.data('  nothing is agreed');
  for (const s of t.supplier_says)
    out.data(inLine(`  the supplier says ${s.measure} ${s.quantity}: ${s.file} ${s.place}, ${s.received_at}`));
  const { suggested: g } = t;
  if (g.min === null) out.data(inLine(`  no suggestion: ${g.why.join('; ')}`));
  else {
    out.data(inLine(`  suggested min ${g.min} (${g.min_covers_days} days), max ${g.max} (${g.max_covers_days} days), an order every ${g.orders_every_days} days`)); // prettier-ignore
    for (const w of g.why) out.data(inLine(`      ${w}`));
  }
}

export const thresholdsCommand: Command = {
  name: 'thresholds',
  args: '',
  summary: 'when and how much is ordered: what is agreed, since when and by whom, what the supplier says, and what usage speaks for',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'with this supplier' },
    location: { type: 'string', value: 'CODE', help: 'at this location' },
    sku: { type: 'string', value: 'SKU', help: 'of this item' },
    history: { type: 'boolean', help: 'what was agreed before and will be' },
    limit: { type: 'string', value: 'N', help: 'the first N (50)' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const text = (name: string): string | undefined => (typeof options[name] === 'string' ? options[name] : undefined);
    const limit = limitOption(options.limit, 50);
    const { pool } = (await gateway()).db;
    const supplier = text('supplier');
    if (supplier !== undefined) await knownSupplier(pool, supplier);
    const filter = { supplier, location: text('location'), sku: text('sku'), limit };
    const thresholds = await reportThresholds(pool, EVERYTHING, filter, wallClock.now());
    if (json) out.data(JSON.stringify({ thresholds }, null, 2));
    else if (thresholds.length === 0) out.data('nothing was ever compared of it');
    else for (const t of thresholds) show(out, t, options.history === true);
    return DONE;
  },
};
