import type { Arrival } from '../documents/arrival';

/** What a channel is given: where to hand over what came in, and what became of it. */
export interface Inbound {
  /** Durable when it returns; only then may the source be touched. */
  readonly keep: (arrival: Arrival) => Promise<{ readonly receiptId: string; readonly fresh: boolean }>;
  /** What became of earlier deliveries of this channel, once they were read; undefined as long as they wait. */
  readonly outcome: (channel: string, arrivalKey: string) => Promise<Outcome | undefined>;
  readonly note: (message: string) => void;
}
export interface Outcome {
  readonly good: boolean;
  readonly reason: string; // in plain words, for the person who looks into the folder
}

/** One way in. `look` takes what is there and is called every few seconds, by one process of the cluster at a time. */
export interface Channel {
  readonly name: string;
  readonly look: (into: Inbound) => Promise<void>;
}
