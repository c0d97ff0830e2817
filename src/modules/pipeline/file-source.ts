import fs from 'node:fs';
import type { ByteSource } from '../../domain/syntax/byte-source';

/**
 * A file that is read where it lies, by a thread that may block. Its bytes never change: a raw document is written once. A file
 * that gives fewer bytes than it had is damaged on the disk, which is our failure and not the sender's.
 */
export function openFile(path: string): ByteSource & { readonly close: () => void } {
  const fd = fs.openSync(path, 'r');
  const { size } = fs.fstatSync(fd);
  return {
    size,
    read(from, to, into) {
      const bytes = into && into.length >= to - from ? into.subarray(0, to - from) : Buffer.allocUnsafe(to - from);
      for (let at = 0; at < bytes.length;) {
        const n = fs.readSync(fd, bytes, at, bytes.length - at, from + at);
        if (n === 0) throw new Error(`${path} ends at byte ${from + at}, but had ${size}`);
        at += n;
      }
      return bytes;
    },
    close: () => fs.closeSync(fd),
  };
}
