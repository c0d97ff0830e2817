const PIECE = 8 * 1024;
const CHUNK = 256 * 1024;

/**
 * Lines of text in, chunks of UTF-8 out, each of whole lines. The text is encoded by the piece: put together out of twenty values a
 * line, a whole chunk of it costs twice as much to take apart again.
 */
export class Utf8Lines {
  private readonly encoder = new TextEncoder();
  private text = '';
  private chunk = new Uint8Array(0);
  private used = 0;

  constructor(private readonly full: (chunk: Uint8Array<ArrayBuffer>) => void) {}

  add(line: string): void {
    this.text += line;
    if (this.text.length >= PIECE) this.encode();
  }
  end(): void {
    if (this.text !== '') this.encode();
    this.hand();
  }

  private encode(): void {
    const most = this.text.length * 3;
    if (most > this.chunk.length - this.used) {
      this.hand();
      this.chunk = new Uint8Array(Math.max(CHUNK, most));
    }
    this.used += this.encoder.encodeInto(this.text, this.chunk.subarray(this.used)).written;
    this.text = '';
  }
  private hand(): void {
    if (this.used > 0) this.full(this.chunk.subarray(0, this.used));
    [this.chunk, this.used] = [new Uint8Array(0), 0];
  }
}
