import iconv from 'iconv-lite';

export interface Decoded {
  readonly text: string;
  readonly charset: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
}

/**
 * Text of a file: by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8 where it is that, else as
 * Windows-1252, which most other senders use. A file that is UTF-8 but for a damaged character stays UTF-8: reading it as
 * Windows-1252 would spoil every other name in it. Zero bytes behind the end only fill it up; one in between is damage, and
 * stays to be seen: left out, it would make another number of what stands around it.
 */
export function decode(bytes: Uint8Array): Decoded {
  const { text, charset } = asWritten(bytes);
  return { text: text.includes('\0') ? text.replace(/\0+$/, '').replaceAll('\0', '\ufffd') : text, charset };
}

function asWritten(bytes: Uint8Array): Decoded {
  const wide = utf16(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), charset: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), charset: 'utf-8' };
  } catch {
    const text = new TextDecoder('utf-8').decode(bytes);
    let good = 0;
    let bad = 0;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      if (c === 0xfffd) bad += 1;
      else if (c > 127) good += 1;
    }
    if (good > 4 * bad) return { text, charset: 'utf-8' };
    return { text: iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'win1252'), charset: 'windows-1252' };
  }
}

/** UTF-16 by its mark, or by what Western text looks like in it: a zero in every second byte. */
export function utf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const n = Math.min(bytes.length & ~1, 2000);
  if (n < 8) return undefined;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < n; i += 2) {
    if (bytes[i] === 0) even += 1;
    if (bytes[i + 1] === 0) odd += 1;
  }
  if (odd > n * 0.35 && even === 0) return 'utf-16le';
  return even > n * 0.35 && odd === 0 ? 'utf-16be' : undefined;
}
