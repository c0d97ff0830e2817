import { numbers } from '../domain/exceptions/words';
import { alertSettings } from '../modules/alerts/settings';
import { actionOf } from '../modules/exceptions/asked-action';
import { evaluate } from '../modules/pipeline/evaluate';
import { acceptOpening, type Opening, openingOf, received } from '../modules/reconciliation/opening';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, PENDING, PROBLEMS } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { instantOption } from './instant';
import { knownSupplier } from './known-supplier';
import { count, inLine } from './table';

export const goLiveCommand: Command = {
  name: 'go-live',
  args: 'SUPPLIER',
  summary: 'what a program begins with: differences and shipments of before; with --yes they are accepted',
  options: {
    at: { type: 'string', value: 'INSTANT', help: 'when it begins; what is about earlier moments is an opening balance' },
    location: { type: 'string', value: 'CODE', help: 'at this location only' },
    until: { type: 'string', value: 'DATE', help: 'until when the differences are accepted' },
    by: BY,
    reason: NOTE,
    yes: { type: 'boolean', help: 'accept them; without it they are only shown (exit 4)' },
    now: { type: 'string', value: 'INSTANT', help: 'when it is done' },
  },
  words: [1, 1],
  async run(context) {
    const { words, options, json, out, gateway } = context;
    if (options.at === undefined) throw new UsageError('go-live: say when it begins (--at)');
    const now = instantOption('now', options.now);
    const services = await gateway();
    const of = {
      supplier: words[0]!,
      location: typeof options.location === 'string' ? options.location : undefined,
      at: instantOption('at', options.at),
    };
    await knownSupplier(services.db.pool, of.supplier);
    const opening = await openingOf(services.db, of, now);
    if (options.yes !== true) return shown(context, opening);
    const done = await acceptOpening(services.db, of, opening, acceptance(context, opening), now, services.alerts.changed(false));
    const raised = await evaluate(services, 'touched', now);
    const refused = done.filter((d) => !d.done);
    if (json) {
      const issues = refused.map((d) => ({ file: '', place: d.id, column: null, value: null, code: d.code, detail: d.detail }));
      const accepted = opening.differences.length + opening.shipments.length - refused.length;
      out.data(JSON.stringify({ accepted, rejected: refused.length, parked: 0, issues, ...opening, ...raised }, null, 2));
    } else {
      out.data(`${count(opening.differences.length, 'difference')} accepted, ${count(opening.shipments.length, 'shipment')} written off`);
      for (const d of refused) out.data(`${d.id}  not done: ${inLine(d.detail)} (${d.code})`);
    }
    return refused.length === 0 ? DONE : PROBLEMS;
  },
};

function acceptance({ options, config }: Context, opening: Opening) {
  const reason = typeof options.reason === 'string' ? options.reason : '';
  if (reason === '') throw new UsageError('go-live: say why (--reason)');
  if (opening.differences.length > 0 && typeof options.until !== 'string')
    throw new UsageError('go-live: say until when the differences are accepted (--until)');
  const asked = {
    do: 'resolve',
    code: 'accepted_difference',
    until: typeof options.until === 'string' ? options.until : undefined,
  } as const;
  const action = actionOf(asked, alertSettings(config.settings)?.timezone ?? 'UTC');
  return { by: authorOf(options), reason, until: action.do === 'resolve' ? (action.until ?? null) : null };
}

function shown({ json, out }: Context, opening: Opening): number {
  const { differences, shipments } = opening;
  const any = differences.length + shipments.length > 0;
  if (json) out.data(JSON.stringify({ accepted: 0, rejected: 0, parked: 0, issues: [], ...opening }, null, 2));
  else {
    for (const e of differences) out.data(inLine(`${e.id}  ${e.type}  ${e.sku ?? ''} ${e.location ?? ''}  ${numbers(e)}`));
    for (const s of shipments) {
      out.data(
        inLine(
          `shipment ${s.shipment}${s.shipped ? `, shipped ${s.shipped}` : ''}${s.eta ? `, due ${s.eta}` : ''}${s.exception ? `  ${s.exception}` : ''}`,
        ),
      );
      for (const l of s.lines)
        out.data(inLine(`  ${l.sku} ${l.location}: ${received(l)} of ${l.shipped} ${l.uom} received, ${l.open} open`));
    }
    out.data(
      any
        ? `${count(differences.length, 'difference')} and ${count(shipments.length, 'shipment')} of before; with --yes they are accepted`
        : 'nothing stands from before',
    );
  }
  return any ? PENDING : DONE;
}
