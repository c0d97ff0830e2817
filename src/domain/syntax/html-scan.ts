import { LIMITS } from './limits';

/** What is told of a page while it is gone through. Names are in lower case; nothing of it is ever run or fetched. */
export interface HtmlHandler {
  opened(name: string, tag: HtmlTag): void;
  closed(name: string): void;
  text(source: string): void;
}

/** Elements whose content is no text of the page. */
const SILENT = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'template', 'xml', 'select', 'object', 'svg']);
const NAME = /[a-zA-Z][^\s/>]*/y;
const ATTRIBUTE = /[\s/]*([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

/** The attributes of one tag, looked at when somebody asks. */
export class HtmlTag {
  constructor(private readonly source: string) {}

  attribute(name: string): string | undefined {
    ATTRIBUTE.lastIndex = 0;
    for (let i = 0; i < LIMITS.xmlAttributes; i++) {
      const m = ATTRIBUTE.exec(this.source);
      if (!m) return undefined;
      if (m[1]!.toLowerCase() === name) return m[2] ?? m[3] ?? m[4] ?? '';
    }
    return undefined;
  }
}

/**
 * Goes through a page once, from its first character to its last: pages are never quite right, and whatever is no tag is text.
 * Comments, scripts and styles are passed over.
 */
export function scanHtml(page: string, handler: HtmlHandler): void {
  let at = 0;
  while (at < page.length) {
    const open = page.indexOf('<', at);
    if (open < 0) return handler.text(page.slice(at));
    if (open > at) handler.text(page.slice(at, open));
    at = page.startsWith('<!--', open) ? behind(page, '-->', open + 4) : tagAt(page, open, handler);
  }
}

function behind(page: string, mark: string, from: number): number {
  const end = page.indexOf(mark, from);
  return end < 0 ? page.length : end + mark.length;
}

function tagAt(page: string, open: number, handler: HtmlHandler): number {
  const second = page[open + 1];
  if (second === '!' || second === '?') return behind(page, '>', open + 2);
  NAME.lastIndex = second === '/' ? open + 2 : open + 1;
  const found = NAME.exec(page)?.[0];
  if (found === undefined) {
    handler.text('<');
    return open + 1;
  }
  const name = found.toLowerCase();
  const end = tagEnd(page, NAME.lastIndex);
  if (second === '/') {
    handler.closed(name);
    return end + 1;
  }
  const inside = page.slice(NAME.lastIndex, end);
  if (!SILENT.has(name) || inside.endsWith('/')) {
    handler.opened(name, new HtmlTag(inside));
    return end + 1;
  }
  const close = new RegExp(`</${name}[\\s/>]`, 'gi');
  close.lastIndex = end;
  const closing = close.exec(page);
  return closing ? behind(page, '>', closing.index) : page.length;
}

/** Where a tag ends: a `>` within quotes belongs to a value, unless the quote is never closed. */
function tagEnd(page: string, from: number): number {
  for (let i = from; i < page.length; i++) {
    const c = page[i];
    if (c === '>') return i;
    if ((c === '"' || c === "'") && page[i - 1] === '=') {
      const close = page.indexOf(c, i + 1);
      if (close > 0) i = close;
    }
  }
  return page.length;
}
