import { LIMITS, NotOpened } from './limits';

/** A number as it is written: its zeros and its last digits count. */
export class JsonNumber {
  constructor(readonly written: string) {}
}
export type Json = string | boolean | null | JsonNumber | readonly Json[] | ReadonlyMap<string, Json>;

const BLANKS = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\0-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null/y;

/** Every value of a text, one behind the other: one as JSON has it, many as NDJSON has them. What is not whole is not read at all. */
export function scanJson(text: string): Json[] {
  return new JsonScan(text).all();
}

class JsonScan {
  private at = 0;
  private values = 0;

  constructor(private readonly text: string) {}

  all(): Json[] {
    const out: Json[] = [];
    for (this.blanks(); this.at < this.text.length; this.blanks()) out.push(this.value(0));
    return out;
  }

  private value(depth: number): Json {
    if (depth > LIMITS.jsonDepth)
      throw new NotOpened('file.too-deep', `its values stand within each other more than ${LIMITS.jsonDepth} times`);
    if (++this.values > LIMITS.values)
      throw new NotOpened('file.too-big', `it holds more than ${LIMITS.values} values, which is the limit`);
    this.blanks();
    const c = this.text[this.at];
    if (c === '{') return this.object(depth);
    if (c === '[') return this.array(depth);
    if (c === '"') return JSON.parse(this.take(STRING)) as string;
    if (c !== undefined && /[-\d]/.test(c)) return new JsonNumber(this.take(NUMBER));
    const word = this.take(WORD);
    return word === 'null' ? null : word === 'true';
  }

  private object(depth: number): Json {
    const out = new Map<string, Json>();
    this.at += 1;
    for (this.blanks(); this.text[this.at] !== '}'; this.blanks()) {
      if (out.size > 0) this.sign(',');
      this.blanks();
      const key = JSON.parse(this.take(STRING)) as string;
      if (out.has(key)) throw this.damaged(`it says ${JSON.stringify(key)} twice of one thing`);
      this.blanks();
      this.sign(':');
      out.set(key, this.value(depth + 1));
    }
    this.at += 1;
    return out;
  }

  private array(depth: number): Json {
    const out: Json[] = [];
    this.at += 1;
    for (this.blanks(); this.text[this.at] !== ']'; this.blanks()) {
      if (out.length > 0) this.sign(',');
      out.push(this.value(depth + 1));
    }
    this.at += 1;
    return out;
  }

  private sign(expected: string): void {
    if (this.text[this.at] !== expected) throw this.damaged(`there is no "${expected}" where one belongs`);
    this.at += 1;
  }

  private take(what: RegExp): string {
    what.lastIndex = this.at;
    const found = what.exec(this.text)?.[0];
    if (found === undefined)
      throw this.damaged(what === STRING && !/"/.test(this.text.slice(this.at + 1)) ? 'it breaks off' : 'what stands there is no value');
    this.at += found.length;
    return found;
  }

  private blanks(): void {
    BLANKS.lastIndex = this.at;
    this.at += BLANKS.exec(this.text)![0].length;
  }

  private damaged(why: string): NotOpened {
    const line = this.text.slice(0, this.at).split('\n').length;
    return new NotOpened('file.corrupt', `the JSON is damaged at line ${line}: ${this.at >= this.text.length ? 'it breaks off' : why}`);
  }
}
