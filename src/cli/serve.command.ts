import { ROLES, type Role } from '../app.module';
import { inTransaction } from '../database/transaction';
import { type Running, serve } from '../main';
import { firstKey } from '../modules/access/keys.store';
import { inviteFirst } from '../modules/access/people/sign-in';
import { signInSettings } from '../modules/access/settings';
import { wallClock } from '../platform/clock';
import type { Config } from '../platform/config';
import { UsageError } from '../platform/errors';
import { type Command, DONE, type Output } from './command';

const PATIENCE_MS = 20_000; // what runs is finished within it; what is not is taken up by the next process
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

export const serveCommand: Command = {
  name: 'serve',
  args: '',
  summary: 'run the gateway: channels, pipeline, schedules, HTTP API',
  options: { roles: { type: 'string', value: 'ROLE,…', help: `${ROLES.join(', ')}; all of them if absent` } },
  words: [0, 0],
  async run({ options, json, config, out }) {
    const roles = rolesOf(options.roles);
    const running = await serve({ ...config, log: process.env.CROSSCOUNT_LOG ? config.log : 'info' }, roles);
    const stopping = signalled(out);
    try {
      const { pool } = running.gateway.db;
      const key = running.url ? await inTransaction(pool, (c) => firstKey(c, wallClock.now())) : null;
      const admin = running.url && signInSettings(config.settings).password ? await inviteFirst(pool, wallClock.now()) : null;
      const told = startOf(running, config, roles, { key, admin });
      out.data(json ? JSON.stringify(told) : blockOf(told));
      await stopping;
      out.message('stopping; what is in hand is finished first (a second signal ends it at once)');
    } finally {
      const overdue = setTimeout(() => {
        out.message(`something still runs after ${PATIENCE_MS / 1000} s; it is left to the next process`);
        process.exit(1);
      }, PATIENCE_MS);
      await running.stop();
      clearTimeout(overdue);
      endAnyway(out);
    }
    return DONE;
  },
};

const LINGERS_MS = 5_000;

/**
 * Nothing is in hand any more, and what was is in the database. A connection to somebody else that was being made meanwhile would keep
 * the process for as long as they like; a service that does not end when it is told to holds up the one that comes after it.
 */
function endAnyway(out: Output): void {
  setTimeout(() => {
    out.message(`it has stopped; what still lingers is ended: ${process.getActiveResourcesInfo().join(', ')}`);
    process.exit(0);
  }, LINGERS_MS).unref(); // without anything that lingers it is gone by then
}

function rolesOf(given: string | boolean | undefined): Role[] {
  const roles = typeof given === 'string' ? given.split(',').map((r) => r.trim()) : [...ROLES];
  const wrong = roles.find((r) => !ROLES.includes(r as Role));
  if (wrong !== undefined) throw new UsageError(`--roles ${wrong}: expected ${ROLES.join(', ')}`);
  return roles as Role[];
}

/** The first signal ends the waiting, the second one the process. */
function signalled(out: Output): Promise<void> {
  return new Promise((resolve) => {
    let first = true;
    for (const [signal, code] of Object.entries(SIGNALS))
      process.on(signal, () => {
        if (!first) {
          out.message('ended at once');
          process.exit(code);
        }
        first = false;
        resolve();
      });
  });
}

interface Start {
  readonly url: string | null;
  readonly api_key: string | null; // of the first start only
  readonly first_admin: string | null; // the invitation, until somebody used one
  readonly key_file: string | null; // where it was made by this start
  readonly data: string;
  readonly database: string;
  readonly roles: readonly Role[];
  readonly watches: readonly string[];
}

function startOf(
  { url, gateway, keyMade }: Running,
  config: Config,
  roles: readonly Role[],
  first: { key: string | null; admin: string | null },
): Start {
  const channels = config.settings.entries('channels').map(({ value }) => {
    const { kind, name } = value as { kind: string; name: string };
    return `${kind} ${name}`;
  });
  return {
    ...{ url, api_key: first.key, first_admin: first.admin, key_file: keyMade ? config.keyFile : null, data: config.home, roles },
    database: gateway.db.embedded ? `embedded, in ${gateway.db.embedded.folder}` : 'the server of DATABASE_URL',
    watches: roles.includes('poll') ? [`${config.drop}/SUPPLIER/`, ...channels] : [],
  };
}

function blockOf(start: Start): string {
  const lines: [string, string][] = [
    ...(start.url
      ? ([
          ['Console', start.url],
          ['API', `${start.url}/api/v1   described at ${start.url}/api/docs`],
          ...(start.api_key ? [['API key', `${start.api_key}   shown this once; "crosscount key" makes and revokes others`]] : []),
          ...(start.first_admin
            ? [['First admin', `${start.url}/welcome#${start.first_admin}   an invitation, good once and for a day: docs/guide/people.md`]]
            : []),
          ['Health', `${start.url}/healthz   /readyz   /metrics`],
        ] as [string, string][])
      : []),
    ...(start.key_file
      ? ([['Key', `${start.key_file}   made now; seals passwords: keep a copy where no copy of the database is`]] as [string, string][])
      : []),
    ['Data', start.data],
    ['Database', start.database],
    ...(start.watches.length > 0 ? ([['Watches', start.watches.join(', ')]] as [string, string][]) : []),
    ['Does', start.roles.join(', ')],
  ];
  return ['crosscount serves (Ctrl-C stops it)', ...lines.map(([what, says]) => `  ${what.padEnd(11)} ${says}`)].join('\n');
}
