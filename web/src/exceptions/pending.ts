import { ask, ProblemError } from '../api/client';
import { toast, untoast } from '../shell/toasts';
import { type Deed, doing, ended, type Outcome } from './deeds';

export interface Meant {
  readonly id: string;
  readonly version: number;
  readonly called: string;
}
interface Held {
  readonly meant: readonly Meant[];
  readonly deed: Deed;
  readonly toastId: number;
  readonly timer: ReturnType<typeof setTimeout>;
  readonly settled: (done: readonly string[]) => void;
}
const HOLD_S = 5;
const AT_ONCE = 200;

/**
 * A deed is held back for a few seconds, so that undoing it needs no second deed in the history, and says so; then it is sent.
 * The next deed, leaving the page and signing out send it at once: what was pressed is not lost.
 */
let held: Held | null = null;
const hearers = new Set<() => void>();
let hidden: ReadonlySet<string> = new Set();
const show = (ids: ReadonlySet<string>): void => {
  hidden = ids;
  hearers.forEach((hear) => hear());
};
/** Which rows are as good as gone; for useSyncExternalStore. */
export const heldIds = (): ReadonlySet<string> => hidden;
export const onHeld = (hear: () => void): (() => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

export async function hold(meant: readonly Meant[], deed: Deed, settled: Held['settled']): Promise<void> {
  if (meant.length === 0) return;
  const before = flush();
  const toastId = toast(
    `${doing(
      deed,
      meant.map((m) => m.called),
    )} …`,
    { undo, seconds: HOLD_S },
  );
  held = { meant, deed, toastId, settled, timer: setTimeout(() => void flush(), HOLD_S * 1000) };
  show(new Set(meant.map((m) => m.id)));
  await before;
}

export function undo(): boolean {
  if (!held) return false;
  clearTimeout(held.timer);
  untoast(held.toastId);
  held = null;
  show(new Set());
  toast('Undone: nothing was changed');
  return true;
}

export async function flush(last = false): Promise<void> {
  if (!held) return;
  const { meant, deed, toastId, timer, settled } = held;
  held = null;
  clearTimeout(timer);
  untoast(toastId);
  const outcomes = await send(meant, deed, last);
  const { text, failed } = ended(deed, outcomes);
  toast(text, { tone: failed ? 'bad' : 'calm', seconds: 4 });
  settled(outcomes.filter((o) => o.done).map((o) => o.id));
  if (held === null) show(new Set());
}

async function send(meant: readonly Meant[], deed: Deed, last: boolean): Promise<Outcome[]> {
  const failedAll = (some: readonly Meant[], error: unknown): Outcome[] =>
    some.map(({ id }) => ({ id, done: false, detail: error instanceof ProblemError ? error.detail : String(error) }));
  if (meant.length === 1) {
    const [{ id, version }] = meant as [Meant];
    // Also a comment or an assignment is of what was seen: someone else may have settled it meanwhile.
    return ask('actOnException', { params: { id }, body: deed, version, last }).then(
      () => [{ id, done: true }],
      (error: unknown) => failedAll(meant, error),
    );
  }
  const out: Outcome[] = [];
  for (let from = 0; from < meant.length; from += AT_ONCE) {
    const some = meant.slice(from, from + AT_ONCE);
    const seen = { ids: some.map((m) => m.id), versions: some.map((m) => m.version) };
    out.push(
      ...(await ask('actOnExceptions', { body: { ...deed, ...seen }, last }).then(
        (a) => a.outcomes,
        (e: unknown) => failedAll(some, e),
      )),
    );
  }
  return out;
}

if (typeof window !== 'undefined') window.addEventListener('pagehide', () => void flush(true));
