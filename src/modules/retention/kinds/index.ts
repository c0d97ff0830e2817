import type { Kind } from '../kind';
import { acknowledgements } from './acknowledgements';
import { documents } from './documents';
import { exceptions } from './exceptions';
import { mails } from './mails';
import { messages } from './messages';
import { rawFiles } from './raw-files';
import { sessions } from './sessions';
import { snapshots } from './snapshots';
import { tries } from './tries';

/** In the order in which they go: what leans on another goes before it. */
export const KINDS: readonly Kind[] = [exceptions, documents, rawFiles, acknowledgements, snapshots, messages, tries, mails, sessions];
