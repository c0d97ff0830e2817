import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SettingsFile } from '../../src/platform/settings-file';

/** Servers that tests start are on this machine. */
export const HERE = { outgoing: { allow: ['127.0.0.1'] } };

/** Settings as they stand in gateway.yaml. */
export function settingsOf(sections: object): SettingsFile {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'settings-'));
  const file = path.join(folder, 'gateway.yaml');
  fs.writeFileSync(file, JSON.stringify({ ...HERE, ...sections })); // JSON is YAML
  try {
    return SettingsFile.read(file, process.env);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
