import type { Stored } from '../../platform/storage';

/** What was found out about the sender of a mail when it came; kept, so that reading it again asks nobody. */
export interface SenderCheck {
  readonly verdict: 'pass' | 'fail' | 'none' | 'undecided';
  readonly said: string;
  readonly signed: readonly string[]; // domains whose signatures hold
  readonly againAt: string | null; // undecided: when it is tried again
}

/** Something that came in by a channel. Its key is that of this delivery: equal bytes tomorrow are a new statement. */
export interface Arrival {
  readonly channel: string;
  readonly arrivalKey: string;
  readonly name: string;
  readonly receivedAt: string; // ISO instant
  readonly bytes: Buffer | Stored; // or, where they were many, that they lie in the raw store already
  readonly supplier?: string; // code, when the channel, the folder or a person said whose it is
  readonly withheld?: boolean; // history: nothing about it is sent to anybody
  readonly sender?: SenderCheck; // of a mail that came by a mail channel
  readonly origin: Readonly<Record<string, string>>; // message-id, path …
}
