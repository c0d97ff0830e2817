import type { SettingsFile } from '../../../platform/settings-file';
import { mailWriter } from './mail';
import { webhookWriter } from './webhook';
import type { Writer } from './writer';

/** Every writer that the settings name; without its settings a kind is not sent, and its messages wait. */
export function openWriters(settings: SettingsFile): readonly Writer[] {
  return [mailWriter(settings), webhookWriter(settings)].filter((w) => w !== null);
}
