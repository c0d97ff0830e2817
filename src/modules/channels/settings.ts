import { z } from 'zod';
import type { Config } from '../../platform/config';
import type { Gateway } from '../pipeline/gateway';
import type { Channel } from './channel';
import { KINDS } from './kinds';
import { DropFolderChannel } from './kinds/drop-folder.channel';

type Make = (gateway: Pick<Gateway, 'config' | 'db' | 'log'>) => Channel;
const NAME = z.string().regex(/^[\w.-]{1,60}$/, 'expected a short name of letters, digits, dots and dashes');

/**
 * The channels that the settings ask for, checked before anything is opened: a mailbox that is left out because of a typing
 * error would be found weeks later. The drop folder of the data folder is always there.
 */
export function plannedChannels(config: Config): readonly Make[] {
  const { settings } = config;
  const drop = { folder: config.drop, quietSeconds: config.quietSeconds, everySeconds: config.lookSeconds };
  const out: Make[] = [() => new DropFolderChannel(`drop-folder ${config.drop}`, drop)];
  const names = new Set<string>();
  for (const { path } of settings.entries('channels')) {
    const word = settings.checked([...path], z.looseObject({ kind: z.enum(KINDS.map((k) => k.kind)), name: NAME }));
    const kind = KINDS.find((k) => k.kind === word.kind)!;
    const name = `${word.kind} ${word.name}`;
    if (names.has(name)) throw settings.wrong(path, [{ path: ['name'], message: `there are two channels ${name}` }]);
    names.add(name);
    const given = settings.checked(path, kind.settings);
    out.push((gateway) => kind.make(name, given, gateway));
  }
  return out;
}
