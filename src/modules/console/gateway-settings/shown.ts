import type { Gateway } from '../../pipeline/gateway';
import { listSecrets, type SecretNamed } from '../../access/secrets.store';
import { SECTIONS, type Section, textOf } from '../../../platform/settings-file';
import { ConfigError } from '../../../platform/errors';
import { hidden } from '../../../platform/settings/hidden';
import { sectionText } from '../../../platform/settings/sections';
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
  readonly secrets: readonly SecretNamed[];
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
    return { ...shown, broken: null, sections: sectionsOf(gateway, text ?? '') };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { ...shown, broken: error.message, sections: [] };
  }
}

function sectionsOf({ config }: Gateway, text: string): SectionShown[] {
  const now = config.settings.anew(text);
  return SECTIONS.map((section) => {
    const same = JSON.stringify(now.written(section)) === JSON.stringify(config.settings.written(section));
    return {
      section,
      yaml: hidden(sectionText(text, section), section),
      editable: (EDITABLE as readonly string[]).includes(section),
      force: same || FOLLOWED.includes(section) ? 'now' : 'after_start',
    };
  });
}
