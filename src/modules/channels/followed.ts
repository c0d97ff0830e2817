import { markOfSecrets, openSecrets } from '../access/secrets.store';
import type { Config } from '../../platform/config';
import { ConfigError } from '../../platform/errors';
import { textOf } from '../../platform/settings-file';
import { keysOf, Vault } from '../../platform/vault';
import type { Gateway } from '../pipeline/gateway';
import { channelsOf } from './settings';

/** The gateway's settings as they stand in their file now, with what is sealed; or of its `text`. Throws ConfigError on what is wrong with them. */
export async function settingsNow({ config, db }: Pick<Gateway, 'config' | 'db'>, text?: string): Promise<Config> {
  const settings = config.settings.anew(text);
  if (!settings.namesSecrets) return { ...config, settings };
  const secrets = await openSecrets(db.pool, new Vault(keysOf(config.key, config.keyFile)));
  return { ...config, settings: settings.knowing(secrets) };
}

/**
 * Sees that the file was changed, or a secret that it names. What is wrong is told once, and what held before goes on: a typing error
 * stops no mailbox.
 */
export class Followed {
  private last: string | undefined;

  constructor(private readonly gateway: Gateway) {}

  /** Undefined where nothing is new, or it cannot be used. The first answer may be what holds already. */
  async changed(): Promise<Config | undefined> {
    const { config, db, log } = this.gateway;
    const text = readable(config.settings.path);
    const seen = JSON.stringify([text, text?.includes('${secret:') ? await markOfSecrets(db.pool) : null]);
    if (seen === this.last) return undefined;
    try {
      const now = await settingsNow(this.gateway);
      for (const { make } of channelsOf(now)) make({ ...this.gateway, config: now }); // nothing is opened by that
      this.last = seen;
      return now;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error; // the database is away: once more with the next look
      log.warn(`the channels stay as they are: ${error.message}`);
      this.last = seen;
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
