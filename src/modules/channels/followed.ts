import { openSecrets } from '../access/secrets.store';
import type { Config } from '../../platform/config';
import { ConfigError } from '../../platform/errors';
import { textOf } from '../../platform/settings-file';
import { keysOf, Vault } from '../../platform/vault';
import type { Gateway } from '../pipeline/gateway';
import { channelsOf } from './settings';

/** The gateway's settings as they stand in their file now, with what is sealed. Throws ConfigError on what is wrong with them. */
export async function settingsNow({ config, db }: Pick<Gateway, 'config' | 'db'>): Promise<Config> {
  const settings = config.settings.anew();
  if (!settings.namesSecrets) return { ...config, settings };
  const secrets = await openSecrets(db.pool, new Vault(keysOf(config.key, config.keyFile)));
  return { ...config, settings: settings.knowing(secrets) };
}

/** Sees that the file was changed. What is wrong is told once, and what held before goes on: a typing error stops no mailbox. */
export class Followed {
  private last: string | null;

  constructor(private readonly gateway: Gateway) {
    this.last = readable(gateway.config.settings.path);
  }

  /** Undefined where nothing is new, or it cannot be used. */
  async changed(): Promise<Config | undefined> {
    const { config, log } = this.gateway;
    const text = readable(config.settings.path);
    if (text === this.last) return undefined;
    try {
      const now = await settingsNow(this.gateway);
      for (const { make } of channelsOf(now)) make({ ...this.gateway, config: now }); // nothing is opened by that
      this.last = text;
      return now;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error; // the database is away: once more with the next look
      log.warn(`the channels stay as they are: ${error.message}`);
      this.last = text;
      return undefined;
    }
  }
}

const readable = (path: string): string | null => {
  try {
    return textOf(path);
  } catch {
    return null;
  }
};
