import { z } from 'zod';
import type { Config } from '../../platform/config';
import type { Gateway } from '../pipeline/gateway';
import type { Channel } from './channel';
import { KINDS } from './kinds';
import { DropFolderChannel } from './kinds/drop-folder.channel';

type Make = (gateway: Pick<Gateway, 'config' | 'db' | 'log'>) => Channel;
const NAME = z.string().regex(/^[\w.-]{1,60}$/, 'expected a short name of letters, digits, dots and dashes');

/** A channel of the settings before anything of it is opened; `as`: what it is made from, by which a change is seen. */
export interface Planned {
  readonly name: string;
  readonly as: string;
  readonly make: Make;
}

/**
 * The channels that the settings ask for, checked before anything is opened: a mailbox that is left out because of a typing
 * error would be found weeks later. The drop folder of the data folder is always there.
 */
export function channelsOf(config: Config): readonly Planned[] {
  const { settings } = config;
  const drop = { folder: config.drop, quietSeconds: config.quietSeconds, everySeconds: config.lookSeconds };
  const own = `drop-folder ${config.drop}`;
  const out: Planned[] = [{ name: own, as: JSON.stringify(drop), make: () => new DropFolderChannel(own, drop) }];
  const around = JSON.stringify(settings.raw('outgoing') ?? null);
  for (const { path, value } of settings.entries('channels')) {
    const word = settings.checked([...path], z.looseObject({ kind: z.enum(KINDS.map((k) => k.kind)), name: NAME }));
    const kind = KINDS.find((k) => k.kind === word.kind)!;
    const name = `${word.kind} ${word.name}`;
    if (out.some((p) => p.name === name)) throw settings.wrong(path, [{ path: ['name'], message: `there are two channels ${name}` }]);
    const given = settings.checked(path, kind.settings);
    const sends = (value as { canary?: unknown }).canary === undefined ? null : (settings.raw('mail') ?? null);
    out.push({ name, as: JSON.stringify([value, around, sends]), make: (gateway) => kind.make(name, given, gateway) });
  }
  return out;
}
export const plannedChannels = (config: Config): readonly Make[] => channelsOf(config).map((p) => p.make);
