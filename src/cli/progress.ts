import type { Context } from './command';

/** Each tenth of what is done, at a terminal; and nothing where nobody looks. */
export function progress({ out, json }: Pick<Context, 'out' | 'json'>): ((done: number, of: number, what?: string) => void) | undefined {
  if (json || !process.stderr.isTTY) return undefined;
  const last = new Map<string, number>();
  return (done, of, what = '') => {
    const percent = Math.floor((100 * done) / of);
    if (percent < (last.get(what) ?? 0) + 10) return;
    last.set(what, percent - (percent % 10));
    out.message(`${what === '' ? '' : `${what} `}${percent - (percent % 10)} %`);
  };
}
