/** What a page is made of: its tags with their attributes, in order, and what a person reads. */
export interface Read {
  readonly tags: readonly string[];
  readonly text: string;
}
const TOKEN = /<!doctype html>|<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*(\/?)>|([^<]+)/iy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

/**
 * Reads a page that we wrote, and throws where a browser would have to guess: a tag that does not end, an attribute without quotes,
 * a comment, an entity that is none.
 */
export function readMarkup(html: string): Read {
  const tags: string[] = [];
  let text = '';
  let within = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < html.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(html);
    if (!found) throw new Error(`no markup of ours: ${html.slice(at, at + 80)}`);
    const [whole, closing, tag, attributes, , words] = found;
    if (words !== undefined) {
      if (within !== 'style') text += decoded(words);
    } else {
      within = closing ? '' : (tag ?? '');
      tags.push(decoded(whole.replace(/\s+/g, ' ')).trim());
      if (/\son\w+=/i.test(attributes ?? '')) throw new Error(`an attribute that runs: ${whole}`);
    }
  }
  return { tags, text };
}

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d+)|(\w+));|&/g, (whole, number: string | undefined, name: string | undefined) => {
    if (number !== undefined) return String.fromCodePoint(Number(number));
    if (name !== undefined && name in ENTITIES) return ENTITIES[name]!;
    throw new Error(`no entity of ours: ${text.slice(Math.max(0, text.indexOf(whole) - 20), text.indexOf(whole) + 20)}`);
  });
