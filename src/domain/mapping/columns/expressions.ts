import type * as Cel from './cel';

/** The language of expressions is loaded with the first mapping that uses one: nearly no start needs it. */
export const cel = (): typeof Cel =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a mapping is checked at once, and cannot wait for a module
  require('./cel') as typeof Cel;
