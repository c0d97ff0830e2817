import fs from 'node:fs';
import path from 'node:path';
import { iso } from './clock';
import type { Built } from './build';

type Row = Record<string, string | number>;
const quoted = (v: string | number): string => (/[",\r\n]/.test(String(v)) ? `"${String(v).replaceAll('"', '""')}"` : String(v));

export function csv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  return [columns.join(','), ...rows.map((r) => columns.map((c) => quoted(r[c] ?? '')).join(','))].join('\n') + '\n';
}

/** The contract's feed, documents and timeline, and beside them the truth. Returns the timeline and how many events it has. */
export function write({ world, truth }: Built, folder: string): { readonly timeline: string; readonly events: number } {
  const events: { at: number; order: number; line: object }[] = [];
  world.batches.forEach((batch, i) => {
    const name = `feed/${String(i).padStart(3, '0')}`;
    fs.mkdirSync(path.join(folder, name), { recursive: true });
    for (const [kind, rows] of Object.entries(batch.rows))
      if (rows.length > 0) fs.writeFileSync(path.join(folder, name, `${kind}.csv`), csv(rows));
    events.push({ at: batch.at, order: 0, line: { at: iso(batch.at), do: 'import', path: name } });
  });
  fs.mkdirSync(path.join(folder, 'docs'), { recursive: true });
  for (const paper of world.papers) {
    fs.writeFileSync(path.join(folder, 'docs', paper.name), paper.content);
    const supplier = paper.named ? { supplier: paper.supplier.code } : {};
    events.push({ at: paper.at, order: 1, line: { at: iso(paper.at), do: 'ingest', path: `docs/${paper.name}`, ...supplier } });
  }
  for (const at of world.reconciles) events.push({ at, order: 2, line: { at: iso(at), do: 'reconcile' } });
  events.sort((a, b) => a.at - b.at || a.order - b.order);
  const timeline = path.join(folder, 'timeline.ndjson');
  fs.writeFileSync(timeline, events.map((e) => JSON.stringify(e.line) + '\n').join(''));
  const instants = (key: string, value: unknown): unknown =>
    ['from', 'by'].includes(key) && typeof value === 'number' ? iso(value) : value;
  fs.writeFileSync(path.join(folder, 'truth.json'), JSON.stringify({ seed: world.seed, ...truth }, instants, 2) + '\n');
  return { timeline, events: events.length };
}
