import path from 'node:path';
import { z } from 'zod';
import { ConfigError } from './errors';
import { SettingsFile } from './settings-file';

const schema = z.object({
  CROSSCOUNT_HOME: z.string().min(1).default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'expected an address such as postgres://user:password@host:5432/name')
    .optional(),
  CROSSCOUNT_PORT: z.coerce.number().int().min(0).max(65535).default(8460),
  CROSSCOUNT_HOST: z.string().min(1).default('127.0.0.1'),
  CROSSCOUNT_SETTINGS: z.string().min(1).optional(),
  CROSSCOUNT_KEY: z.string().min(1).optional(),
  CROSSCOUNT_KEY_FILE: z.string().min(1).optional(),
  CROSSCOUNT_DROP: z.string().min(1).optional(),
  CROSSCOUNT_LOOK_SECONDS: z.coerce.number().min(0.2).max(3600).default(3),
  CROSSCOUNT_QUIET_SECONDS: z.coerce.number().min(1).max(86400).default(60),
  CROSSCOUNT_LOG: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

export interface Config {
  readonly home: string; // absolute
  readonly databaseUrl: string | undefined;
  readonly port: number;
  readonly host: string;
  readonly drop: string; // absolute
  readonly lookSeconds: number;
  readonly quietSeconds: number;
  readonly log: string;
  readonly key: string | undefined; // what secrets are sealed with, see vault.ts
  readonly keyFile: string; // absolute; where no key is given
  readonly settings: SettingsFile; // what does not fit into a word: mailboxes, where alerts go
}

/** Reads the environment, here and nowhere else. A wrong setting stops the start, by its name and with what was expected. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = schema.safeParse(given);
  if (!read.success) {
    throw new ConfigError(
      read.error.issues
        .map(
          (i) =>
            `${i.path.join('.')} is ${JSON.stringify(shownOf(given[String(i.path[0])]))}: ${i.message.replace(/^Invalid input: /, '')}`,
        )
        .join('; '),
    );
  }
  const home = path.resolve(read.data.CROSSCOUNT_HOME);
  return {
    home,
    databaseUrl: read.data.DATABASE_URL,
    port: read.data.CROSSCOUNT_PORT,
    host: read.data.CROSSCOUNT_HOST,
    drop: path.resolve(read.data.CROSSCOUNT_DROP ?? path.join(home, 'drop')),
    lookSeconds: read.data.CROSSCOUNT_LOOK_SECONDS,
    quietSeconds: read.data.CROSSCOUNT_QUIET_SECONDS,
    log: read.data.CROSSCOUNT_LOG,
    key: read.data.CROSSCOUNT_KEY,
    keyFile: path.resolve(read.data.CROSSCOUNT_KEY_FILE ?? path.join(home, 'config', 'secret.key')),
    settings: SettingsFile.read(path.resolve(read.data.CROSSCOUNT_SETTINGS ?? path.join(home, 'config', 'gateway.yaml')), env),
  };
}

/** What was given is told; not the user and the password that an address holds, since this is read from logs and by helpers. */
const shownOf = (value: string | undefined): string | undefined =>
  value?.replace(/^([a-z]*:\/*)?.*@/is, '$1…@').replace(/(password=)\S+/gi, '$1…');
