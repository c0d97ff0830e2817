import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { inTransaction, takenBack } from '../../database/transaction';
import { timeAt } from '../../domain/rules/at';
import { isQuiet, monthAt, statementLine, type StatementLine } from '../../domain/sharing/statement';
import { type Statement, statementBook, statementText, titleOf } from '../../domain/sharing/statement-book';
import { writeWorkbook } from '../../domain/workbook/write-workbook';
import type { Config } from '../../platform/config';
import { keysOf } from '../../platform/vault';
import { Links } from '../access/links';
import { consoleUrl } from '../alerts/settings';
import { putInOutbox } from '../outbox/outbox.store';
import { supplierPairs, type SupplierPair } from '../reconciliation/supplier-views.store';
import { addressesOf } from './forms/form';
import { itemNames, placeNames } from './names.store';
import { sharingOf, USUALLY } from './settings';
import type { ShareServices } from './share';
import { holdSupplier, type SharedWith } from './snapshots.store';
import { statementFacts } from './statement-facts.store';
import { insertStatement } from './statements.store';
import { WORKBOOK_TYPE } from '../../domain/workbook/book';

const ANSWERED_WITHIN_MS = 30 * 86_400_000;

export interface Stating {
  readonly month: string; // 2026-11
  readonly location?: string | undefined;
  readonly now: string;
  readonly author: string;
}
type Services = ShareServices & { readonly config: Pick<Config, 'settings' | 'key' | 'keyFile'> };
export interface Stated {
  readonly statements: readonly Statement[]; // without an id where nothing was stored
  readonly sent: readonly { readonly id: string; readonly to: string }[];
  readonly before: readonly string[]; // places of which the very same was stated before
  readonly troubles: readonly { readonly location: string; readonly detail: string }[];
}

/** To look at; nothing is stored, and nothing leaves. */
export const previewStatements = (services: Services, supplier: SharedWith, s: Stating): Promise<Stated> =>
  takenBack(services.db.pool, (client) => state(client, services, supplier, s, false));

/** Stored and sent in one transaction, one for each place; the same numbers again are no second statement. */
export const sendStatements = (services: Services, supplier: SharedWith, s: Stating): Promise<Stated> =>
  inTransaction(services.db.pool, (client) => state(client, services, supplier, s, true));

async function state(client: PoolClient, services: Services, supplier: SharedWith, s: Stating, leaves: boolean): Promise<Stated> {
  await holdSupplier(client, supplier.id);
  const settings = sharingOf(services.config.settings).get(supplier.code) ?? USUALLY;
  const allowed = (code: string): boolean => (settings.locations?.includes(code) ?? true) && (s.location ?? code) === code;
  const pairs = (await supplierPairs(client, supplier.id, s.now)).filter(({ view }) => allowed(view.location));
  const out = { statements: [] as Statement[], sent: [] as { id: string; to: string }[], before: [] as string[], troubles: [] as { location: string; detail: string }[] }; // prettier-ignore
  const to = leaves ? recipients(services, supplier, settings) : { from: '', to: [] };
  for (const location of [...new Set(pairs.map((p) => p.view.location))].sort()) {
    const here = pairs.filter((p) => p.view.location === location);
    const [{ view, locationId }] = here as [SupplierPair];
    const month = monthAt(s.month, view.timezone);
    if (view.watermark === null || view.watermark < month.to) {
      const reach = view.watermark === null ? 'do not speak of the place' : `reach to ${timeAt(view.watermark, view.timezone)}`;
      out.troubles.push({ location, detail: `our data ${reach}; a statement is of a month that is whole` });
      continue;
    }
    const lines = await linesOf(client, supplier.id, here, month, s.now);
    const names = (await placeNames(client, supplier.id, [locationId])).get(locationId)!;
    const about = { supplier: supplier.code, supplierName: supplier.name, location, locationName: names.locationName, month: s.month, madeAt: s.now, lines }; // prettier-ignore
    if (!leaves) {
      out.statements.push({ id: '', ...about });
      continue;
    }
    const digest = createHash('sha256').update(JSON.stringify(lines)).digest('hex');
    const id = await insertStatement(client, { supplierId: supplier.id, locationId, month: s.month, digest, now: s.now, author: s.author, lines }); // prettier-ignore
    if (id === undefined) out.before.push(location);
    else {
      const statement = { id: `stm_${id}`, ...about };
      out.statements.push(statement);
      out.sent.push(...(await mail(client, services, statement, to, s.now)));
    }
  }
  return out;
}

