import { claimed, CLAIM_STATES, type ClaimAction, kindWord, type Outcome, OUTCOMES } from '../domain/claims/claim';
import { EVERYTHING } from '../modules/access/sees';
import { actOnClaim, makeClaim } from '../modules/claims/claims';
import { type ClaimReport, reportClaims } from '../modules/claims/claims.store';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option, type Output } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { claimId, exceptionId } from './ids';
import { instantOption } from './instant';
import { inLine } from './table';

const NOW: Option = { type: 'string', value: 'INSTANT', help: 'when it is done' };
const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

function line(c: ClaimReport): string {
  const sent = c.sent_at === null ? '' : ` ${c.sent_at} by ${c.way} to ${c.target}`;
  const where = c.location === null ? '' : ` · ${c.location}`;
  return `${c.id}  claim ${c.n}  ${c.supplier}${where}  ${claimed(c.lines, c.sku, c.evidence.uom)}  shipment ${c.evidence.shipment}  ${c.state}${c.outcome === null ? '' : ` (${c.outcome})`}${sent}`;
}
function show(out: Output, c: ClaimReport): void {
  const { evidence: e } = c;
  out.data(inLine(line(c)));
  out.data(inLine(`  of ${c.exception}: ${e.message}`));
  for (const l of c.lines) out.data(inLine(`  ${l.line}  ${kindWord(l.kind)} ${l.quantity} ${e.uom}`));
  for (const a of e.announced_in) out.data(inLine(`  announced ${a.quantity} ${e.uom}  ${a.file} ${a.place}  ${a.document}`));
  for (const r of e.received_by) out.data(inLine(`  received ${r.quantity} ${e.uom}  ${r.moved_at}  ${r.location}  ${r.key}${r.reason === null ? '' : `  ${r.reason}`}`)); // prettier-ignore
  out.data(inLine(`  made ${c.made_at}, last by ${c.by}${c.reason === null ? '' : `: ${c.reason}`}`));
}
const told = ({ json, out }: Pick<Context, 'json' | 'out'>, c: ClaimReport): number => {
  if (json) out.data(JSON.stringify(c, null, 2));
  else show(out, c);
  return DONE;
};

export const claimsListCommand: Command = {
  name: 'claims list',
  args: '',
  summary: 'what is claimed of suppliers, the newest first',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'of this supplier' },
    state: { type: 'string', value: 'STATE,…', help: `${CLAIM_STATES.join(', ')}; open and sent if absent` },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const states = text(options.state)?.split(',').map((s) => s.trim()) ?? ['open', 'sent']; // prettier-ignore
    const wrong = states.find((s) => !(CLAIM_STATES as readonly string[]).includes(s));
    if (wrong !== undefined) throw new UsageError(`--state ${wrong}: expected ${CLAIM_STATES.join(', ')}`);
    const claims = await reportClaims((await gateway()).db.pool, EVERYTHING, { supplier: text(options.supplier), states, limit: 500 });
    if (json) out.data(JSON.stringify({ claims }, null, 2));
    else if (claims.length === 0) out.data('nothing is claimed');
    else for (const c of claims) out.data(inLine(line(c)));
    return DONE;
  },
};

export const claimsShowCommand: Command = {
  name: 'claims show',
  args: 'ID',
  summary: 'one claim with its evidence, as it stood when it was made',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    const [found] = await reportClaims((await gateway()).db.pool, EVERYTHING, { ids: [claimId(words[0]!)] });
    if (!found) throw new UsageError(`there is no claim ${words[0]}`);
    return told({ json, out }, found);
  },
};

export const claimsMakeCommand: Command = {
  name: 'claims make',
  args: 'EXCEPTION',
  summary: 'claim what was short, over, damaged or wrong, with the evidence as it stands (of a RECEIPT_VARIANCE)',
  options: {
    lines: { type: 'string', value: 'N,…', help: 'only these of what may be claimed; all if absent' },
    by: BY,
    reason: NOTE,
    now: NOW,
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const given = text(options.lines)?.split(',').map((w) => w.trim()); // prettier-ignore
    const wrong = given?.find((w) => !/^[1-9]\d?$/.test(w));
    if (wrong !== undefined) throw new UsageError(`--lines ${wrong}: expected numbers such as 1,2`);
    const asked = { by: authorOf(options), reason: text(options.reason) ?? '', lines: given?.map(Number) };
    const made = await makeClaim(await gateway(), EVERYTHING, exceptionId(words[0]!), asked, instantOption('now', options.now));
    if (!made) throw new UsageError(`there is no exception ${words[0]}`);
    return told({ json, out }, made);
  },
};

interface Kind {
  readonly word: ClaimAction['do'];
  readonly summary: string;
  readonly options?: Readonly<Record<string, Option>>;
  readonly action: (options: Context['options']) => ClaimAction;
}
function outcomeOf(given: string | undefined): Outcome {
  const found = OUTCOMES.find((o) => o === given);
  if (!found) throw new UsageError(`--outcome ${given ?? ''}: expected ${OUTCOMES.join(', ')}`);
  return found;
}
const KINDS: readonly Kind[] = [
  {
    word: 'send',
    summary: 'to the supplier, once: by mail with a workbook, or as X12 861 (section claims)',
    action: () => ({ do: 'send' }),
  },
  {
    word: 'settle',
    summary: 'say how it ended',
    options: { outcome: { type: 'string', value: 'WORD', help: OUTCOMES.join(', ') } },
    action: (o) => ({ do: 'settle', outcome: outcomeOf(text(o.outcome)) }),
  },
  { word: 'withdraw', summary: 'it is claimed no longer, with a reason', action: () => ({ do: 'withdraw' }) },
];
export const claimCommands: ReadonlyMap<string, Command> = new Map(
  KINDS.map((k) => [
    k.word,
    {
      name: `claims ${k.word}`,
      args: 'ID',
      summary: k.summary,
      options: { ...k.options, by: BY, reason: NOTE, now: NOW },
      words: [1, 1],
      async run({ words, options, json, out, gateway }) {
        const action = k.action(options);
        const by = { by: authorOf(options), reason: text(options.reason) ?? '' };
        const found = await actOnClaim(await gateway(), EVERYTHING, claimId(words[0]!), action, by, instantOption('now', options.now));
        if (!found) throw new UsageError(`there is no claim ${words[0]}`);
        return told({ json, out }, found);
      },
    },
  ]),
);
