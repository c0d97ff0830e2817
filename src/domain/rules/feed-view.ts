/**
 * How far the buyer's data reach at one location. One view for each location that a program or a report speaks of; instants
 * are epoch milliseconds.
 */
export interface FeedView {
  readonly now: number;
  readonly location: string;
  readonly watermark: number | null; // null: the buyer never said anything of this place
  readonly lagHours: number | null; // set by hand; null: learned
  /** When the watermark moved on, and to where: oldest first, the last twenty will do. */
  readonly advances: readonly { readonly at: number; readonly through: number }[];
  /** Reports whose as-of the watermark has not reached. */
  readonly waiting: readonly { readonly id: string; readonly file: string; readonly place: string | null }[];
}
