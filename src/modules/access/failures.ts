const WINDOW_MS = 60_000;
const MOST = 20; // in a window, from one address
const ADDRESSES = 10_000; // held at once; beyond, the oldest are forgotten

/** Failed tries by address, in memory: who tries keys out is told to wait. */
export class Failures {
  private readonly by = new Map<string, { since: number; count: number }>();

  /** Seconds to wait, or 0. */
  waitOf(address: string, now: number): number {
    const tried = this.by.get(address);
    if (!tried || now - tried.since >= WINDOW_MS || tried.count < MOST) return 0;
    return Math.ceil((tried.since + WINDOW_MS - now) / 1000);
  }

  note(address: string, now: number): void {
    const tried = this.by.get(address);
    if (tried && now - tried.since < WINDOW_MS) tried.count += 1;
    else {
      this.by.delete(address);
      this.by.set(address, { since: now, count: 1 });
      if (this.by.size > ADDRESSES) this.by.delete(this.by.keys().next().value!);
    }
  }
}
