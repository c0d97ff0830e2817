const LONGEST = 31; // characters that Excel takes
const REFUSED = /[[\]:*?/\\\p{Cc}\p{Cs}]/gu;

/** Names as Excel takes them: no longer than 31, none of `[]:*?/\`, no quote at an end, none empty, none twice in any case. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const plain = cut(name.replace(REFUSED, ' ').trim(), LONGEST).replace(/^'+|'+$/g, '') || 'Sheet';
    let free = plain.toLowerCase() === 'history' ? 'History 1' : plain; // which Excel keeps for itself
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${cut(plain, LONGEST - String(n).length - 3)} (${n})`;
    taken.add(free.toLowerCase());
    return free;
  });
}

const cut = (text: string, length: number): string =>
  [...text].reduce((out, c) => (out.length + c.length <= length ? out + c : out), '').trim();
