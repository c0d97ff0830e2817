/** Names that transfer programs give to what they have not finished. */
export const IGNORED = /^[.~]|\.(part|tmp|partial|crdownload|filepart|swp)$|~$/i;

/** `cut`: it is of a kind that says where it ends, and does not say it. `open`: it may end anywhere. */
export type FileEnd = 'proven' | 'cut' | 'open';

/**
 * Whether the bytes prove that the file is whole: an EDI interchange that ends in its trailer, a zip (and so an xlsx) with its
 * directory at the end. A text or a mail may always go on, and needs a quiet while instead. What lies between the first 64
 * bytes and the last 66,000 makes no difference.
 */
export function endOf(bytes: Buffer): FileEnd {
  const proven = (is: boolean): FileEnd => (is ? 'proven' : 'cut');
  if (bytes.length < 8) return 'open';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return proven(hasDirectory(bytes));
  const head = bytes.subarray(0, 64).toString('latin1').trimStart();
  if (head.startsWith('ISA')) return proven(endsWithTrailer(bytes, 'IEA'));
  return head.startsWith('UNA') || head.startsWith('UNB') ? proven(endsWithTrailer(bytes, 'UNZ')) : 'open';
}

/** A file that has an end, and has it not, somebody may still be writing: it is given half an hour, whatever `quiet_seconds` says. */
export const CUT_MS = 1_800_000;

/** For how long a file of that end has to stay as it is until it is taken. */
export const calmNeeded = (end: FileEnd, quietSeconds: number, cutMs = CUT_MS): number =>
  end === 'proven' ? 0 : Math.max(quietSeconds * 1000, end === 'cut' ? cutMs : 0);

function hasDirectory(bytes: Buffer): boolean {
  const tail = bytes.subarray(Math.max(0, bytes.length - 65_557));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return at >= 0 && at + 22 + tail.readUInt16LE(at + 20) === tail.length;
}

/** The last segment is the trailer, and it is closed: an IEA cut before its number would still look like an end. */
function endsWithTrailer(bytes: Buffer, tag: string): boolean {
  const tail = bytes
    .subarray(Math.max(0, bytes.length - 80))
    .toString('latin1')
    .trimEnd();
  const at = tail.lastIndexOf(tag);
  if (at < 0) return false;
  const rest = tail.slice(at + 3);
  const separator = rest[0];
  if (separator === undefined || /[A-Za-z0-9]/.test(separator)) return false;
  const parts = rest.slice(1).split(separator);
  return parts.length === 2 && /^[A-Za-z0-9]+[^A-Za-z0-9]$/.test(parts[1]!);
}
