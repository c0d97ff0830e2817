import * as xlsx from 'xlsx';
import { LIMITS } from './limits';

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an archive says that it unpacks to, before anything is unpacked; undefined when its directory cannot be read. */
export function unpackedSize(bytes: Uint8Array): { readonly entries: number; readonly size: number } | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = -1;
  for (let i = bytes.length - 22; i >= 0 && i > bytes.length - 65_558; i--) {
    if (view.getUint32(i, true) === 0x06054b50) {
      end = i;
      break;
    }
  }
  if (end < 0) return undefined;
  const entries = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  let size = 0;
  for (let i = 0; i < entries; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    size += view.getUint32(at + 24, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { entries, size };
}

/** Whether an archive may be unpacked at all: a small file that grows without end is an attack or a mistake. */
export function tooBig(bytes: Uint8Array): string | undefined {
  if (bytes[0] !== 0x50) return undefined; // an old workbook is no archive
  const said = unpackedSize(bytes);
  if (!said) throw new Error('its directory is missing, so it was cut off'); // SheetJS would search it for minutes
  if (said.entries > LIMITS.entries) return `it holds ${said.entries} files, and ${LIMITS.entries} is the limit`;
  if (said.size > LIMITS.unpackedBytes || (said.size > 1 << 24 && said.size / bytes.length > LIMITS.ratio))
    return `it would unpack to ${Math.round(said.size / 1048576)} MB`;
  return undefined;
}

/** The files of an archive. Throws when it is broken or encrypted. */
export function unzip(bytes: Uint8Array): Entry[] {
  const container = xlsx.CFB.read(bytes as Buffer, { type: 'buffer' });
  const out: Entry[] = [];
  container.FileIndex.forEach((entry: { type: number; content: ArrayLike<number> & { length: number } }, i: number) => {
    const name = container.FullPaths[i]!.replace(/^[^/]*\//, '');
    if (
      entry.type === 2 &&
      name !== '' &&
      !name.endsWith('/') &&
      entry.content.length > 0 &&
      !/(^|\/)(__MACOSX\/|\.DS_Store$|\u0001Sh33tJ5)/.test(name)
    )
      out.push({ name, bytes: Uint8Array.from(entry.content) });
  });
  return out;
}
