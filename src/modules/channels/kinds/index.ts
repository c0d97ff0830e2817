import type { Config } from '../../../platform/config';
import type { Channel } from '../channel';
import { DropFolderChannel } from './drop-folder.channel';

/** Every channel that the configuration asks for; a new kind is one file and one line. */
export const channelsOf = (config: Config): readonly Channel[] => [
  new DropFolderChannel({ folder: config.drop, quietSeconds: config.quietSeconds }),
];
