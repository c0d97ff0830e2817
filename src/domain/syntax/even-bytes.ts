/**
 * Bytes of which half a character is never taken for UTF-16: Node 24 writes one byte beyond its memory for text of an odd length that
 * lies at an odd place, and a damaged workbook so ends the whole gateway. The library behind asks for such text where a length
 * runs beyond the end.
 */
export function evenBytes(bytes: Uint8Array): Buffer {
  const out = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  Object.setPrototypeOf(out, even);
  return out;
}

const WIDE = /^(utf-?16le|ucs-?2)$/i;
const plain = Buffer.prototype;

const even: object = Object.create(plain, {
  slice: { value: part },
  subarray: { value: part },
  toString: { value: text },
});

function part(this: Buffer, from?: number, to?: number): Buffer {
  return evenBytes(plain.subarray.call(this, from, to));
}

function text(this: Buffer, encoding?: BufferEncoding, from = 0, to = this.length): string {
  const end = Math.min(to, this.length);
  return plain.toString.call(
    this,
    encoding,
    from,
    encoding !== undefined && WIDE.test(encoding) ? end - (Math.max(0, end - from) & 1) : end,
  );
}
