import { EVERYTHING } from '../modules/access/sees';
import { MEASURES } from '../modules/scorecards/measures';
import { csvOf, pageOf } from '../modules/scorecards/paper';
import { MONTH } from '../modules/scorecards/period';
import { casesOf, scorecard } from '../modules/scorecards/scorecard';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { knownSupplier } from './known-supplier';
import { limitOption } from './limit';
import { inLine, table } from './table';

const FORMS = ['table', 'csv', 'html'];
const month = { type: 'string', value: 'YYYY-MM', help: "that month by the supplier's clock; the last ninety days if absent" } as const;
function monthOf(given: string | boolean | undefined): string | undefined {
  if (typeof given === 'string' && !MONTH.test(given)) throw new UsageError(`--month ${given}: expected a month such as 2026-11`);
  return typeof given === 'string' ? given : undefined;
}

export const scorecardCommand: Command = {
  name: 'scorecard',
  args: 'SUPPLIER',
  summary: 'how a supplier and we ourselves did: timeliness, rows, counts, ship notices, days in range, answers',
  options: { month, as: { type: 'string', value: 'FORM', help: `${FORMS.join(', ')}; a page of html prints as PDF` } },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const as = options.as ?? 'table';
    if (!FORMS.includes(String(as))) throw new UsageError(`--as ${String(as)}: expected ${FORMS.join(', ')}`);
    const { pool } = (await gateway()).db;
    await knownSupplier(pool, words[0]!);
    const which = { supplier: words[0]!, month: monthOf(options.month), now: new Date().toISOString() };
    const card = (await scorecard(pool, EVERYTHING, which))!;
    if (json) out.data(JSON.stringify(card, null, 2));
    else if (as === 'csv') out.data(csvOf(card).trimEnd());
    else if (as === 'html') out.data(pageOf(card));
    else
      out.data(
        table(
          ['whose', 'measure', 'share', 'good', 'of', 'median', 'left out', 'what'],
          card.figures.map((f) => [
            ...[f.side, f.key, f.percent === null ? '-' : `${f.percent} %`, String(f.good), String(f.of)],
            ...[f.median_hours === null ? '' : `${f.median_hours} h`, String(f.left_out), f.says],
          ]),
        ),
      );
    return DONE;
  },
};

export const scorecardShowCommand: Command = {
  name: 'scorecard show',
  args: 'SUPPLIER MEASURE',
  summary: 'the list behind a figure of a scorecard',
  options: { month, limit: { type: 'string', value: 'N', help: 'the first N (200)' } },
  words: [2, 2],
  async run({ words, options, json, out, gateway }) {
    const [supplier, key] = words as readonly [string, string];
    const measure = MEASURES.find((m) => m.key === key);
    if (!measure) throw new UsageError(`there is no measure ${key}: expected ${MEASURES.map((m) => m.key).join(', ')}`);
    const limit = limitOption(options.limit, 200);
    const { pool } = (await gateway()).db;
    await knownSupplier(pool, supplier);
    const all = (await casesOf(pool, EVERYTHING, measure, { supplier, month: monthOf(options.month), now: new Date().toISOString() }))!;
    if (json) out.data(JSON.stringify({ cases: all }, null, 2));
    else if (all.length === 0) out.data('there is nothing behind it');
    else {
      const rows = all.slice(0, limit).map((c) => [c.at.slice(0, 16), c.what, c.location ?? '', c.of === 0 ? 'left out' : `${c.good} of ${c.of}`, c.said, c.place ?? '', c.document ?? '']); // prettier-ignore
      out.data(
        table(
          ['at', 'what', 'where', 'good', 'said', 'place', 'document'],
          rows.map((r) => r.map(inLine)),
        ),
      );
      if (all.length > limit) out.data(`… and ${all.length - limit} more; --limit, --json`);
    }
    return DONE;
  },
};
