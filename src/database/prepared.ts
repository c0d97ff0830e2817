import { createHash } from 'node:crypto';
import { Client } from 'pg';

/** Of a connection: so many statements are kept prepared; and only those that come again, since most of a tool's come once. */
const KEPT = 500;
const COMES_AGAIN = 3;

/**
 * A plan that was made while a table was empty reads it whole for ever after, and nothing tells the server until its vacuum comes
 * by: plans are made anew after so long. Tables grow by what is taken in meanwhile.
 */
const PLANS_LIVE_MS = 10_000;

/** One statement, whose parameters the server can name; several at once cannot be prepared. */
const ONE = /^\s*(select|with|insert|update|delete)\b[^;]*$/i;

type Query = (...args: unknown[]) => unknown;

/**
 * A connection on which a statement that is sent again and again is parsed once and, where one plan serves all values, planned
 * once: to plan what a comparison asks takes longer than to answer it for the ten lines of a mail. Whoever asks of many rows what
 * is asked of few otherwise says `PLANNED_EACH_TIME` first.
 */
export class PreparingClient extends Client {
  private readonly sent = new Map<string, number>();
  private readonly names = new Map<string, string>();
  private plannedAt = performance.now();

  constructor(...args: ConstructorParameters<typeof Client>) {
    super(...args);
    const plain = super.query.bind(this) as Query;
    const query: Query = (text, values, ...rest) => {
      const name = typeof text === 'string' && typeof values !== 'function' ? this.nameOf(text) : undefined;
      if (name === undefined) return plain(text, values, ...rest);
      const ask = (): unknown => plain({ name, text, values: values ?? [] }, ...rest);
      if (performance.now() - this.plannedAt < PLANS_LIVE_MS) return ask();
      this.plannedAt = performance.now();
      if (rest.length > 0) return plain('discard plans', ask); // with a callback, as the pool asks
      return (plain('discard plans') as Promise<unknown>).then(ask, ask); // not within a transaction that failed: nor does what follows
    };
    this.query = query as typeof this.query;
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= KEPT || !ONE.test(text)) return known;
    const times = (this.sent.get(text) ?? 0) + 1;
    if (times < COMES_AGAIN) {
      if (this.sent.size > 10 * KEPT) this.sent.clear(); // texts that differ each time
      this.sent.set(text, times);
      return undefined;
    }
    this.sent.delete(text);
    const name = createHash('sha256').update(text).digest('base64url');
    this.names.set(text, name);
    return name;
  }
}

/**
 * For the rest of the transaction. Left to itself the server weighs what values a plan is for against what it takes to make it,
 * and takes the making of a long one for a hundredth of what it is.
 */
export const PLANNED_ONCE = 'set local plan_cache_mode = force_generic_plan';
/** What is few now may be a hundred thousand then, and a plan for few would look each of them up. */
export const PLANNED_EACH_TIME = 'set local plan_cache_mode = force_custom_plan';
