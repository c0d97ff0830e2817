import { parseDocument } from 'yaml';
import { needsPerson, oauth2 } from '../../access/oauth/settings';
import { settingsNow } from '../../channels/followed';
import type { Gateway } from '../../pipeline/gateway';
import { periodsOf } from '../../retention/settings';
import { listSecrets, type SecretNamed } from '../../access/secrets.store';
import { SECTIONS, type Section, type SettingsFile, textOf } from '../../../platform/settings-file';
import { ConfigError } from '../../../platform/errors';
import { hidden } from '../../../platform/settings/hidden';
import { sectionText, sectionTexts } from '../../../platform/settings/sections';
import { fileOf, isWritable, versionOfText } from './change';
import { EDITABLE } from './guard';

export interface SectionShown {
  readonly section: Section;
  readonly yaml: string; // its secrets hidden
  readonly editable: boolean;
  readonly force: 'now' | 'after_start'; // whether what stands there is what this process goes by
}
export interface SettingsShown {
  readonly file: string;
  readonly exists: boolean;
  readonly writable: boolean;
  readonly version: string;
  readonly broken: string | null; // why nothing of it can be shown
  readonly sections: readonly SectionShown[];
  readonly channels: readonly ChannelShown[];
  readonly periods: Readonly<Record<string, string>>; // how long what is kept, those that nobody set among them
  readonly secrets: readonly SecretNamed[];
}
/** An entry under `channels`, as it is written; its secrets hidden. */
export interface ChannelShown {
  readonly kind: string;
  readonly name: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly signs_in: boolean; // by a person at the provider
}

/** Channels are followed as they change; everything else is opened once, at the start. */
const FOLLOWED: readonly Section[] = ['channels'];

export async function settingsShown(gateway: Gateway): Promise<SettingsShown> {
  const file = fileOf(gateway);
  const secrets = await listSecrets(gateway.db.pool);
  const shown = { file, exists: false, writable: isWritable(file), version: versionOfText(''), secrets };
  try {
    const text = textOf(file);
    if (text !== null) Object.assign(shown, { exists: true, version: versionOfText(text) });
    return { ...shown, broken: null, ...(await contentOf(gateway, text ?? '')) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...shown, broken: error.message, sections: [], channels: [], periods: {} };
  }
}

async function contentOf(gateway: Gateway, text: string): Promise<Pick<SettingsShown, 'sections' | 'channels' | 'periods'>> {
  const held = gateway.config.settings;
  const plain = held.anew(text);
  const now = await settingsNow(gateway, text).then(
    (config) => config.settings,
    () => plain, // what is sealed does not open: the text can be shown all the same
  );
  return { sections: sectionsOf(held, now, text), channels: channelsIn(text), periods: periodsOf(now) };
}

function channelsIn(text: string): ChannelShown[] {
  const list: unknown = parseDocument(hidden(sectionText(text, 'channels'), 'channels')).toJS();
  const { channels } = (list ?? {}) as { channels?: unknown };
  return (Array.isArray(channels) ? channels : []).flatMap((entry: unknown) => {
    const { kind, name, ...settings } = (entry ?? {}) as Record<string, unknown>;
    if (typeof kind !== 'string' || typeof name !== 'string') return [];
    const auth = oauth2.safeParse(settings.auth);
    return [{ kind, name, settings, signs_in: auth.success && needsPerson(auth.data) }];
  });
}

/** With what stands for a variable or a secret looked up: another password under the same name is another one. */
function filled(settings: SettingsFile, section: Section): string | undefined {
  try {
    return JSON.stringify(settings.raw(section));
  } catch (error) {
    if (error instanceof ConfigError) return undefined; // there is none of that name
    throw error;
  }
}

function sectionsOf(held: SettingsFile, now: SettingsFile, text: string): SectionShown[] {
  const texts = sectionTexts(text);
  return SECTIONS.map((section) => {
    const same =
      JSON.stringify(now.written(section)) === JSON.stringify(held.written(section)) && filled(now, section) === filled(held, section);
    return {
      section,
      yaml: hidden(texts.get(section) ?? '', section),
      editable: (EDITABLE as readonly string[]).includes(section),
      force: same || FOLLOWED.includes(section) ? 'now' : 'after_start',
    };
  });
}
