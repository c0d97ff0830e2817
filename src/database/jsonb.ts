const ESCAPE = /\\(u0000|ud[89a-f][0-9a-f]{2}|[^])/g; // whatever is escaped, so that a backslash before a `u` is none of it

/**
 * A value as a parameter of type jsonb. PostgreSQL holds no zero byte and no half of a character; one in a stranger's subject
 * line would refuse the whole statement, at every try, with all that stands beside it. U+FFFD says that something stood there.
 */
export function jsonb(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  return text.replace(ESCAPE, (whole, what: string) => (what.length > 1 ? '\ufffd' : whole));
}
