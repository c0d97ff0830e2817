import type { Outcome } from '../message';
import type { Claimed } from '../relay.store';

/** Sends one kind of message, once. It never throws for the receiver's sake: what came of it is its answer. */
export interface Writer {
  readonly kind: string;
  readonly write: (message: Claimed, now: string) => Promise<Outcome>;
}