/** Before anything is stored: a statement that nobody gets is none. */
function recipients(services: Services, supplier: SharedWith, settings: Parameters<typeof addressesOf>[0]['settings']): { readonly from: string; readonly to: readonly string[] } {
  return addressesOf({ settings, supplier, mailFrom: services.mailFrom });
} // prettier-ignore

async function linesOf(
  client: PoolClient,
  supplierId: string,
  pairs: readonly SupplierPair[],
  month: ReturnType<typeof monthAt>,
  now: string,
): Promise<StatementLine[]> {
  const names = await itemNames(client, supplierId, pairs.map((p) => p.itemId), now); // prettier-ignore
  const lines: StatementLine[] = [];
  for (const { view, itemId, locationId } of [...pairs].sort((a, b) => (a.view.sku < b.view.sku ? -1 : 1))) {
    const consigned = view.owner === 'supplier';
    const facts = await statementFacts(client, { itemId, locationId, supplierId, consigned }, month.from);
    const { description, theirs } = names.get(itemId)!;
    const pair = { sku: view.sku, uom: view.uom, owner: view.owner, description, theirs: theirs[0]?.value ?? null, ...facts };
    lines.push(statementLine(pair, month, view.timezone, { measure: 'on_hand', ledger: view.terms?.basis === 'ledger' }));
  }
  return lines.filter((l) => !isQuiet(l));
}

async function mail(
  client: PoolClient,
  services: Services,
  statement: Statement,
  { from, to }: { readonly from: string; readonly to: readonly string[] },
  now: string,
): Promise<{ id: string; to: string }[]> {
  const workbook = (await writeWorkbook(statementBook(statement))).toString('base64');
  const files = [{ filename: `statement-${statement.month}-${statement.location.replace(/[^\w-]/g, '_')}.xlsx`, contentType: WORKBOOK_TYPE, base64: workbook }]; // prettier-ignore
  const messages = to.map((address) => ({
    eventKey: `statement ${statement.id} ${address}`,
    about: { statement: statement.id, supplier: statement.supplier },
    kind: 'mail' as const,
    target: address,
    payload: {
      ...{ from, to: address, subject: `Statement ${statement.month}: your stock at ${statement.locationName}` },
      text: textOf(services, statement, address, now),
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Gateway-Statement': statement.id },
      attachments: files,
    },
  }));
  await putInOutbox(client, messages, now);
  return to.map((address) => ({ id: statement.id, to: address }));
}

function textOf({ config }: Services, statement: Statement, address: string, now: string): string {
  const url = consoleUrl(config.settings);
  const links = new Links(keysOf(config.key, config.keyFile));
  const until = new Date(Date.parse(now) + ANSWERED_WITHIN_MS).toISOString();
  const link = (what: 'agree' | 'dispute'): string | null =>
    url === undefined ? null : links.make({ do: what, statement: statement.id, for: address }, until);
  const [agree, dispute] = [link('agree'), link('dispute')];
  const answer =
    agree === null || dispute === null
      ? 'Please answer this mail: do you agree?'
      : `You agree:  ${url!}/go/${agree}\nYou do not: ${url!}/go/${dispute}\n(until ${until.slice(0, 10)}; to open a link changes nothing, it asks first)`;
  return [titleOf(statement), statementText(statement), answer, 'A program wrote this mail. A person reads answers.\n'].join('\n\n');
}
