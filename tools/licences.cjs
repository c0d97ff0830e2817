'use strict';
// Writes docs/operations/licences.md: every package that runs with the product, by the lockfile. npm run licences
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');

/** Said in the file LICENSE of the package and in an old field that a lockfile does not carry. */
const IN_ITS_FILE = { ssh2: 'MIT', 'cpu-features': 'MIT', buildcheck: 'MIT' };

/** Packages that are installed with the product, each version once, in order. */
function runtimePackages(lock) {
  const found = new Map();
  for (const [at, p] of Object.entries(lock.packages)) {
    if (at === '' || p.dev || p.devOptional) continue;
    const name = p.name ?? at.replace(/.*node_modules\//, '');
    found.set(`${name}@${p.version}`, { name, version: p.version, license: p.license ?? IN_ITS_FILE[name] ?? 'none' });
  }
  return [...found.values()].sort((a, b) => (a.name === b.name ? (a.version < b.version ? -1 : 1) : a.name < b.name ? -1 : 1));
}

/** Packages of which parts are in the files that a browser gets: what the console imports, and what that depends on. */
function consolePackages(lock) {
  const found = new Map();
  const add = (name, within) => {
    const at = [within && `${within}/node_modules/${name}`, `node_modules/${name}`].find((a) => a && lock.packages[a]);
    if (at === undefined || found.has(at)) return;
    const p = lock.packages[at];
    found.set(at, { name, version: p.version, license: p.license ?? 'none' });
    const peers = Object.keys(p.peerDependencies ?? {}).filter((name) => !p.peerDependenciesMeta?.[name]?.optional);
    for (const next of [...Object.keys(p.dependencies ?? {}), ...peers]) add(next, at);
  };
  for (const name of imported(path.join(root, 'web/src'))) add(name);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
const imported = (folder) =>
  fs.readdirSync(folder, { recursive: true }).flatMap((file) => {
    if (!/\.tsx?$/.test(file)) return [];
    const text = fs.readFileSync(path.join(folder, file), 'utf8');
    return [...text.matchAll(/(?:from|import\(|import) ?'((?:@[^'/]+\/)?[a-z][^'/]*)/g)].map((m) => m[1]);
  });

const table = (packages) =>
  ['| package | version | licence |', '|---|---|---|', ...packages.map((p) => `| ${p.name} | ${p.version} | ${p.license} |`)].join('\n');

function page(lock) {
  return `# Licences of what runs with the product

Made from the lockfile by \`npm run licences\`; a test holds it against it. \`npm run sbom\` prints the same as a CycloneDX bill of materials.

${table(runtimePackages(lock))}

## In the console

What the pages in the browser are made of. The gateway serves the texts of these licences at \`/licences\`.

${table(consolePackages(lock))}
`;
}

module.exports = { runtimePackages, consolePackages, page };
if (require.main === module) {
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  fs.writeFileSync(path.join(root, 'docs/operations/licences.md'), page(lock));
}
