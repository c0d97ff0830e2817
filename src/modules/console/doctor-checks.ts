import fs from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from '../../database/embedded';
import { Alerts } from '../alerts/alerts';
import { nobodyCalled } from '../alerts/hearers';
import { alertSettings } from '../alerts/settings';
import { adviceFor } from '../channels/advice';
import { undecidedSenders } from '../channels/mail/recheck';
import { plannedChannels } from '../channels/settings';
import { readiness } from './readiness';
import { countNotWritten } from '../acks/answers-list.store';
import { countTooMany } from '../acks/reply/replies-list.store';
import { countOutbox } from '../outbox/outbox-list.store';
import { places } from '../outbox/places';
import { mailSettings } from '../outbox/settings';
import { openWriters } from '../outbox/writers';
import { probePlace } from '../outbox/writers/file';
import { mailTokens, probeMailServer } from '../outbox/writers/mail';
import type { Gateway } from '../pipeline/gateway';
import { givenUp } from '../pipeline/given-up.store';
import { channelHealth } from '../channels/health.store';
import { unsoundFiles } from '../documents/scrub';
import { periodsOf } from '../retention/settings';
import { lastBackup } from '../backup/last-backup.store';
import { dialerOf } from '../../platform/dialer/dialer';
import type { Config } from '../../platform/config';
import { DEAD } from '../../platform/queues';

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly says: string;
}
/** One thing that the gateway stands on. What it throws is a finding, too. */
export interface Check<On> {
  readonly what: string;
  readonly look: (on: On) => Promise<readonly Finding[] | Finding>;
}
const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
const found = (state: Finding['state'], what: string, says: string): Finding => ({ what, state, says });
const GIGABYTE = 2 ** 30;
const DAY_MS = 86_400_000;

/** Before the database is opened. */
export const CHECKS_OF_THE_HOST: readonly Check<Config>[] = [
  {
    what: 'node',
    look: async () => found(Number(process.versions.node.split('.')[0]) >= 22 ? 'ok' : 'warn', 'node', process.version),
  },
  {
    what: 'config',
    look: async (config) => {
      const channels = plannedChannels(config).length;
      periodsOf(config.settings);
      if (!config.settings.namesSecrets) {
        openWriters(config.settings);
        Alerts.open(config.settings);
      } // else as soon as the database is open
      return found('ok', 'config', `${config.settings.path} is in order; ${count(channels, 'channel')}`);
    },
  },
  { what: 'home', look: (config) => writable('home', config.home, 'nothing can be kept') },
  { what: 'drop', look: (config) => writable('drop', config.drop, 'files would stay in it') },
  {
    what: 'disk',
    look: async (config) => {
      const disk = await fs.statfs(config.home);
      const free = (disk.bavail * disk.bsize) / GIGABYTE;
      return found(free < 0.2 ? 'fail' : free < 2 ? 'warn' : 'ok', 'disk', `${free.toFixed(1)} GiB free where ${config.home} lies`);
    },
  },
];

