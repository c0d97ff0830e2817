import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Wording, WordingError } from '../../../domain/acks/reply/wording';
import { ConfigError } from '../../../platform/errors';
import type { SettingsFile } from '../../../platform/settings-file';

export const words = {
  leave: z
    .enum(['preview', 'send', 'off'])
    .describe('preview: made and shown, and a person sends it; send: it leaves by itself; off: none is made'),
  accepted: z
    .enum(['always', 'first', 'never'])
    .describe('whether a file in which all is right is answered: each, the first of a supplier, none'),
};
const own = z.strictObject(words).partial();
const address = z.email('expected a mail address such as vmi@acme.example');
const replies = z.strictObject({
  leave: words.leave.default('preview'),
  accepted: words.accepted.default('first'),
  stop: z
    .boolean()
    .default(false)
    .describe('nothing leaves, whatever else is said here: the switch for the day on which something goes wrong'),
  contact: z.string().min(1).max(200).default('').describe('who reads the answers: a name and a telephone number'),
  own: z.array(address).default([]).describe('further addresses of ours, from which no mail is answered'),
  bounces_to: z
    .union([z.literal(''), address])
    .default('')
    .describe('MAIL FROM, where the mail server does not take an empty one'),
  suppliers: z.record(z.string(), own).default({}).describe('by code, where it is another than for all'),
});
export type ReplySettings = z.infer<typeof replies>;

export const replySettings = (settings: SettingsFile): ReplySettings =>
  settings.section('replies', replies.optional()) ?? replies.parse({});

export function howOf(s: ReplySettings, supplier: string): Pick<ReplySettings, 'leave' | 'accepted'> {
  const { leave = s.leave, accepted = s.accepted } = s.suppliers[supplier] ?? {};
  return { leave: s.stop && leave === 'send' ? 'preview' : leave, accepted };
}

/** What suppliers are written, and by what words: opened at the start, which a text that lacks something stops. */
export interface Replies {
  readonly settings: ReplySettings;
  readonly wordings: ReadonlyMap<string, Wording>; // by language
}

const OURS = path.resolve(__dirname, '../../../../config/replies');
const FILES = ['mail', 'problems'] as const;

/** Ours, and over them line by line those of the site; a language of the site's own needs all of them. */
export function openReplies(settings: SettingsFile, home: string): Replies {
  const theirs = path.join(home, 'config', 'replies');
  const languages = new Set([OURS, theirs].flatMap((folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : [])));
  const wordings = new Map<string, Wording>();
  for (const language of [...languages].filter((l) => /^[a-z]{2,3}$/.test(l)).sort()) {
    const [mail, problems] = FILES.map(
      (name) =>
      [OURS, theirs].map((folder) => path.join(folder, language, `${name}.txt`)).flatMap((file) => (fs.existsSync(file) ? [{ path: file, text: fs.readFileSync(file, 'utf8') }] : [])), // prettier-ignore
    );
    try {
      wordings.set(language, Wording.read(language, { mail: mail!, problems: problems! }));
    } catch (error) {
      if (error instanceof WordingError) throw new ConfigError(error.message);
      throw error;
    }
  }
  return { settings: replySettings(settings), wordings };
}

/** By the language of the supplier's locale; English where there is none for it. A locale that names nothing is no reason to write nothing. */
export function tongueOf(
  { wordings }: Replies,
  locale: string | null,
  timezone: string | null,
): { wording: Wording; locale: string; timezone: string } {
  const known = locale !== null && isLocale(locale) ? new Intl.Locale(locale) : undefined;
  const wording = wordings.get(known?.language ?? 'en');
  if (!wording) return { wording: wordings.get('en')!, locale: 'en-GB', timezone: timezone ?? 'UTC' };
  return { wording, locale: known?.toString() ?? 'en-GB', timezone: timezone ?? 'UTC' };
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
