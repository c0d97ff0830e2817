import { EVERYTHING } from '../modules/access/sees';
import { ANSWERS_TO_STATEMENTS, answerStatement, reportStatements, type StatementAnswer } from '../modules/sharing/statements.store';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, DONE } from './command';
import { authorOf, BY, NOTE } from './config-folder';
import { statementId } from './ids';
import { knownSupplier } from './known-supplier';
import { limitOption } from './limit';
import { inLine, table } from './table';

export const statementListCommand: Command = {
  name: 'statement list',
  args: '[SUPPLIER]',
  summary: 'what was stated, and whether it was agreed to',
  options: { limit: { type: 'string', value: 'N', help: 'the newest N (50)' } },
  words: [0, 1],
  async run({ words, options, json, out, gateway }) {
    const [supplier] = words;
    const limit = limitOption(options.limit, 50);
    const { pool } = (await gateway()).db;
    if (supplier !== undefined) await knownSupplier(pool, supplier);
    const statements = await reportStatements(pool, EVERYTHING, { supplier, limit });
    if (json) out.data(JSON.stringify({ statements }, null, 2));
    else if (statements.length === 0) out.data('nothing was stated');
    else
      out.data(
        table(
          ['month', 'supplier', 'location', 'lines', 'state', 'who', 'id'],
          statements.map((s) => [s.month, s.supplier, s.location, String(s.lines), s.state, inLine(s.answers.at(-1)?.by ?? ''), s.id]),
        ),
      );
    return DONE;
  },
};

export const statementAnswerCommand: Command = {
  name: 'statement answer',
  args: `ID ${ANSWERS_TO_STATEMENTS.join('|')}`,
  summary: 'what a supplier said of a statement by other ways than the link in its mail',
  options: { by: BY, reason: NOTE },
  words: [2, 2],
  async run({ words, options, json, out, gateway }) {
    const id = statementId(words[0]!);
    const answer = ANSWERS_TO_STATEMENTS.find((a): a is StatementAnswer => a === words[1]);
    if (answer === undefined) throw new UsageError(`${words[1]!}: expected ${ANSWERS_TO_STATEMENTS.join(' or ')}`);
    const { pool } = (await gateway()).db;
    const [statement] = await reportStatements(pool, EVERYTHING, { id, limit: 1 });
    if (!statement) throw new UsageError(`there is no statement ${id}`);
    if (statement.state === 'replaced') throw new UsageError(`${statement.id} was stated anew since; "statement list" shows the newer one`);
    await answerStatement(pool, id, { answer, by: authorOf(options), note: typeof options.reason === 'string' ? options.reason : '' }, wallClock.now()); // prettier-ignore
    const [now] = await reportStatements(pool, EVERYTHING, { id, limit: 1 });
    if (json) out.data(JSON.stringify(now, null, 2));
    else out.data(`${now!.id}  ${now!.state}`);
    return DONE;
  },
};
