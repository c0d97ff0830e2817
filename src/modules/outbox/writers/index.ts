import type { SettingsFile } from '../../../platform/settings-file';
import type { OfGateway } from '../../access/oauth/tokens-for';
import { chatWriters } from './chat';
import { fileWriter } from './file';
import { folderWriter } from './folder';
import { mailWriter } from './mail';
import { webhookWriter } from './webhook';
import type { Writer } from './writer';

/** Every writer that the settings name; without its settings a kind is not sent, and its messages wait. */
export function openWriters(settings: SettingsFile, gateway?: OfGateway): readonly Writer[] {
  const one = [mailWriter(settings, gateway), webhookWriter(settings), fileWriter(settings), folderWriter()];
  return [...one.filter((w) => w !== null), ...chatWriters(settings)];
}
