/** One sentence of an answer that says what a name means: `KAR = 6`, `BRK-2210 is 508`. */
export interface InWords {
  readonly name: string;
  readonly meaning: string;
  readonly line: string; // as it stands there
}
const MOST = 20;
const QUOTED =
  /^\s*>|^\s*[-_]{5,}|^\s*-{2,}\s*(original|ursprüngliche|message|mensaje|messaggio)|^\s*(from|von|de|da|van|od)\s*:\s|\b(wrote|schrieb|écrit|escribió|ha scritto)\b.*:\s*$|^-- $/i;
const SAYS =
  /^\s*(?:[-*•]\s*)?(?:1\s+)?(\S(?:.{0,58}\S)?)\s*(?:=|->|→|\s(?:is|are|ist|sind|est|sont|es|son|è|sono)\s)\s*(\S(?:.{0,58}\S)?)$/i;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._/#-]*$/u;

/**
 * What an answer says in words about the names that we asked for: `names`, as the supplier writes them. What it quotes is ours, and a sentence
 * about anything else is for people to read. Nothing is done by it: a person looks at it and accepts it.
 */
export function answersInWords(text: string, names: readonly string[]): InWords[] {
  const asked = new Map(names.filter((n) => n.trim() !== '').map((n) => [n.trim().toLowerCase(), n.trim()]));
  const out: InWords[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (QUOTED.test(line)) break; // below it stands our own mail
    if (line.length > 200) continue;
    const [, said = '', meaning = ''] = SAYS.exec(line.replace(/[\s.!]+$/, '')) ?? [];
    const name = asked.get(said.replace(/^["'„“«]|["'“”»]$/g, '').trim().toLowerCase()); // prettier-ignore
    if (name === undefined || !NAME.test(meaning)) continue;
    if (!out.some((o) => o.name === name)) out.push({ name, meaning, line: line.trim() });
    if (out.length === MOST) break;
  }
  return out;
}
