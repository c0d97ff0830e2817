import type { FastifyReply } from 'fastify';
import type { Pool } from 'pg';
import type { Deed } from '../access/links';
import { EVERYTHING } from '../access/sees';
import { answerStatement, reportStatements, type StatementReport } from '../sharing/statements.store';
import { page } from './page';

export type StatementDeed = Extract<Deed, { readonly statement: string }>;
const GONE = {
  title: 'This statement is not the last one',
  text: 'It was stated anew since, with other numbers. Please look for the newer mail.',
};

const found = async (db: Pool, { statement: id }: StatementDeed): Promise<StatementReport | undefined> =>
  (await reportStatements(db, EVERYTHING, { id, limit: 1 }))[0];
const nameOf = (s: StatementReport): string => `${s.supplier} at ${s.location}, ${s.month}: ${s.lines} lines (${s.id})`;

/** What a press would do; to look does nothing. */
export async function askAboutStatement(db: Pool, deed: StatementDeed, reply: FastifyReply): Promise<void> {
  const s = await found(db, deed);
  if (!s || s.state === 'replaced') return page(reply, 404, GONE);
  const agrees = deed.do === 'agree';
  page(reply, 200, { title: agrees ? 'Agree to this statement?' : 'Dispute this statement?', text: nameOf(s), press: agrees ? 'Agree' : 'Dispute' }); // prettier-ignore
}

export async function answerByLink(db: Pool, deed: StatementDeed, reply: FastifyReply, now: string): Promise<void> {
  const s = await found(db, deed);
  if (!s || s.state === 'replaced') return page(reply, 409, GONE);
  const answer = deed.do === 'agree' ? 'agreed' : 'disputed';
  await answerStatement(db, s.id, { answer, by: deed.for, note: 'by the link in the mail' }, now);
  page(reply, 200, {
    title: answer === 'agreed' ? 'Agreed' : 'Disputed',
    text: `${nameOf(s)}. ${answer === 'agreed' ? 'Thank you.' : 'Please answer the mail and say which lines are wrong; a person reads it.'}`,
  });
}
