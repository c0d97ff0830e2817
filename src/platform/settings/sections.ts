import { isMap, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { ConfigError } from '../errors';

/**
 * The text of one section of the settings, cut out of the file and put back. The rest of the file is not written anew: whoever
 * keeps it in order by hand finds each of their lines as it was.
 */
export function sectionText(text: string, section: string): string {
  const found = placeOf(text, section);
  return found === null ? '' : text.slice(found.from, found.to);
}

/** `fresh` begins with the section's own name; empty: the section goes. */
export function withSection(text: string, section: string, fresh: string): string {
  const whole = fresh.trim() === '' ? '' : `${fresh.trimEnd()}\n`;
  const found = placeOf(text, section);
  if (found !== null) return text.slice(0, found.from) + whole + text.slice(found.to);
  return text === '' || text.endsWith('\n') ? text + whole : `${text}\n${whole}`;
}

interface Found {
  readonly from: number;
  readonly to: number;
}
function placeOf(text: string, section: string): Found | null {
  const top = parseDocument(text).contents;
  if (!isMap(top)) return null;
  const at = (top as YAMLMap<Scalar, unknown>).items;
  const i = at.findIndex((p) => p.key.value === section);
  if (i === -1) return null;
  if (top.flow) throw new ConfigError('the file is written in braces; a section of it cannot be changed alone');
  const from = at[i]!.key.range![0];
  const next = at[i + 1]?.key.range![0];
  return { from, to: from + ownLines(text.slice(from, next ?? text.length)) };
}

/** Remarks before the next section that stand at the edge, and what is empty before them, are the next one's. */
function ownLines(text: string): number {
  const lines = text.split(/(?<=\n)/);
  let n = lines.length;
  while (n > 1 && /^(#|\s*$|\.\.\.|---)/.test(lines[n - 1]!)) n--;
  return lines.slice(0, n).join('').length;
}
