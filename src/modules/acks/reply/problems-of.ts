import type { PoolClient } from 'pg';
import { parkedProblem, type Problem, problemOf } from '../../../domain/acks/reply/problems';
import { countRowsIn, parkedOf } from './reply.store';
import type { SaidToSender } from './said';

/** All that is to be said, and how many rows are in. */
export async function problemsOf(client: PoolClient, said: SaidToSender, most: number): Promise<{ said: Problem[]; rowsIn: number }> {
  const counted = said.documents.filter((d) => d.status !== 'ignored');
  const several = new Set(counted.map((d) => d.within)).size > 1;
  const fileOf = (d: SaidToSender['documents'][number] | undefined): string => (several ? (d?.within ?? '') : '');
  const out: Problem[] = [];
  const wrong = new Set<string>();
  const note = (p: Problem | null, document: string | null | undefined): void => {
    if (p === null || out.length >= most) return;
    out.push(p);
    if (p.severity === 'error' && document) wrong.add(`${document} ${p.row ?? p.where}`);
  };
  for (const { part, document, issue } of said.issues) {
    const d = counted.find((x) => x.part === part && (document === null || x.ordinal === document));
    if (d) note(problemOf(issue, fileOf(d), d.columns), d.id);
  }
  const ids = counted.flatMap((d) => (d.id === null ? [] : [d.id]));
  for (const line of await parkedOf(client, ids, most)) {
    const d = counted.find((x) => x.id === line.document);
    note(parkedProblem(line, fileOf(d), d?.columns), line.document);
  }
  const taken = counted.filter((d) => ['accepted', 'accepted_with_issues', 'parked'].includes(d.status)).flatMap((d) => d.id ?? []);
  return { said: out, rowsIn: await countRowsIn(client, taken, [...wrong]) };
}
