import type { Pool } from 'pg';
import type { Logger } from '../../../platform/logger';
import type { Inbound } from '../channel';
import type { ImapSession } from './session';
import type { ImapSettings } from './settings';

/** What every step of a look into a mailbox works with. */
export interface Looking {
  readonly channel: string;
  readonly settings: ImapSettings;
  readonly session: ImapSession;
  readonly db: Pool;
  readonly into: Inbound;
  readonly log: Logger;
  readonly now: () => string;
}

/** Tries grow further and further apart: 1.7 times each, as long as a usual look at first. */
export const nextTry = (at: Looking, tries: number): string =>
  new Date(Date.parse(at.now()) + at.settings.every_seconds * 1000 * 1.7 ** Math.min(tries, 8)).toISOString();
