import { failpoint } from '../../../platform/failpoints';
import { SftpError } from '../../../platform/sftp/errors';
import { type SftpSession, within } from '../../../platform/sftp/session';
import type { Folder } from './file';

/** A folder of a server. */
export class SftpFolder implements Folder {
  constructor(
    private readonly session: SftpSession,
    private readonly folder: string,
  ) {}

  async holds(name: string, bytes: Buffer): Promise<'nothing' | 'the same' | 'another'> {
    const { session } = this;
    const there = await session.exists(within(this.folder, name));
    if (!there) return 'nothing';
    if (there.kind !== 'file' || there.size !== bytes.length) return 'another';
    const open = await session.open(there.path, 'r');
    const pieces: Buffer[] = [];
    for await (const piece of session.read(open, 0, there.size)) pieces.push(piece);
    await session.closeFile(open);
    return bytes.equals(Buffer.concat(pieces)) ? 'the same' : 'another';
  }

  async place(name: string, temporary: string, bytes: Buffer): Promise<boolean> {
    const { session } = this;
    const [to, from] = [within(this.folder, name), within(this.folder, temporary)];
    const open = await session.open(from, 'w'); // over the half of it that a try before has left
    await session.write(open, bytes);
    await session.closeFile(open);
    const { size } = await session.lstat(from);
    if (size !== bytes.length) throw new SftpError(`writing ${from}: ${size} of ${bytes.length} bytes have arrived`, 'SFTP_SHORT');
    failpoint('outbox.O7');
    try {
      await session.rename(from, to);
      failpoint('outbox.O8');
      return true;
    } catch (error) {
      if (session.lost || !(await session.exists(to))) throw error;
      await session.remove(from);
      return false;
    }
  }

  async probe(): Promise<string> {
    await this.session.list(this.folder);
    return `${this.folder} can be listed`;
  }
}
