import type { WhichMessage } from '../../domain/inspect/edi-page';
import { attachedIn, isMail, showMail, type ShownMail } from '../../domain/inspect/mail-page';
import { showPart } from '../../domain/inspect/part';
import { NOTHING, type PageAsked, type ShownPart, type ShownSheet } from '../../domain/inspect/page';
import { openSource } from '../../domain/syntax';
import type { ByteSource } from '../../domain/syntax/byte-source';
import { LIMITS } from '../../domain/syntax/limits';
import { RefusedError } from '../../platform/errors';
import { type Reading, toldOnce } from './reader';

/** What somebody wants to see of a file that was kept. */
export type ShowTask =
  | { readonly of: 'part'; readonly within: string | null; readonly page: PageAsked; readonly which?: WhichMessage | undefined }
  | { readonly of: 'mail' }
  | { readonly of: 'attachment'; readonly n: number };
export type Shown =
  | { readonly of: 'part'; readonly part: ShownPart }
  | { readonly of: 'mail'; readonly mail: ShownMail }
  | { readonly of: 'attachment'; readonly name: string; readonly bytes: Uint8Array };

const MOST_KNOWN = 20;
const known = new Map<string, readonly ShownSheet[]>(); // of files that were shown last, whose bytes never change

/** In the reading thread: opens the file once more, and tells what stands in it. Undefined where there is no such thing. */
export async function showDelivery(source: ByteSource, path: string, name: string, task: ShowTask): Promise<Shown | undefined> {
  if (task.of === 'part') {
    const parts = await openSource(source, name);
    const part = parts.find((p) => p.within === task.within && p.content.kind !== 'ignored') ?? parts.find((p) => p.within === task.within);
    const why = 'it could not be found in the file any more';
    if (part === undefined) return { of: 'part', part: { within: task.within, kind: 'none', ...NOTHING, why } };
    const key = JSON.stringify([path, name, task.within]);
    const shown = showPart(part, task.page, task.which, known.get(key));
    if (shown.kind === 'grid') keep(key, shown.sheets);
    return { of: 'part', part: shown };
  }
  if (source.size > LIMITS.mailBytes) return undefined;
  const bytes = source.read(0, source.size);
  if (!isMail(bytes, name)) return undefined;
  if (task.of === 'mail') return { of: 'mail', mail: await showMail(bytes) };
  const found = await attachedIn(bytes, task.n);
  return found && { of: 'attachment', ...found };
}

function keep(key: string, sheets: readonly ShownSheet[]): void {
  known.delete(key);
  known.set(key, sheets);
  if (known.size > MOST_KNOWN) known.delete(known.keys().next().value!);
}

/** Shows something of a kept file; null where there is no such thing. Throws what kept the thread from it, in words. */
export async function shownOf(
  services: Reading,
  file: { readonly sha256: string; readonly name: string; readonly receivedAt: string },
  show: ShowTask,
): Promise<Shown | null> {
  const path = await services.storage.sound(file.sha256);
  const told = await toldOnce(services, 'shown', { path, name: file.name, receivedAt: file.receivedAt, show });
  if (told?.tell === 'failed') throw new RefusedError('document.not-shown', `it cannot be shown: ${told.message}`);
  return told?.shown ?? null;
}
