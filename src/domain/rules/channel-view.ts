/** Something that a way in depends on and that ends by itself: a certificate, a token, a password. */
export interface Expiry {
  readonly what: string; // as a sentence begins it: `the certificate of imap.example.com`
  readonly from: number | null; // when it began, where it says so
  readonly to: number;
}

/** How one way in is doing. Instants are epoch milliseconds. */
export interface ChannelView {
  readonly now: number;
  readonly channel: string;
  readonly kind: string;
  readonly watchedSince: number;
  readonly stopped: boolean; // on purpose, by a person
  readonly removed: boolean; // from the settings
  readonly completedAt: number | null; // the last look that was carried out
  readonly failures: number; // in a row
  readonly successes: number; // in a row
  readonly failingSince: number | null;
  readonly error: string | null;
  readonly advice: string | null;
  readonly unexplainedSince: number | null; // listed, and neither received nor explained
  readonly givenUp: number; // mails that a person has to look at: not fetchable, or quarantined
  readonly canarySentAt: number | null; // the last test mail that was sent and not yet seen
  readonly suppliers: readonly string[]; // whose documents come this way
  readonly expiries?: readonly Expiry[]; // as seen last
}
