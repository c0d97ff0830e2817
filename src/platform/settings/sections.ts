import { isMap, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { ConfigError } from '../errors';

/**
 * The text of one section of the settings, cut out of the file and put back. The rest of the file is not written anew: whoever
 * keeps it in order by hand finds each of their lines as it was.
 */
export const sectionText = (text: string, section: string): string => sectionTexts(text).get(section) ?? '';

/** All of them, by name. */
export const sectionTexts = (text: string): ReadonlyMap<string, string> =>
  new Map([...placesIn(text)].map(([section, { from, to }]) => [section, text.slice(from, to)]));

/** `fresh` begins with the section's own name; empty: the section goes. */
export function withSection(text: string, section: string, fresh: string): string {
  const whole = fresh.trim() === '' ? '' : `${fresh.trimEnd()}\n`;
  const found = placesIn(text).get(section);
  if (found) return text.slice(0, found.from) + whole + text.slice(found.to);
  return text === '' || text.endsWith('\n') ? text + whole : `${text}\n${whole}`;
}

interface Found {
  readonly from: number;
  readonly to: number;
}
function placesIn(text: string): Map<string, Found> {
  const top = parseDocument(text).contents;
  if (!isMap(top)) return new Map();
  const { items, flow } = top as YAMLMap<Scalar, unknown>;
  if (flow && items.length > 0) throw new ConfigError('the file is written in braces; a section of it cannot be changed alone');
  const starts = items.map((p) => p.key.range![0]);
  return new Map(items.map(({ key }, i) => [String(key.value), { from: starts[i]!, to: starts[i]! + ownLines(text.slice(starts[i], starts[i + 1])) }])); // prettier-ignore
}

/** Remarks before the next section that stand at the edge, and what is empty before them, are the next one's. */
function ownLines(text: string): number {
  const lines = text.split(/(?<=\n)/);
  let n = lines.length;
  while (n > 1 && /^(#|\s*$|\.\.\.|---)/.test(lines[n - 1]!)) n--;
  return lines.slice(0, n).join('').length;
}
