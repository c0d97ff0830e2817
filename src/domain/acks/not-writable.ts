/** What was found cannot be said in the partner's own form; nothing leaves, and that is told. */
export class NotWritable extends Error {}

/** Of ASCII that can be printed: who sent it in other letters gets them in no segment that could break by them. */
export const isPlain = (value: string): boolean => /^[\x20-\x7e]*$/.test(value);
