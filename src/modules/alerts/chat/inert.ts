import { plain } from '../mail/html';

const JOINER = '\u2060'; // joins words, and is not seen
/**
 * Text from outside that does nothing in a chat: it calls nobody (`@everyone`), is no link (`[a](b)`, an address), and what is
 * markup by angle brackets (`<!channel>`) is left to each kind to write as its own text.
 */
export function inert(text: string, longest?: number): string {
  return plain(text, longest).replaceAll('@', `@${JOINER}`).replaceAll('](', `]${JOINER}(`).replaceAll('://', `:${JOINER}//`);
}
