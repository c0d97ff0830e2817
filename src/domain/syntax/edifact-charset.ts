import { codes } from '../canonical/codes';
import { type ByteSource, piecesOf } from './byte-source';
import { isPlain, withoutZeros } from './edi-text';

/** What UNB's syntax identifier declares. UNOA to UNOC, and what is unknown, are read as the Western code page. */
const DECLARED: Readonly<Record<string, string>> = codes({
  UNOD: 'iso-8859-2', UNOE: 'iso-8859-5', UNOF: 'iso-8859-7', UNOG: 'iso-8859-3', UNOH: 'iso-8859-4', UNOI: 'iso-8859-6', UNOJ: 'iso-8859-8',
  UNOK: 'iso-8859-9', UNOX: 'iso-2022-jp', UNOW: 'utf-8', UNOY: 'utf-8',
}); // prettier-ignore
const WESTERN = 'windows-1252';
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The characters of one interchange. UTF-8 is tried first, since senders write it under every declaration; what is not UTF-8 is
 * read as declared. Two letters of Greek or Cyrillic can look like one of UTF-8, so that there the whole interchange decides.
 */
export class Charset {
  private readonly name: string;
  private readonly western: boolean;
  private whole: boolean | undefined;
  private declared: InstanceType<typeof TextDecoder> | undefined;

  constructor(
    private readonly source: ByteSource,
    private readonly from: number,
    private readonly to: number,
    syntax: string,
  ) {
    const name = DECLARED[syntax] ?? WESTERN;
    this.western = name === WESTERN || name === 'utf-8';
    this.name = name === 'utf-8' ? WESTERN : name;
  }

  /** What bytes say. Never refused for its characters. */
  read(raw: string): string {
    if (isPlain(raw)) return raw;
    const bytes = Buffer.from(raw, 'latin1');
    if (this.western || this.isUtf8()) {
      try {
        return withoutZeros(strict.decode(bytes));
      } catch {
        // one damaged name does not spoil the others
      }
    }
    this.declared ??= new TextDecoder(this.name);
    return withoutZeros(this.declared.decode(bytes));
  }

  private isUtf8(): boolean {
    if (this.whole === undefined) {
      try {
        const decoder = new TextDecoder('utf-8', { fatal: true });
        for (const piece of piecesOf(this.source, [this.from, this.to])) decoder.decode(piece, { stream: true });
        decoder.decode();
        this.whole = true;
      } catch {
        this.whole = false;
      }
    }
    return this.whole;
  }
}
