import { ProblemError } from '../api/client';
import { toast, untoast } from '../shell/toasts';

interface Held {
  readonly id: string;
  readonly send: (last: boolean) => Promise<string>;
  readonly settled: () => Promise<unknown>; // what is shown was asked for anew
  readonly toastId: number;
  readonly timer: ReturnType<typeof setTimeout>;
}
const HOLD_S = 5;

/**
 * What a name means cannot be unsaid once its lines are taken up and compared: so it is held back for a few seconds, in which it is
 * undone without a trace. The next one, and leaving the page, send it at once.
 */
let held: Held | null = null;
const hearers = new Set<() => void>();
let hidden: ReadonlySet<string> = new Set();
const show = (ids: Iterable<string>): void => {
  hidden = new Set(ids);
  hearers.forEach((hear) => hear());
};
/** Which are as good as decided, until the list says so itself; for useSyncExternalStore. */
export const hiddenIds = (): ReadonlySet<string> => hidden;
export const onHeld = (hear: () => void): (() => void) => {
  hearers.add(hear);
  return () => void hearers.delete(hear);
};

export async function hold(id: string, says: string, send: Held['send'], settled: Held['settled']): Promise<void> {
  const before = flush();
  const toastId = toast(says, { undo: () => undo(), seconds: HOLD_S });
  held = { id, send, settled, toastId, timer: setTimeout(() => void flush(), HOLD_S * 1000) };
  show([...hidden, id]);
  await before;
}

export function undo(): boolean {
  if (!held) return false;
  clearTimeout(held.timer);
  untoast(held.toastId);
  const { id } = held;
  held = null;
  show([...hidden].filter((h) => h !== id));
  toast('Undone: nothing was changed');
  return true;
}

export async function flush(last = false): Promise<void> {
  if (!held) return;
  const { id, send, settled, toastId, timer } = held;
  clearTimeout(timer);
  untoast(toastId);
  held = null;
  try {
    toast(await send(last), { seconds: 8 });
  } catch (error) {
    toast(`It was not decided: ${error instanceof ProblemError ? error.detail : String(error)}`, { tone: 'bad' });
  }
  await settled().catch(() => undefined); // the list says itself why it cannot be had
  show([...hidden].filter((h) => h !== id));
}

if (typeof window !== 'undefined') window.addEventListener('pagehide', () => void flush(true));
