import { EVERYTHING } from '../modules/access/sees';
import { answerBytes, type AnswerReport, reportAnswers } from '../modules/acks/answers-list.store';
import { reportSent, type SentReport } from '../modules/acks/sent-list.store';
import { ANSWER_STATES } from '../modules/acks/answers.store';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { knownSupplier } from './known-supplier';
import { limitOption } from './limit';
import { segmentsOf } from './segments';
import { inLine, table } from './table';

const left = ({ leaves, trouble }: AnswerReport): string =>
  trouble ?? leaves.map((l) => `${l.state} ${l.by === 'mail' ? 'to' : 'into'} ${l.to}`).join(', ');

export const acksCommand: Command = {
  name: 'acks',
  args: '',
  summary: 'what EDI interchanges were answered (TA1, 997, 999, CONTRL), and whether it left',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'to this supplier only' },
    state: { type: 'string', value: 'STATE,…', help: `${ANSWER_STATES.join(', ')}; all if absent` },
    limit: { type: 'string', value: 'N', help: 'the newest N (50)' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const state = typeof options.state === 'string' ? options.state.split(',').map((s) => s.trim()) : undefined;
    const wrong = state?.find((s) => !(ANSWER_STATES as readonly string[]).includes(s));
    if (wrong !== undefined) throw new UsageError(`--state ${wrong}: expected ${ANSWER_STATES.join(', ')}`);
    const supplier = typeof options.supplier === 'string' ? options.supplier : undefined;
    const limit = limitOption(options.limit, 50);
    const { pool } = (await gateway()).db;
    if (supplier !== undefined) await knownSupplier(pool, supplier);
    const acks = await reportAnswers(pool, EVERYTHING, { supplier, state, limit });
    if (json) out.data(JSON.stringify({ acknowledgements: acks }, null, 2));
    else if (acks.length === 0) out.data('nothing was answered');
    else
      out.data(
        table(
          ['id', 'kind', 'to', 'of', 'file', 'verdict', 'state', 'left'],
          acks.map((a) => [a.id, a.kind, a.supplier, a.control, inLine(a.file), a.verdict.replace('_', ' '), a.state, left(a)]),
        ),
      );
    return DONE;
  },
};

export const acksShowCommand: Command = {
  name: 'acks show',
  args: 'ID',
  summary: 'one answer as it leaves, a segment a line',
  options: {},
  words: [1, 1],
  async run({ words, json, out, gateway }) {
    const id = words[0]!;
    if (!/^(ack_)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
      throw new UsageError(`${id}: expected an id as "crosscount acks" shows it`);
    const { pool } = (await gateway()).db;
    const [ack] = await reportAnswers(pool, EVERYTHING, { id, limit: 1 });
    if (!ack) throw new UsageError(`there is no acknowledgement ${id}`);
    const found = await answerBytes(pool, EVERYTHING, id);
    const content = found?.bytes.toString('latin1') ?? null;
    if (json) out.data(JSON.stringify({ ...ack, content }, null, 2));
    else {
      out.data(inLine(`${ack.kind} to ${ack.supplier} for ${ack.control} (${ack.file}): ${ack.says}`));
      out.data(inLine(`  ${ack.state}${left(ack) === '' ? '' : `: ${left(ack)}`}, made ${ack.made_at}`));
      if (content !== null) for (const line of segmentsOf(content)) out.data(`  ${inLine(line)}`);
    }
    return DONE;
  },
};

export const acksSentCommand: Command = {
  name: 'acks sent',
  args: '',
  summary: 'the EDI that we sent, and what its receivers said of it',
  options: {
    supplier: { type: 'string', value: 'CODE', help: 'to this supplier only' },
    open: { type: 'boolean', help: 'only what has no answer, or one that is no plain yes' },
    limit: { type: 'string', value: 'N', help: 'the newest N (50)' },
  },
  words: [0, 0],
  async run({ options, json, out, gateway }) {
    const supplier = typeof options.supplier === 'string' ? options.supplier : undefined;
    const limit = limitOption(options.limit, 50);
    const { pool } = (await gateway()).db;
    if (supplier !== undefined) await knownSupplier(pool, supplier);
    const sent = await reportSent(pool, EVERYTHING, { supplier, unanswered: options.open === true, limit });
    if (json) out.data(JSON.stringify({ sent }, null, 2));
    else if (sent.length === 0) out.data(options.open === true ? 'everything that was sent is acknowledged' : 'nothing was sent');
    else
      out.data(
        table(
          ['kind', 'to', 'of', 'control', 'sent', 'answer'],
          sent.map((s) => [s.kind, s.supplier, inLine(s.reference), s.control, s.sent_at ?? 'not yet', inLine(answered(s))]),
        ),
      );
    return DONE;
  },
};
const answered = (s: SentReport): string =>
  s.answer === null ? 'none' : [`${s.answer.replace('_', ' ')} ${s.answered_at!}`, s.answer_detail, s.place].filter((x) => x !== null).join(', '); // prettier-ignore
