export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Colour = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
const CODES: Record<Colour, number> = { bold: 1, dim: 2, red: 31, yellow: 33, green: 32 };

/** Lines for people: columns that stand under each other, colour on a terminal only. */
export class Printer {
  constructor(
    private readonly out: Screen,
    private readonly plain = !out.isTTY,
  ) {}

  line(text = ''): void {
    this.out.write(`${text.trimEnd()}\n`);
  }

  paint(colour: Colour, text: string): string {
    return this.plain ? text : `\u001b[${CODES[colour]}m${text}\u001b[0m`;
  }

  /** `   18:30:02  read      text` */
  step(time: string, verb: string, text: string, colour?: Colour): void {
    const word = verb.padEnd(9);
    this.line(`   ${this.paint('dim', time.padEnd(8))}  ${colour ? this.paint(colour, word) : word} ${text}`);
  }
}
