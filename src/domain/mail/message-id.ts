/** `<…>` out of a Message-ID header, beside which some programs write a comment; undefined: there is none. */
export function messageIdOf(field: string | undefined): string | undefined {
  const id = field?.trim();
  return id ? (/<[^<>]*>/.exec(id.slice(0, 1000))?.[0] ?? id) : undefined;
}
