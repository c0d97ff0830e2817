import type { Pool } from 'pg';
import type { RemoteEntry, SftpSession } from '../../../platform/sftp/session';
import type { FileEnd } from '../kinds/file-end';
import type { Inbound } from '../channel';
import type { SftpSettings } from './settings';

/** What every step of a look into a server works with. */
export interface Looking {
  readonly channel: string;
  readonly settings: SftpSettings;
  readonly session: SftpSession;
  readonly db: Pool;
  readonly into: Inbound;
  readonly memory: Memory;
}

/** A file as it was listed. */
export interface Listed extends RemoteEntry {
  readonly below: string; // its path below the folder of the channel
  readonly supplier: string | undefined;
}

interface Seen {
  readonly stamp: string;
  readonly since: number;
  end?: FileEnd;
}
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** What is remembered from look to look, and may be forgotten with the process. */
export class Memory {
  readonly seen = new Map<string, Seen>();
  private readonly stuck = new Map<string, { readonly stamp: string; readonly until: number }>();
  private readonly said = new Map<string, number>();

  /** `now`: milliseconds that only go forward; a clock that is set back must not keep a file waiting for a day. */
  constructor(readonly now: () => number) {}

  /** Tried again after an hour: somebody may have mended it. */
  isStuck(f: Listed): boolean {
    const known = this.stuck.get(f.below);
    return known?.stamp === stampOf(f) && known.until > this.now();
  }

  stick(f: Listed): void {
    this.stuck.set(f.below, { stamp: stampOf(f), until: this.now() + HOUR_MS });
  }

  /** Once a day and not at every look. */
  isNews(message: string): boolean {
    const now = this.now();
    if (now - (this.said.get(message) ?? -Infinity) < DAY_MS) return false;
    if (this.said.size > 10_000) this.said.clear();
    this.said.set(message, now);
    return true;
  }

  forgetAllBut(present: ReadonlySet<string>): void {
    for (const known of [this.seen, this.stuck]) for (const file of known.keys()) if (!present.has(file)) known.delete(file);
  }
}

export const stampOf = (f: Pick<RemoteEntry, 'size' | 'mtime'>): string => `${f.size} ${f.mtime}`;

export function say(at: Looking, message: string, receiptId?: string): void {
  if (at.memory.isNews(message)) at.into.note(`${at.channel}: ${message}`, receiptId === undefined ? {} : { receiptId });
}
