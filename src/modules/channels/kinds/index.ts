import type { ChannelKind } from '../channel';
import { dropFolder } from './drop-folder.channel';
import { imap } from './imap.channel';
import { sftp } from './sftp.channel';
import { smtpInlet } from './smtp-inlet.channel';

/** Every kind of channel; a new one is one file and one line. */
export const KINDS: readonly ChannelKind[] = [dropFolder, imap, sftp, smtpInlet];
