import { Problem } from './problems';

const HELD = 10_000; // callers; beyond, those that were longest away are forgotten: their bucket is full again anyway

/** How many requests one caller may make, each caller for itself: a bucket of `burst` that fills at `perSecond`. */
export class Rate {
  private readonly left = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}

  /** Throws a 429 that says when to come again. */
  take(caller: string, now: string): void {
    const at = Date.parse(now);
    const before = this.left.get(caller) ?? { tokens: this.burst, at };
    const tokens = Math.min(this.burst, before.tokens + (Math.max(0, at - before.at) / 1000) * this.perSecond);
    this.left.delete(caller);
    this.left.set(caller, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    if (this.left.size > HELD) this.left.delete(this.left.keys().next().value!);
    if (tokens >= 1) return;
    const wait = Math.max(1, Math.ceil((1 - tokens) / this.perSecond));
    throw new Problem(429, 'too-many-requests', `at most ${this.perSecond * 60} requests a minute; try again in ${wait} s`, {
      headers: { 'retry-after': String(wait) },
    });
  }
}
