const PIECE = 8 * 1024;
const CHUNK = 256 * 1024;
const encoder = new TextEncoder();

/**
 * Where lines are put together; the next document takes what the last one has given back. One of its own for each short document
 * would have V8 collect at every tenth.
 */
let free: Uint8Array<ArrayBuffer> | undefined;

/**
 * Lines of text in, chunks of UTF-8 out, each of whole lines. The text is encoded by the piece: put together out of twenty values a
 * line, a whole chunk of it costs twice as much to take apart again.
 */
export class Utf8Lines {
  private text = '';
  private scratch: Uint8Array<ArrayBuffer>;
  private used = 0;

  constructor(private readonly full: (chunk: Uint8Array<ArrayBuffer>) => void) {
    this.scratch = free ?? new Uint8Array(CHUNK);
    free = undefined;
  }

  add(line: string): void {
    this.text += line;
    if (this.text.length >= PIECE) this.encode();
  }
  end(): void {
    if (this.text !== '') this.encode();
    this.hand();
    free = this.scratch;
    this.scratch = new Uint8Array(0);
  }

  private encode(): void {
    const most = this.text.length * 3;
    if (most > this.scratch.length - this.used) this.hand();
    if (most > this.scratch.length) this.scratch = new Uint8Array(Math.max(CHUNK, most));
    this.used += encoder.encodeInto(this.text, this.scratch.subarray(this.used)).written;
    this.text = '';
  }
  private hand(): void {
    if (this.used > 0) this.full(this.scratch.slice(0, this.used));
    this.used = 0;
  }
}
