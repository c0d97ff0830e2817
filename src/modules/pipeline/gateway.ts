import path from 'node:path';
import { watchServer } from '../../database/embedded/watch';
import { type Database, openDatabase } from '../../database/open';
import { Links } from '../access/links';
import { openSecrets } from '../access/secrets.store';
import { openReplies } from '../acks/reply/replies';
import { Alerts } from '../alerts/alerts';
import type { Config } from '../../platform/config';
import { Jobs } from '../../platform/jobs';
import { createLogger, type Logger } from '../../platform/logger';
import { Storage } from '../../platform/storage';
import { keysOf, Vault } from '../../platform/vault';
import { mailSettings } from '../outbox/settings';
import { type ClaimWays, claimWays } from '../claims/settings';
import type { Deciding } from '../replenishment/act';
import { openWays } from '../replenishment/place';
import { approvalRules } from '../replenishment/settings';
import { ediOf } from '../suppliers/edi';
import { trustOf } from '../suppliers/trust';
import { type Reading, Readers } from './reader';

/** The gateway's parts, opened: database, raw store, queue and reading threads. What the command line and `serve` both run on. */
export interface Gateway extends Reading {
  readonly config: Config;
  readonly vault: Vault;
  readonly log: Logger;
  readonly deciding: Deciding; // on what is to be ordered
  readonly claimWays: ClaimWays; // where claims go
  readonly close: () => Promise<void>;
}

/** Mapping files of the site come before those of the project. */
const PROJECT_LAYOUTS = path.resolve(__dirname, '../../../config/suppliers');

export async function openGateway(given: Config, options: { readonly supervise: boolean; readonly reads?: boolean }): Promise<Gateway> {
  const log = createLogger(given.log);
  const trust = trustOf(given.settings);
  const edi = ediOf(given.settings);
  openReplies(given.settings, given.home); // what is wrong with the texts stops the start, before a database is opened
  const readers = new Readers();
  if (options.reads) readers.warm();
  const db = await openDatabase(given);
  const {
    config,
    alerts,
    rules,
    ways,
    claimWays: claims,
  } = await withSecrets(given, db).catch(async (error: unknown) => {
    await Promise.all([readers.close(), db.close()]);
    throw error;
  });
  const jobs = new Jobs(db.url, log, options.supervise);
  const unwatch = options.supervise && db.embedded ? watchServer(db.embedded, log) : undefined;
  return {
    config,
    vault: new Vault(keysOf(config.key, config.keyFile)),
    log,
    db,
    jobs,
    readers,
    alerts,
    deciding: { db, rules, ways },
    replies: openReplies(config.settings, config.home),
    claimWays: claims,
    mailFrom: mailSettings(config.settings)?.from,
    onKept: (client, receipt) => alerts.kept(client, receipt),
    trust,
    edi,
    storage: new Storage(path.join(config.home, 'raw')),
    layouts: [path.join(config.home, 'config', 'suppliers'), PROJECT_LAYOUTS],
    close: async () => {
      await unwatch?.();
      await readers.close();
      await jobs.stop();
      await db.close();
    },
  };
}

interface Opened extends Pick<Deciding, 'rules' | 'ways'> {
  readonly config: Config;
  readonly alerts: Alerts;
  readonly claimWays: ClaimWays;
}
/** The settings with what is sealed in them; a key is asked for only where something is. */
async function withSecrets(given: Config, db: Database): Promise<Opened> {
  const links = new Links(keysOf(given.key, given.keyFile));
  const open = (config: Config): Opened => {
    const { settings } = config;
    const [rules, ways, claims] = [approvalRules(settings), openWays(settings), claimWays(settings)];
    return { config, alerts: Alerts.open(settings, links), rules, ways, claimWays: claims };
  };
  if (!given.settings.namesSecrets) return open(given);
  return open({ ...given, settings: given.settings.knowing(await openSecrets(db.pool, new Vault(keysOf(given.key, given.keyFile)))) });
}
