import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const above = path.resolve(root, '..');

/** Says of which files of ours it was made, for the check whether it is stale (tools/build-web.cjs). */
const inputs = {
  name: 'inputs',
  writeBundle(options) {
    const own = [...this.getModuleIds()].map((id) => id.split('?')[0]).filter((id) => path.isAbsolute(id) && !id.includes('node_modules'));
    const all = [...own, path.join(root, 'index.html'), path.join(root, 'vite.config.mjs')].filter((f) => fs.existsSync(f));
    fs.writeFileSync(path.join(options.dir, '.built'), `${[...new Set(all)].map((f) => path.relative(above, f)).join('\n')}\n`);
  },
};

export default defineConfig({
  root,
  base: '/',
  plugins: [inputs],
  build: {
    outDir: path.join(above, 'dist/web'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // nothing of a page is inline: the policy forbids it
    modulePreload: { polyfill: false },
    target: 'es2022',
    chunkSizeWarningLimit: 700, // kB: what draws plots is loaded when the ledger is there
    manifest: 'manifest.json',
    license: { fileName: 'licences.md' },
    // Mantine says 'use client' in each of its files, to frameworks that we do not use.
    rollupOptions: { onwarn: (warning, warn) => (warning.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : warn(warning)) },
  },
});
