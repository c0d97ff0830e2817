const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** The pauses before each further try (Standard Webhooks): ten tries within 75 h 35 min 5 s. */
export const PAUSES_MS: readonly number[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];

/** How long to wait after so many failed tries; null when it is given up. */
export const pauseAfter = (tries: number): number | null => PAUSES_MS[tries - 1] ?? null;
