import { Resolver } from 'node:dns/promises';

/** The TXT records of a name, each in its parts. */
export type AskTxt = (name: string) => Promise<string[][]>;

/** No answer, which may be otherwise later; what else is wrong is an answer, or a name that can have none. */
export const isSilence = (error: unknown): boolean => !NO_SUCH.has((error as NodeJS.ErrnoException).code ?? '');
const NO_SUCH = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EBADSTR', 'ENONAME']);

const SILENT_TIMES = 3;
const REST_MS = 60_000;

export interface DnsOptions {
  readonly servers?: readonly string[]; // those of this machine, if absent
  readonly timeoutMs?: number;
}

/**
 * Asks DNS, within a time. Where it was silent for several names in a row nobody is asked for a minute: without a network every
 * mail of a large mailbox would wait for nothing.
 */
export function txtByDns({ servers, timeoutMs = 3000 }: DnsOptions = {}): AskTxt {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2, maxTimeout: timeoutMs });
  if (servers) resolver.setServers(servers);
  let silent = 0;
  let restsUntil = 0;
  return async (name) => {
    if (performance.now() < restsUntil) throw Object.assign(new Error('DNS did not answer lately'), { code: 'ETIMEOUT' });
    try {
      const records = await resolver.resolveTxt(name);
      silent = 0;
      return records;
    } catch (error) {
      silent = isSilence(error) ? silent + 1 : 0;
      if (silent >= SILENT_TIMES) {
        restsUntil = performance.now() + REST_MS;
        silent = SILENT_TIMES - 1; // one more silence afterwards, and it rests again
      }
      throw error;
    }
  };
}
