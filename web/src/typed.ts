/** Nobody has typed for so many milliseconds: it is meant, and asked for. */
export const TYPED_MS = 250;
