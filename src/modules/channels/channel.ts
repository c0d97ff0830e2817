import type { Authentication } from '../../domain/mail/authentication';
import type { Expiry } from '../../domain/rules/channel-view';
import type { PoolClient } from 'pg';
import type { z } from 'zod';
import type { Arrival } from '../documents/arrival';
import type { Stored } from '../../platform/storage';
import type { Gateway } from '../pipeline/gateway';
import type { JudgedMail } from './mail/judge-sender';

/** What a channel is given: where to hand over what came in, and what became of it. */
export interface Inbound {
  /**
   * Durable when it returns; only then may the source be touched. What the channel itself remembers of the delivery can be
   * written by `also`, in the same transaction: there is no delivery that the channel does not know of.
   */
  readonly keep: (arrival: Arrival, also?: Also) => Promise<{ readonly receiptId: string; readonly fresh: boolean }>;
  /** Bytes that are too many to hold, into the raw store as they come; `keep` makes a delivery of them. */
  readonly receive: (pieces: AsyncIterable<Buffer>) => Promise<Stored>;
  /** What became of earlier deliveries of this channel, once they were read; undefined as long as they wait. */
  readonly outcome: (channel: string, arrivalKey: string) => Promise<Outcome | undefined>;
  /** Keys of the channel's deliveries since an instant that were not accepted, or wait: for a channel that begins anew. */
  readonly unsorted: (channel: string, since: string) => Promise<readonly string[]>;
  /** For the log; with the ids of what it speaks of, by which it is found everywhere else. */
  readonly note: (message: string, ids?: { readonly receiptId?: string }) => void;
  /** Whether a mail is from whom it says. */
  readonly judge: (mail: JudgedMail) => Promise<Authentication>;
}
export type Also = (client: PoolClient, receiptId: string) => Promise<void>;
export interface Outcome {
  readonly good: boolean;
  readonly reason: string; // in plain words, for the person who looks into the folder
}

/** What a source lists now, and what of it is accounted for. Listed = received + explained, or somebody is told. */
export interface Tally {
  readonly listed: number;
  readonly received: number;
  readonly explained: number;
}

/** One way in. `look` takes what is there; at most one look at a time, and by one process of the cluster unless `everywhere`. */
export interface Channel {
  readonly name: string;
  readonly kind: string;
  readonly everySeconds: number;
  readonly everywhere?: boolean;
  readonly look: (into: Inbound) => Promise<Tally | void>;
  /** Something may have come: a look is worth while now. A hint at best; the looks go on by the clock whatever it says. */
  readonly onNudge?: (wake: () => void) => void;
  readonly close?: () => Promise<void>;
  /** What it depends on and that ends by itself, as the last look has seen it. */
  readonly expiries?: () => readonly Expiry[];
  /** Files that it took and moved aside since an instant: after a restore nobody may know them. */
  readonly aside?: (since: number) => Promise<readonly string[]>;
  /** Whether what a look needs can be had now, for a person who asks; it says what it found, throws what is wrong, and changes nothing. */
  readonly probe?: () => Promise<string>;
}

/** A kind of channel: its word in gateway.yaml, what may stand there, and how one is made of it. */
export interface ChannelKind<S = unknown> {
  readonly kind: string;
  readonly settings: z.ZodType<S>;
  make(name: string, settings: S, gateway: Pick<Gateway, 'config' | 'db' | 'log'>): Channel;
}
