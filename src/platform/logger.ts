import pino from 'pino';
import { clean } from '../domain/canonical/shown';

export type Logger = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Lines of JSON on stderr for machines; a person at a terminal gets the message alone. */
export function createLogger(level: string): pino.Logger {
  if (!process.stderr.isTTY) return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  return pino(
    { level, base: undefined },
    {
      write(line: string): void {
        const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
        process.stderr.write(`${clean([msg, err?.message].filter(Boolean).join(': '))}\n`);
      },
    },
  );
}
