import type { Kind } from '../kind';
import { documents } from './documents.kind';
import { exceptions } from './exceptions.kind';
import { mails } from './mails.kind';
import { messages } from './messages.kind';
import { rawFiles } from './raw-files.kind';
import { tries } from './tries.kind';

/** In the order in which they go: what leans on another goes before it. */
export const KINDS: readonly Kind[] = [exceptions, documents, rawFiles, messages, tries, mails];
