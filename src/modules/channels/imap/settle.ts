import type { ImapFlow } from 'imapflow';
import { failpoint } from '../../../platform/failpoints';
import { chunks } from './decide';
import { rangeOf } from './heads';
import type { Looking } from './looking';
import { type Folder, unsettled, writeSettled } from './seen.store';

const FALLBACK_FLAG = '$Crosscount';

/**
 * Moves or flags what was kept, long after its receipt is durable. Nothing is deleted: a move is the server's own MOVE, or a
 * copy and the removal of exactly these numbers; a server that can do neither gets a flag. A plain EXPUNGE would take mails
 * with it that other people have marked, and is never sent.
 */
export async function settleTaken(at: Looking, folder: Folder): Promise<void> {
  const { after } = at.settings;
  if (after === 'nothing') return;
  const uids = await unsettled(at.db, folder);
  if (uids.length === 0) return;
  const box = await at.session.run(`opening ${folder.folder}`, (c) => c.mailboxOpen(folder.folder));
  if (box.uidValidity.toString() !== folder.uidvalidity) return; // numbered anew in between: these numbers are others' now
  for (const some of chunks(uids, 200)) {
    const how = 'move' in after ? await move(at, some, after.move) : await flag(at, some, after.flag);
    failpoint('mail.M15');
    await writeSettled(at.db, folder, some, how, at.now());
  }
}

async function move(at: Looking, uids: readonly number[], target: string): Promise<string> {
  const range = rangeOf(uids);
  const can = await at.session.run('listing folders', async (c) => {
    const folders = await c.list();
    if (!folders.some((f) => f.path === target || f.pathAsListed === target)) await c.mailboxCreate(target);
    return { move: c.capabilities.has('MOVE'), uidplus: c.capabilities.has('UIDPLUS') };
  });
  if (can.move) {
    await must(at, `moving to ${target}`, (c) => c.messageMove(range, target, { uid: true }));
    return 'moved';
  }
  if (!can.uidplus) return flag(at, uids, FALLBACK_FLAG);
  await must(at, `copying to ${target}`, (c) => c.messageCopy(range, target, { uid: true }));
  failpoint('mail.M13');
  await must(at, 'marking what was copied', (c) => c.messageFlagsAdd(range, ['\\Deleted'], { uid: true, silent: true }));
  failpoint('mail.M14');
  await at.session.run('removing what was copied', (c) => removeExactly(c, range));
  return 'moved';
}

/** `UID EXPUNGE` of our own numbers; the library's own delete marks them once more, and without UIDPLUS would send a plain one. */
async function removeExactly(client: ImapFlow, range: string): Promise<void> {
  const { exec } = client as unknown as { exec: (c: string, a: object[]) => Promise<{ next: () => void }> };
  const done = await exec.call(client, 'UID EXPUNGE', [{ type: 'SEQUENCE', value: range }]);
  done.next();
}

async function flag(at: Looking, uids: readonly number[], name: string): Promise<string> {
  await must(at, `setting ${name}`, (c) => c.messageFlagsAdd(rangeOf(uids), [name], { uid: true, silent: true }));
  return 'flagged';
}

/** imapflow says `false` where a server refuses. */
async function must(at: Looking, what: string, work: (client: ImapFlow) => Promise<unknown>): Promise<void> {
  if (!(await at.session.run(what, work))) throw new Error(`${what}: the server refused it`);
}
