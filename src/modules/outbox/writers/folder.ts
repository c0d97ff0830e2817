import fs from 'node:fs/promises';
import path from 'node:path';
import type { FileMessage } from '../message';
import { put } from './file';
import { LocalFolder } from './local-folder';
import type { Writer } from './writer';

/**
 * Puts a file into a folder beside that from which a document was taken. The folder is made, and that of the supplier around it; a
 * drop folder that is not there is not mounted, and no place to write to.
 */
export function folderWriter(): Writer {
  return {
    kind: 'folder',
    write: async ({ id, target, payload }) => {
      const { name, base64 } = payload as FileMessage;
      try {
        await fs.access(path.dirname(path.dirname(target)));
        await fs.mkdir(target, { recursive: true });
        return await put(new LocalFolder(target), name, `.crosscount-${id}.part`, Buffer.from(base64, 'base64'));
      } catch (error) {
        return { outcome: 'failed', detail: (error as Error).message };
      }
    },
  };
}
