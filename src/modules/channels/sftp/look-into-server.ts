import { isMissing } from '../../../platform/sftp/errors';
import type { Tally } from '../channel';
import { listed } from './listing';
import { type Listed, type Looking, say } from './looking';
import { forget, keptFiles } from './remote-files.store';
import { settleAside } from './settle';
import { consider, NotKept } from './take';

/** One look, until `until`; `more`: there are files that it did not come to. */
export async function lookIntoServer(at: Looking, until: number): Promise<{ readonly tally: Tally; readonly more: boolean }> {
  const kept = await keptFiles(at.db, at.channel);
  const { files, aside, ignored, trouble } = await listed(at);
  const present = new Set([...files, ...aside].map((f) => f.below));
  let received = 0;
  let explained = ignored;
  let more = false;
  for (const a of aside) {
    const known = await settleAside(at, a, kept);
    if (known) present.add(known.path);
    received += known ? 1 : 0;
  }
  for (const file of files) {
    if (Date.now() > until) {
      more = true;
      explained += 1;
      continue;
    }
    try {
      const fate = await consider(at, file, kept.get(file.below));
      if (fate === 'received') received += 1;
      if (fate === 'waiting') explained += 1;
    } catch (error) {
      if (error instanceof NotKept) throw error.cause;
      if (at.session.lost) throw error;
      if (leave(at, file, error as Error) === 'gone') explained += 1;
    }
  }
  if (trouble) throw trouble;
  at.memory.forgetAllBut(present);
  await forget(
    at.db,
    at.channel,
    [...kept.keys()].filter((path) => !present.has(path)),
  );
  return { tally: { listed: files.length + aside.length + ignored, received, explained }, more };
}

/** One file that cannot be read must not keep the others waiting. */
function leave(at: Looking, file: Listed, error: Error): 'gone' | 'untaken' {
  const unnamed = file.name.includes('\ufffd');
  if (isMissing(error) && !unnamed) return 'gone';
  at.memory.stick(file);
  say(at, unnamed ? `${file.path}: its name is not UTF-8, so that it cannot be taken; please rename it` : error.message);
  return 'untaken';
}
