/** The only place that reads the time. SQL never does: the instant is passed in, so that history can be told again. */
export interface Clock {
  readonly now: () => string; // ISO instant, UTC
}
export const wallClock: Clock = { now: () => new Date().toISOString() };
export const fixedClock = (at: string): Clock => ({ now: () => at });
