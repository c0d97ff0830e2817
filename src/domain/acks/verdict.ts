import type { Issue } from '../canonical/vocabulary';
import type { Content } from './content';
import type { FrameMessage } from './frame';

/** What became of an interchange: what our own reading and posting of it found. */
export interface Found {
  readonly refused: boolean; // its frame is broken: nothing of it may be used
  readonly reused: boolean; // its number came before with other content
  readonly rejected: ReadonlySet<number>; // messages, counted as in the frame, of which nothing was taken
  readonly issues: readonly Issue[];
  readonly content: readonly Content[]; // told where it was agreed
}

export type Word = 'accepted' | 'with_errors' | 'partly' | 'rejected';

/** A, E or R of X12, for a message and for what holds several. */
export type Status = 'A' | 'E' | 'R';

export interface ElementFault {
  readonly element: number;
  readonly code: string;
  readonly value?: string;
}
export interface SegmentFault {
  readonly tag: string;
  readonly position: number; // ST or UNH is 1
  readonly code: string;
  readonly elements: readonly ElementFault[];
}

export interface Placed {
  readonly issue: Issue;
  readonly number: number;
  readonly tag: string;
  readonly element: number | undefined;
}

export function* placed(issues: readonly Issue[]): Generator<Placed> {
  for (const issue of issues)
    if (issue.place?.in === 'segment') {
      const { number, tag, element } = issue.place;
      yield { issue, number, tag, element };
    }
}

/** The last one that begins at a segment or before it; undefined where all begin behind. By halving: a file may hold thousands. */
export function holderOf<T>(all: readonly T[], first: (one: T) => number, number: number): T | undefined {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (first(all[middle]!) <= number) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
}

export const firstOf = (m: FrameMessage): number => m.first;

/** Faults of one segment stand together, in the order of the segments; each element once for each fault. */
export class SegmentFaults {
  private readonly bySegment = new Map<number, { tag: string; code: string; elements: ElementFault[] }>();

  add(position: number, tag: string, code: string, element?: ElementFault): void {
    const known = this.bySegment.get(position);
    if (!known && this.bySegment.size >= MOST_SEGMENTS) return;
    const one = known ?? { tag, code, elements: [] };
    if (!known) this.bySegment.set(position, one);
    if (!element || one.elements.length >= MOST_ELEMENTS) return;
    if (!one.elements.some((e) => e.element === element.element && e.code === element.code)) one.elements.push(element);
  }
  get all(): readonly SegmentFault[] {
    return [...this.bySegment]
      .sort(([a], [b]) => a - b)
      .map(([position, { tag, code, elements }]) => ({
        tag,
        position,
        code,
        elements: elements.toSorted((a, b) => a.element - b.element),
      }));
  }
}

const MOST_SEGMENTS = 1000; // of one message: who got all of them wrong is not helped by a list of all
const MOST_ELEMENTS = 99;
