import { isName, type SftpSession, within } from '../../../platform/sftp/session';
import type { SftpSettings } from './settings';

/** Lists the folder that a look would need. Nothing is fetched, moved or made. Throws what is wrong. */
export async function probeServer(session: SftpSession, settings: SftpSettings): Promise<string> {
  const { folder, after, username } = settings;
  const entries = (await session.list(folder)).filter((e) => isName(e.name));
  const count = (kind: string): number => entries.filter((e) => e.kind === kind).length;
  const holds = `signed in as ${username}; ${folder} holds ${count('file')} files and ${count('folder')} folders`;
  if (after === 'keep') return `${holds}; what was taken stays there`;
  if (after === 'delete') return `${holds}; what was taken is deleted there`;
  const to = after.move.startsWith('/') ? after.move : within(folder, after.move);
  return `${holds}; what was taken goes to ${to}${(await session.exists(to)) ? '' : ', which will be made'}`;
}
