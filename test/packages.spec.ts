import fs from 'node:fs';
import path from 'node:path';
import { licences } from '../src/modules/console/licences';
/* eslint-disable @typescript-eslint/no-require-imports */
const { runtimePackages, consolePackages, page } = require('../tools/licences.cjs') as {
  runtimePackages: (lock: Lock) => { name: string; version: string; license: string }[];
  consolePackages: (lock: Lock) => { name: string; version: string; license: string }[];
  page: (lock: Lock) => string;
};

interface Lock {
  readonly packages: Readonly<
    Record<string, { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; license?: string }>
  >;
}
const root = path.join(__dirname, '..');
const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
const others = Object.entries(lock.packages).filter(([at]) => at !== '');
const nameOf = (at: string): string => at.replace(/.*node_modules\//, '');

/** Licences that ask for no more than their text beside the copy. */
const TAKEN = [
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', 'Python-2.0', 'Unlicense'],
  ...['(MIT OR CC0-1.0)', '(MIT OR EUPL-1.1+)'],
];

test('everything that runs with the product has a licence that we can keep to', () => {
  const all = [...runtimePackages(lock), ...consolePackages(lock)];
  const strange = all.filter((p) => !TAKEN.includes(p.license));
  expect(strange).toEqual([]);
});

test('every package is what the lockfile says, byte by byte, and comes from a registry', () => {
  expect(others.filter(([, p]) => !p.integrity?.startsWith('sha512-')).map(([at]) => at)).toEqual([]);
  expect(others.filter(([, p]) => /^(git|http:|file:)/.test(p.resolved ?? '')).map(([at]) => at)).toEqual([]);
});

/** What a package does while it is installed, it does with the rights of who installs it: none may. */
test('no package runs anything at its installation', () => {
  const scripts = [...new Set(others.filter(([, p]) => p.hasInstallScript).map(([at]) => nameOf(at)))];
  const { allowScripts, scarfSettings } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    allowScripts: Record<string, boolean>;
    scarfSettings: object;
  };
  expect(allowScripts).toEqual(Object.fromEntries(scripts.map((name) => [name, false])));
  expect(scarfSettings).toEqual({ enabled: false }); // an older npm does not know allowScripts, and this one tells its makers who installs it
});

test('the list of licences is that of the lockfile', () => {
  expect(fs.readFileSync(path.join(root, 'docs/operations/licences.md'), 'utf8')).toBe(page(lock));
});

test('the console shows each package of that list once', () => {
  const shown = licences().licences.map((l) => `${l.name} ${l.version} ${l.licence}`);
  const all = [...runtimePackages(lock), ...consolePackages(lock)].map((p) => `${p.name} ${p.version} ${p.license}`);
  expect(shown).toEqual([...new Set(shown)]);
  expect([...shown].sort()).toEqual([...new Set(all)].sort());
});
