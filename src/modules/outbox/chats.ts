import { z } from 'zod';
import { ConfigError } from '../../platform/errors';
import type { SettingsFile } from '../../platform/settings-file';

const HERE = new Set(['localhost', '127.0.0.1', '[::1]']);
const isSafe = (url: string): boolean => {
  const at = URL.parse(url);
  return at !== null && (at.protocol === 'https:' || (at.protocol === 'http:' && HERE.has(at.hostname)));
};

export const CHAT_KINDS = ['slack', 'teams'] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];
const chat = z.strictObject({
  name: z.string().regex(/^[\w-]+$/, 'expected letters, digits, - and _'),
  kind: z.enum(CHAT_KINDS),
  // Whoever has it writes into the channel: it is a secret, and says so by not being told in what is wrong with it.
  url: z.string().refine(isSafe, 'expected the https address of an incoming webhook, best as ${secret:NAME}'),
});
/** A channel that takes messages by an incoming webhook. Its address is its secret: it is neither logged nor shown. */
export type Chat = z.infer<typeof chat>;

export function chats(settings: SettingsFile): readonly Chat[] {
  const all = settings.entries('chats').map((e) => settings.checked(e.path, chat));
  const twice = all.find((c, i) => all.findIndex((x) => x.name === c.name) < i);
  if (twice) throw new ConfigError(`${settings.path}: chats: there are two of the name ${twice.name}`);
  return all;
}
