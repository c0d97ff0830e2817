import path from 'node:path';
import { z } from 'zod';
import { ConfigError } from '../../platform/errors';
import type { SettingsFile } from '../../platform/settings-file';
import { sftpServer, signsIn } from '../../platform/sftp/settings';

const common = {
  name: z.string().regex(/^[\w-]+$/, 'expected letters, digits, - and _'),
  events: z.array(z.string()).default([]).describe('such as exception.opened, document.*: each is put there as a file of JSON'),
};
const local = z.strictObject({
  kind: z.literal('folder'),
  ...common,
  folder: z.string().refine((f) => path.isAbsolute(f), 'expected a path from the root'),
});
const remote = z
  .strictObject({ kind: z.literal('sftp'), ...common, ...sftpServer, folder: z.string().min(1).default('.') })
  .superRefine(signsIn);
const place = z.discriminatedUnion('kind', [local, remote]);

/** Where files are put: a folder of this machine, or of a server. */
export type Place = z.infer<typeof place>;

export function places(settings: SettingsFile): readonly Place[] {
  const all = settings.entries('files').map((e) => settings.checked(e.path, place));
  const twice = all.find((p, i) => all.findIndex((x) => x.name === p.name) < i);
  if (twice) throw new ConfigError(`${settings.path}: files: there are two places of the name ${twice.name}`);
  return all;
}
