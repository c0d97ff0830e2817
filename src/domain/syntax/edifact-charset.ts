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

/** ISO 646: no letters beyond those of English. */
const PLAIN = ['UNOA', 'UNOB'];
const UNICODE = ['UNOW', 'UNOY'];

/**
 * The characters of one interchange. UTF-8 is tried first, since senders write it under every declaration; what is not UTF-8 is
 * read as it is settled for the sender, else as declared. Two letters of Greek or Cyrillic can look like one of UTF-8, so that
 * there the whole interchange decides.
 */
export class Charset {
  private name = WESTERN;
  private western = true;
  private whole: boolean | undefined;
  private decoder: InstanceType<typeof TextDecoder> | undefined;
  private settled = false;
  private readonly found = new Set<string>(); // as what letters beyond ASCII were read

  constructor(
    private readonly source: ByteSource,
    private readonly from: number,
    private readonly to: number,
    private readonly syntax: string,
  ) {
    this.use(DECLARED[syntax] ?? WESTERN);
  }

  /** What is settled for the sender stands in place of what UNB declares. */
  settle(name: string): void {
    this.settled = true;
    this.use(name);
  }
  private use(name: string): void {
    this.western = name === WESTERN || name === 'utf-8';
    this.name = name === 'utf-8' ? WESTERN : name;
    this.decoder = undefined;
  }

  /** What bytes say. Never refused for its characters. */
  read(raw: string): string {
    if (isPlain(raw)) return raw;
    const bytes = Buffer.from(raw, 'latin1');
    if (this.western || this.isUtf8()) {
      try {
        const text = withoutZeros(strict.decode(bytes));
        this.found.add('utf-8');
        return text;
      } catch {
        // one damaged name does not spoil the others
      }
    }
    this.decoder ??= new TextDecoder(this.name);
    this.found.add(this.name);
    return withoutZeros(this.decoder.decode(bytes));
  }

  /** As what letters were read that UNB does not declare, where nobody settled it; null where it declares them. */
  get undeclared(): string | null {
    const { syntax, found, settled } = this;
    if (settled || found.size === 0) return null;
    const isUnicode = UNICODE.includes(syntax);
    const others = [...found].filter(
      (name) => PLAIN.includes(syntax) || (syntax in DECLARED || syntax === 'UNOC' ? (name === 'utf-8') !== isUnicode : false),
    );
    return others.length === 0 ? null : others.sort().join(' and ');
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
