/**
 * The text with what a change made of it, line by line: `before` and `after` are the whole written anew, without and with the change.
 * Lines that the change does not touch stay as their author wrote them, blanks and brackets and all.
 */
export function patched(text: string, before: string, after: string): string {
  if (before === after) return text;
  const [own, old, now] = [text, before, after].map((t) => t.split('\n')) as [string[], string[], string[]];
  const [ownFull, oldFull] = [filled(own), filled(old)];
  const alike = ownFull.length === oldFull.length && ownFull.every((at, n) => squeezed(own[at]!) === squeezed(old[oldFull[n]!]!));
  if (!alike) return after; // it is written in a way of which no line is found again
  let front = 0;
  while (front < Math.min(old.length, now.length) && old[front] === now[front]) front++;
  let back = 0;
  while (back < Math.min(old.length, now.length) - front && old[old.length - 1 - back] === now[now.length - 1 - back]) back++;
  const first = oldFull.filter((at) => at < front).length;
  const last = oldFull.filter((at) => at < old.length - back).length;
  const from = last > first ? ownFull[first]! : first === 0 ? 0 : ownFull[first - 1]! + 1;
  const to = last > first ? ownFull[last - 1]! + 1 : from;
  const fresh = now.slice(front, now.length - back);
  while (fresh[0] === '') fresh.shift();
  while (fresh.at(-1) === '') fresh.pop();
  return [...own.slice(0, from), ...fresh, ...own.slice(to)].join('\n');
}

const filled = (lines: readonly string[]): number[] => lines.flatMap((l, n) => (l.trim() === '' ? [] : [n]));
const squeezed = (line: string): string => line.replace(/\s+/g, '');
