import { globOf } from '../../../domain/mail/mail-rules';
import { isName, type RemoteEntry, within } from '../../../platform/sftp/session';
import { IGNORED } from '../kinds/file-end';
import { type Listed, type Looking, say } from './looking';
import { isAside } from './remote-files.store';
import type { SftpSettings } from './settings';

export interface Listing {
  readonly files: readonly Listed[];
  readonly aside: readonly Listed[]; // put aside by us, and not brought to an end
  readonly ignored: number;
  readonly trouble: Error | undefined; // of a folder; the others were listed
}

/** What lies in the folder, and in those of suppliers within it. */
export async function listed(at: Looking): Promise<Listing> {
  const { settings, session } = at;
  const wanted = settings.pattern.map(globOf);
  const files: Listed[] = [];
  const aside: Listed[] = [];
  let ignored = 0;
  let trouble: Error | undefined;
  const sort = (entries: readonly RemoteEntry[], inlet: string, supplier: string | undefined): void => {
    for (const e of entries) {
      const file = { ...e, below: within(inlet, e.name), supplier };
      if (e.kind === 'folder') continue;
      if (!isName(e.name)) {
        ignored += 1;
        say(at, `${JSON.stringify(e.name)} is no name of a file, and is left alone`);
      } else if (e.kind !== 'file' || IGNORED.test(e.name)) ignored += 1;
      else if (isAside(e.name)) aside.push(file);
      else if (wanted.some((w) => w.test(e.name))) files.push(file);
      else ignored += 1;
    }
  };
  const top = await session.list(settings.folder);
  sort(top, '', settings.supplier);
  for (const name of settings.supplier === undefined ? inletsIn(top, settings) : []) {
    try {
      sort(await session.list(within(settings.folder, name)), name, name);
    } catch (error) {
      if (session.lost) throw error;
      trouble ??= error as Error; // a folder that may not be read keeps the others from nobody
    }
  }
  return { files, aside, ignored, trouble };
}

/** Folders of suppliers; not the one that we move files to. */
function inletsIn(top: readonly RemoteEntry[], { folder, after }: SftpSettings): string[] {
  const ours = typeof after === 'string' ? [] : [after.move];
  return top
    .filter((e) => e.kind === 'folder' && isName(e.name) && !IGNORED.test(e.name))
    .map((e) => e.name)
    .filter((name) => !ours.includes(name) && !ours.includes(within(folder, name)))
    .sort();
}
