import { csvRow } from '../../platform/csv';
import { html, Html } from '../alerts/mail/html';
import type { ScorecardReport } from './scorecard';

const SIDES = [
  ['supplier', 'The supplier'],
  ['buyer', 'Ourselves'],
] as const;
type One = ScorecardReport['figures'][number];
const COLUMNS = ['side', 'measure', 'title', 'good', 'of', 'percent', 'median_hours', 'left_out', 'says'];

/** For a spreadsheet; what was not judged is blank. */
export const csvOf = ({ figures }: ScorecardReport): string =>
  [
    csvRow(COLUMNS),
    ...figures.map((f) => csvRow([f.side, f.key, f.title, f.good, f.of, f.percent ?? '', f.median_hours ?? '', f.left_out, f.says])),
  ].join('\n') + '\n';

const STYLE =
  'body{font:15px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}h1{font-size:1.4rem;margin-bottom:0}' +
  'h2{font-size:1.05rem;margin:2rem 0 .25rem}table{border-collapse:collapse;width:100%}td,th{padding:.4rem .5rem;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}' +
  '.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.soft{color:#5c6873;font-size:.85em}@media print{body{margin:0}}';

/** A page to be printed or sent on: no script, nothing from outside, and what people wrote is text. */
export function pageOf({ supplier, name, from, to, figures }: ScorecardReport): string {
  const row = (f: One) =>
    html`<tr>
      <td>${f.title}<br /><span class="soft">${f.says}</span></td>
      <td class="n">${f.percent === null ? '–' : `${f.percent} %`}</td>
      <td class="n">${f.of === 0 ? 'nothing to judge' : `${f.good} of ${f.of}`}</td>
      <td class="n">${f.median_hours === null ? '' : `${f.median_hours} h`}</td>
      <td class="n soft">${f.left_out === 0 ? '' : `${f.left_out} left out`}</td>
    </tr> `;
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <title>Scorecard ${supplier}</title>
      <style>
        ${new Html(STYLE)}
      </style>
      <h1>${name} (${supplier})</h1>
      <p class="soft">${from.slice(0, 16)}Z to ${to.slice(0, 16)}Z</p>
      ${SIDES.map(
        ([side, title]) =>
          html`<h2>${title}</h2>
            <table>
              <tr>
                <th>measure</th>
                <th class="n">share</th>
                <th class="n">cases</th>
                <th class="n">median</th>
                <th></th>
              </tr>
              ${figures.filter((f) => f.side === side).map(row)}
            </table>`,
      )}
    </html>`.text;
}