/** On the opened gateway. */
export const CHECKS_OF_THE_GATEWAY: readonly Check<Gateway>[] = [
  {
    what: 'database',
    look: async ({ db }) => {
      const { rows } = await db.pool.query<{ version: string }>(`select current_setting('server_version') version`);
      const where = db.embedded ? `embedded, data in ${db.embedded.folder}` : 'the server of DATABASE_URL';
      return found('ok', 'database', `PostgreSQL ${rows[0]!.version}, ${where}`);
    },
  },
  {
    what: 'data',
    look: async ({ db, config }) =>
      db.embedded && dataFolder(config.home).elsewhere
        ? found('warn', 'data', `they lie outside of ${config.home}, which PostgreSQL's account cannot enter; include both in a backup`)
        : [],
  },
  {
    what: 'schema',
    look: async (gateway) => {
      const faults = await readiness(gateway);
      if (faults.length > 0) return faults.map((f) => found('fail', f.code, f.detail));
      const { rows } = await gateway.db.pool.query<{ n: number }>('select count(*)::int n from schema_migration');
      return found('ok', 'schema', `${count(rows[0]!.n, 'migration')} done, none pending`);
    },
  },
  {
    what: 'clock',
    look: async ({ db }) => {
      const before = Date.now();
      const { rows } = await db.pool.query<{ at: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 at');
      const off = Math.round((rows[0]!.at - (before + Date.now()) / 2) / 1000);
      const says =
        off === 0 ? 'host and database agree' : `the database is ${Math.abs(off)} s ${off > 0 ? 'ahead of' : 'behind'} this host`;
      return found(Math.abs(off) > 300 ? 'fail' : Math.abs(off) > 5 ? 'warn' : 'ok', 'clock', says);
    },
  },
  {
    what: 'queue',
    look: async ({ jobs }) => {
      const waiting = (await jobs.counts()).filter((q) => q.waiting > 0);
      const late = waiting.some((q) => q.queue !== DEAD && q.oldest > 600);
      const says = waiting.map((q) => `${q.waiting} in ${q.queue}, the oldest for ${Math.round(q.oldest)} s`).join('; ');
      return found(late || waiting.some((q) => q.queue === DEAD) ? 'warn' : 'ok', 'queue', says || 'nothing waits');
    },
  },
  {
    what: 'reading',
    look: async ({ db }) => {
      const failed = await givenUp(db.pool);
      return failed.length > 0 ? found('warn', 'reading', `kept, but given up after several tries: ${failed.join(', ')}`) : [];
    },
  },
  {
    what: 'alerts',
    look: async ({ db, config }) => {
      const alerts = alertSettings(config.settings);
      const nobody = alerts ? await nobodyCalled(db.pool, alerts) : [];
      const says = `nobody who can be told is called ${nobody.join(', ')}; what a route has for them goes to "to"`;
      return nobody.length > 0 ? found('warn', 'alerts', says) : [];
    },
  },
  {
    what: 'outbox',
    look: async ({ db }) => {
      const { waiting, sent, given_up, confirm } = await countOutbox(db.pool);
      const lost = given_up > 0 ? `, ${given_up} given up: see "crosscount outbox --state given_up"` : '';
      const held = confirm > 0 ? `, ${confirm} wait for your word since a restore: see "crosscount outbox --state confirm"` : '';
      return found(given_up + confirm > 0 ? 'warn' : 'ok', 'outbox', `${waiting} wait, ${sent} sent${lost}${held}`);
    },
  },
  {
    what: 'raw files',
    look: async ({ db }) =>
      (await unsoundFiles(db.pool)).map((f) =>
        found('fail', 'raw files', `${f.sha256} is ${f.why}; a sound copy lies in the raw/ of a backup, under the same name`),
      ),
  },
  {
    what: 'backup',
    look: async ({ db }) => {
      const last = await lastBackup(db.pool);
      if (last === undefined) return found('warn', 'backup', 'there was none yet; "crosscount backup FOLDER" makes one');
      const days = Math.floor((Date.now() - Date.parse(last.taken_at)) / DAY_MS);
      return found(days > 7 ? 'warn' : 'ok', 'backup', `the last is of ${last.taken_at}, in ${last.folder}`);
    },
  },
  {
    what: 'answers',
    look: async ({ db }) => {
      const n = await countNotWritten(db.pool);
      const says = `${count(n, 'interchange')} could not be answered in the partner's form: see "crosscount acks --state not_written"`;
      return n > 0 ? found('warn', 'answers', says) : [];
    },
  },
  {
    what: 'replies',
    look: async ({ db }) => {
      const n = await countTooMany(db.pool, new Date(Date.now() - DAY_MS).toISOString());
      const says = `${count(n, 'reply', 'replies')} did not leave in the last day, since too many had left: two machines may answer one another; see "crosscount replies --state preview"`;
      return n > 0 ? found('warn', 'replies', says) : [];
    },
  },
  { what: 'servers', look: servers },
  {
    what: 'senders',
    look: async ({ db }) => {
      const { n, since } = await undecidedSenders(db.pool);
      const says = `DNS does not tell the keys by which ${count(n, 'mail')} since ${since} ${n === 1 ? 'is' : 'are'} signed; whether they are from whom they say is not known yet`;
      return n > 0 ? found('warn', 'senders', says) : [];
    },
  },
  {
    what: 'channels',
    look: async ({ db }) =>
      (await channelHealth(db.pool)).map((c) => {
        if (c.error !== null) return found('fail', c.channel, `${c.error} (since ${c.failing_since}). ${c.advice ?? ''}`.trim());
        if (c.unexplained > 0) return found('warn', c.channel, `${c.unexplained} of ${c.listed} are neither received nor explained`);
        return found('ok', c.channel, c.stopped_at ? `stopped ${c.stopped_at}` : `last looked into ${c.completed_at ?? 'never'}`);
      }),
  },
];

/** The servers of the settings, all at once: one that hangs keeps nobody waiting for the others. */
async function servers(gateway: Gateway): Promise<Finding[]> {
  const mail = mailSettings(gateway.config.settings);
  const channels = plannedChannels(gateway.config).map((make) => make(gateway));
  const probes = channels.flatMap((c) =>
    c.probe ? [{ what: c.name.startsWith('drop-folder ') ? c.name : `${c.name}: server`, probe: () => c.probe!() }] : [],
  );
  if (mail)
    probes.push({
      what: 'mail: server',
      probe: () => probeMailServer(mail, dialerOf(gateway.config.settings), mailTokens(gateway.config.settings, gateway)),
    });
  for (const place of places(gateway.config.settings))
    probes.push({ what: `files ${place.name}`, probe: () => probePlace(place, dialerOf(gateway.config.settings)) });
  return Promise.all(
    probes.map(({ what, probe }) =>
      probe().then(
        (says) => found('ok', what, says),
        (error: Error) => found('fail', what, `${error.message}. ${adviceFor(error)}`),
      ),
    ),
  );
}

async function writable(what: string, folder: string, else_: string): Promise<Finding> {
  try {
    await fs.mkdir(folder, { recursive: true });
    const probe = path.join(folder, `.doctor-${process.pid}`);
    await fs.writeFile(probe, '');
    await fs.rm(probe, { force: true });
    return found('ok', what, `${folder} can be written`);
  } catch (error) {
    return found('fail', what, `${folder} cannot be written, so that ${else_}: ${(error as Error).message}`);
  }
}

/** Every check, whatever the others say. */
export async function looked<On>(checks: readonly Check<On>[], on: On): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { what, look } of checks)
    findings.push(...[await look(on).catch((error: Error) => found('fail', what, error.message))].flat());
  return findings;
}
