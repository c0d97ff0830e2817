import iconv from 'iconv-lite';

/** Text of a file: by its byte order mark, as UTF-8 where it is that, else as Windows-1252, which most other senders use. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(bytes as Buffer, 'win1252');
  }
}
