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

function page(packages) {
  const rows = packages.map((p) => `| ${p.name} | ${p.version} | ${p.license} |`);
  return `# Licences of what runs with the product

Made from the lockfile by \`npm run licences\`; a test holds it against it. \`npm run sbom\` prints the same as a CycloneDX bill of materials.

| package | version | licence |
|---|---|---|
${rows.join('\n')}
`;
}

module.exports = { runtimePackages, page };
if (require.main === module) {
  const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  fs.writeFileSync(path.join(root, 'docs/operations/licences.md'), page(runtimePackages(lock)));
}
