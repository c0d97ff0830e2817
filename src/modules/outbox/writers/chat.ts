import { dialerOf } from '../../../platform/dialer/dialer';
import type { SettingsFile } from '../../../platform/settings-file';
import { CHAT_KINDS, chats } from '../chats';
import type { ChatMessage, Outcome } from '../message';
import { postJson } from './http-post';
import type { Writer } from './writer';

/**
 * Incoming webhooks of Slack and Teams. Neither knows a repeat for what it is: if the process dies between their answer and our
 * note of it, the message is there twice.
 */
export function chatWriters(settings: SettingsFile): readonly Writer[] {
  const all = chats(settings);
  const dialer = dialerOf(settings);
  return CHAT_KINDS.filter((kind) => all.some((c) => c.kind === kind)).map((kind) => ({
    kind,
    async write({ target, payload }, now): Promise<Outcome> {
      const chat = all.find((c) => c.kind === kind && c.name === target);
      if (!chat) return { outcome: 'failed', detail: `the settings name no ${kind} ${target}` };
      const outcome = await postJson(chat.url, dialer, JSON.stringify((payload as ChatMessage).body), {}, now);
      return { ...outcome, detail: hidden(outcome.detail, chat.url) };
    },
  }));
}

const SHORTEST = 6; // a shorter part of a path is a word, and no secret
/** What was answered, without the address: an answer may repeat what was asked, and it would stand in logs and lists. */
export function hidden(detail: string, url: string): string {
  const { pathname, search } = new URL(url);
  const parts = [url, `${pathname}${search}`, pathname, ...pathname.split('/'), ...search.split(/[?&=]/)].flatMap((p) => [p, decoded(p)]);
  return [...new Set(parts)]
    .filter((p) => p.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
    .reduce((said, part) => said.replaceAll(part, '…'), detail);
}
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
