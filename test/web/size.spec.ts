import fs from 'node:fs';
import path from 'node:path';

const web = path.join(__dirname, '../../dist/web');
const MOST = 250_000; // bytes over the wire before anything is seen, as gzip: the worse of the two
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}

test('the first load is at most 250 kB compressed', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(web, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = new Set<string>();
  const take = (chunk: Chunk): void => {
    if (files.has(chunk.file)) return;
    for (const f of [chunk.file, ...(chunk.css ?? [])]) files.add(f);
    for (const other of chunk.imports ?? []) take(manifest[other]!);
  };
  Object.values(manifest).filter((c) => c.isEntry).forEach(take); // prettier-ignore
  const size = (ending: string): number => [...files].reduce((n, f) => n + fs.statSync(path.join(web, `${f}${ending}`)).size, 0);
  expect([...files].filter((f) => f.endsWith('.js'))).not.toEqual([]);
  expect(size('.gz')).toBeGreaterThan(50_000);
  expect(size('.gz')).toBeLessThanOrEqual(MOST);
  expect(size('.br')).toBeLessThanOrEqual(MOST);
});

test('the page holds nothing inline, and names nothing elsewhere', () => {
  const page = fs.readFileSync(path.join(web, 'index.html'), 'utf8');
  expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/);
  expect(page).not.toMatch(/https?:\/\//);
  const css = fs.readdirSync(path.join(web, 'assets')).filter((f) => f.endsWith('.css')); // prettier-ignore
  for (const file of css) expect(fs.readFileSync(path.join(web, 'assets', file), 'utf8')).not.toMatch(/url\((?!["']?data:)|@import/);
});
