/** Four tries within the first hour, and two in the next ones. */
const PAUSES_MS = [60_000, 300_000, 1_800_000];

/** Who was turned away at a door does not knock again and again: that locks accounts. */
export class Patience {
  private times = 0;
  private notBefore = 0;
  private last: Error | undefined;

  /** Throws what was said last, as long as it is too early. */
  check(): void {
    const wait = this.notBefore - performance.now();
    if (!this.last || wait <= 0) return;
    const message = `${this.last.message} (next try in ${Math.ceil(wait / 1000)} s)`;
    throw Object.assign(new Error(message), { code: (this.last as { code?: string }).code, waitMs: wait });
  }

  refused(error: Error): void {
    this.notBefore = performance.now() + PAUSES_MS[Math.min(this.times, PAUSES_MS.length - 1)]!;
    this.times += 1;
    this.last = error;
  }

  forget(): void {
    this.times = 0;
    this.last = undefined;
  }
}
