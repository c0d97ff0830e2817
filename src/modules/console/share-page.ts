import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { ageOf } from '../../domain/sharing/age';
import { type ShareLine, type Snapshot, theirNumber, theirPlace } from '../../domain/sharing/columns';
import { headingOf } from '../../domain/sharing/sheet';
import type { Words } from '../../domain/sharing/words';
import { timeAt } from '../../domain/rules/at';
import { html, Html } from '../alerts/mail/html';

const STYLE =
  'body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#1a1a1a;background:#fff}h1{font-size:1.25rem}h2{font-size:1rem;margin-top:2rem}pre{white-space:pre-wrap;font:inherit}' +
  'div{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #d5dbe1;vertical-align:top}' +
  'th{font-weight:600;white-space:nowrap}.n{text-align:right;font-variant-numeric:tabular-nums}.s{color:#5c6873;font-size:.85em}' +
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#16181c}th,td{border-color:#363d45}.s{color:#a9b3bd}}';
const HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

/** A page of a hundred thousand lines is read by nobody and costs whoever serves it; all of it is in the mail. */
const SHOWN = 2000;

/** What a supplier is told, to be read and nothing else: no script, nothing fetched, found by no search engine. */
export function sharePage(
  reply: FastifyReply,
  snapshot: Snapshot,
  words: Words,
  at: { readonly now: string; readonly until: string; readonly token: string },
): void {
  const { columns, usageDays, lines } = snapshot;
  const headings = [words.yourItem, words.ourItem, words.yourPlace, words.ourPlace, words.unit, words.asOf];
  const body = html`<h1>${snapshot.supplierName}</h1>
    <p>
      ${words.snapshot} <b>${snapshot.id}</b>, ${snapshot.madeAt.slice(0, 16).replace('T', ' ')} UTC (${ageOf(snapshot.madeAt, at.now)}).
      ${words.unknown}
    </p>
    <div>
      <table>
        <tr>
          ${headings.map((h) => html`<th>${h}</th>`)}${columns.map((c) => html`<th class="n">${headingOf(c, words, usageDays)}</th>`)}
        </tr>
        ${lines.slice(0, SHOWN).map((l) => rowOf(l, columns))}
      </table>
    </div>
    ${lines.length > SHOWN && html`<p>+ ${lines.length - SHOWN}</p>`} ${tryForm(words, at.token)}
    <p class="s">→ ${at.until.slice(0, 10)}</p>`;
  send(reply, 200, snapshot.supplierName, body);
}

function rowOf(line: ShareLine, columns: Snapshot['columns']): Html {
  const cells = columns.map((c) => {
    const { value, reason } = line.values[c] ?? { value: null, reason: null };
    return html`<td class="n">${value ?? html`<span class="s">${reason ?? ''}</span>`}</td>`;
  });
  return html`<tr>
    <td>${theirNumber(line) ?? ''}</td>
    <td>${line.sku}<br /><span class="s">${line.description ?? ''}</span></td>
    <td>${theirPlace(line) ?? ''}</td>
    <td>${line.location}</td>
    <td>${line.uom}</td>
    <td>${timeAt(Date.parse(line.asOf), line.timezone)}</td>
    ${cells}
  </tr>`;
}

const tryForm = (words: Words, token: string): Html =>
  html`<h2>${words.tryFile}</h2>
    <p class="s">${words.tryNote}</p>
    <form method="post" action="/share/${token}/check" enctype="multipart/form-data">
      <input type="file" name="file" required aria-label="${words.tryFile}" /> <button>${words.tryButton}</button>
    </form>`;

/** What a supplier would be answered to a file, before it is sent. */
export function triedPage(reply: FastifyReply, file: string, text: string | null, words: Words, token: string): void {
  const body = html`<h1>${file}</h1>
    <pre>${text === null ? words.nothingToSay : new Html(linesOf(text))}</pre>
    ${tryForm(words, token)}
    <p><a href="/share/${token}">${words.back}</a></p>`;
  send(reply, 200, file, body);
}
/** Line by line, since what is escaped loses its line breaks. */
const linesOf = (text: string): string =>
  text
    .split('\n')
    .map((l) => html`${l}`.text)
    .join('\n');

/** The same for a link that never was, one that is over and one that was withdrawn: who tries some out learns nothing. */
export function nothingShared(reply: FastifyReply): void {
  send(reply, 404, 'Nothing is shared here', html`<h1>Nothing is shared here</h1><p>The link is over or was withdrawn. Ask the buyer for another.</p>`); // prettier-ignore
}
export function notYetShared(reply: FastifyReply, words: Words, token: string): void {
  send(
    reply,
    200,
    'Nothing was shared yet',
    html`<h1>Nothing was shared yet</h1>
      <p>The first numbers will stand here.</p>
      ${tryForm(words, token)}`,
  );
}

function send(reply: FastifyReply, status: number, title: string, body: Html): void {
  void reply
    .code(status)
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' })
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex,nofollow">` +
        `${html`<title>${title}</title>`.text}<style>${STYLE}</style>${body.text}</html>`,
    ); // prettier-ignore
}
