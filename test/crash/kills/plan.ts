import type { Step } from './episode';
import { type Point, POINTS, WITHOUT_MOVE } from './points';

const AT_ONCE = 6; // points in one episode
const TWICE = 0.4; // killed again while it takes up what the kill left

/** The same numbers for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every point once, in an order of the seed's own, some killed twice; which of them follow each other differs by seed. */
export function plan(seed: number, points: readonly Point[] = POINTS): Step[][] {
  const next = numbers(seed);
  const order = points.map((point) => ({ point, at: next() })).sort((a, b) => a.at - b.at);
  const old = order.filter((o) => WITHOUT_MOVE.includes(o.point.id));
  const steps = [...old, ...order.filter((o) => !old.includes(o))].map(({ point }) => ({
    point,
    twice: point.again !== null && next() < TWICE,
  }));
  const episodes: Step[][] = [];
  for (let i = 0; i < steps.length; i += AT_ONCE) episodes.push(steps.slice(i, i + AT_ONCE));
  return episodes;
}
