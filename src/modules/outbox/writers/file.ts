import type { SettingsFile } from '../../../platform/settings-file';
import { type Dialer, dialerOf } from '../../../platform/dialer/dialer';
import { SftpAccess } from '../../../platform/sftp/access';
import { SftpError } from '../../../platform/sftp/errors';
import type { FileMessage, Outcome } from '../message';
import { type Place, places } from '../places';
import { LocalFolder } from './local-folder';
import { SftpFolder } from './sftp-folder';
import type { Writer } from './writer';

const WHOLE_MS = 90_000; // within the lease of the relay: two that write one temporary file would make one of both
const LONGEST_NAME = 200; // bytes: room for what a receiver adds

/** Somewhere that files are put. */
export interface Folder {
  readonly holds: (name: string, bytes: Buffer) => Promise<'nothing' | 'the same' | 'another'>;
  /** Whole or not at all, and never over another; false where there is one by now. */
  readonly place: (name: string, temporary: string, bytes: Buffer) => Promise<boolean>;
}
type Use = <T>(work: (folder: Folder) => Promise<T>) => Promise<T>;

/**
 * Puts a file under a temporary name and renames it: whoever looks into the folder sees all of it or nothing. The same again is
 * done already; other bytes under that name are somebody else's file, which is not ours to replace.
 */
export function fileWriter(settings: SettingsFile): Writer | null {
  const dialer = dialerOf(settings);
  const all = new Map(places(settings).map((p) => [p.name, useOf(p, dialer)]));
  if (all.size === 0) return null;
  return {
    kind: 'file',
    write: async ({ id, target, payload }) => {
      const use = all.get(target);
      const { name, base64 } = payload as FileMessage;
      if (!use) return { outcome: 'failed', detail: `the settings name no place ${target}` };
      if (!isName(name)) return { outcome: 'refused', detail: `${JSON.stringify(name)} is no name of a file` };
      try {
        return await use((folder) => put(folder, name, `.crosscount-${id}.part`, Buffer.from(base64, 'base64')));
      } catch (error) {
        const { message, waitMs } = error as Error & { waitMs?: number };
        return { outcome: 'failed', detail: message, ...(waitMs === undefined ? {} : { notBeforeMs: waitMs }) };
      }
    },
  };
}

export async function put(folder: Folder, name: string, temporary: string, bytes: Buffer): Promise<Outcome> {
  for (let again = false; ; again = true) {
    const there = await folder.holds(name, bytes);
    if (there === 'the same') return { outcome: 'sent', detail: `${name} was there already` };
    if (there === 'another') return { outcome: 'failed', detail: `${name} is there with other bytes, and is not replaced` };
    if (await folder.place(name, temporary, bytes)) return { outcome: 'sent', detail: `${name} was put there` };
    if (again) return { outcome: 'failed', detail: `${name} comes and goes; it could not be put there` };
  }
}

/** Says that it can be written to, and writes nothing. Throws what is wrong. */
export async function probePlace(place: Place, dialer: Dialer): Promise<string> {
  if (place.kind === 'folder') return new LocalFolder(place.folder).probe();
  const session = await new SftpAccess(place, dialer).open();
  try {
    return `signed in as ${place.username}; ${await new SftpFolder(session, place.folder).probe()}`;
  } finally {
    session.close();
  }
}

function useOf(place: Place, dialer: Dialer): Use {
  if (place.kind === 'folder') return (work) => work(new LocalFolder(place.folder));
  const access = new SftpAccess(place, dialer);
  return async (work) => {
    const over = new AbortController();
    const late = new SftpError(`it was not done within ${WHOLE_MS / 1000} s`, 'ETIMEDOUT');
    const timer = setTimeout(() => over.abort(late), WHOLE_MS);
    try {
      const session = await access.open(over.signal);
      try {
        return await work(new SftpFolder(session, place.folder));
      } finally {
        session.close();
      }
    } finally {
      clearTimeout(timer);
    }
  };
}

const isName = (name: string): boolean =>
  /^[^/\\\u0000-\u001f\u007f]+$/.test(name) && !name.startsWith('.') && Buffer.byteLength(name) <= LONGEST_NAME;
