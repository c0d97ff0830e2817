import type { ChannelKind } from '../channel';
import { dropFolder } from './drop-folder.channel';

/** Every kind of channel; a new one is one file and one line. */
export const KINDS: readonly ChannelKind[] = [dropFolder];
