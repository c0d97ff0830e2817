import type { Gateway } from '../pipeline/gateway';
import { newest } from './news.store';

const LOOK_MS = 1_000;
type Hear = (mark: string) => void;

/** One look a second into the database for all screens together, and none while nobody has one open. */
export class News {
  private readonly hearers = new Set<Hear>();
  private timer: NodeJS.Timeout | undefined;
  private last: string | undefined;

  constructor(private readonly gateway: Pick<Gateway, 'db' | 'log'>) {}

  /** Calls `hear` at once with what is the newest, and whenever that is another one; returns what ends it. */
  listen(hear: Hear): () => void {
    this.hearers.add(hear);
    if (this.last !== undefined) hear(this.last);
    if (this.timer === undefined) void this.look();
    return () => {
      this.hearers.delete(hear);
      if (this.hearers.size > 0) return;
      clearTimeout(this.timer);
      this.timer = undefined;
      this.last = undefined; // it is old by the time the next one listens
    };
  }

  private async look(): Promise<void> {
    this.timer = setTimeout(() => void this.look(), LOOK_MS);
    this.timer.unref();
    try {
      const mark = await newest(this.gateway.db.pool);
      if (mark === this.last) return;
      this.last = mark;
      for (const hear of this.hearers) hear(mark);
    } catch (error) {
      this.gateway.log.debug({ err: error }, 'no look at the news'); // the next one comes in a second
    }
  }
}
