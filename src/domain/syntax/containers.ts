import type { Kind } from './kind';
import { type Budget, NotOpened } from './limits';
import { tarFiles } from './tar';
import { tnefFiles } from './tnef';
import { gunzipped } from './unpack';
import { zipEntries } from './zip';

/** A file within another, not yet unpacked. */
export interface Contained {
  readonly name: string;
  unpack(budget: Budget): Promise<Uint8Array>;
}

const ready = (files: readonly { name: string; bytes: Uint8Array; refused?: NotOpened }[]): Contained[] =>
  files.map(({ name, bytes, refused }) => ({ name, unpack: () => (refused ? Promise.reject(refused) : Promise.resolve(bytes)) }));

/** Everything that only holds other files. */
export const CONTAINERS: Partial<Record<Kind, (bytes: Uint8Array, name: string) => readonly Contained[]>> = {
  zip: (bytes) => zipEntries(bytes),
  tar: (bytes) => ready(tarFiles(bytes)),
  tnef: (bytes) => ready(tnefFiles(bytes)),
  gz: (bytes, name) => [
    { name: name.replace(/\.t(ar\.)?gz$/i, '.tar').replace(/\.gz$/i, '') || 'unpacked', unpack: (budget) => gunzipped(bytes, budget) },
  ],
};
