/** Every queue, a line each. */
interface Queue {
  readonly policy?: 'exclusive';
  readonly retryLimit: number;
  readonly retryDelay: number;
  readonly retryBackoff: true;
  readonly retryDelayMax: number;
  readonly expireInSeconds: number;
  readonly heartbeatSeconds: number;
}

/**
 * A lease is a heartbeat: a worker that was killed or stopped is missed after half a minute, not when its whole allowance has
 * run out. Three tries, since a fault of ours that three pauses do not heal is for a person; the others are not kept waiting.
 */
export const QUEUES = {
  'process-document': { retryLimit: 3, retryDelay: 10, retryBackoff: true, retryDelayMax: 900, expireInSeconds: 900, heartbeatSeconds: 30 },
  evaluate: {
    policy: 'exclusive',
    retryLimit: 3,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
    expireInSeconds: 1800,
    heartbeatSeconds: 30,
  },
} as const satisfies Record<string, Queue>;
export type QueueName = keyof typeof QUEUES;
export const DEAD = 'dead-letter';

/** What waits is never swept away, as the library does after two weeks: its delivery would stay kept and never be read. */
export const WAITS_SECONDS = 50 * 365 * 86_400;
