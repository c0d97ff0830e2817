import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { World } from './world';

const filesIn = (folder: string): string[] =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((e) => e.isFile())
        .map((e) => path.join(e.parentPath, e.name))
    : [];

/** What must hold whatever was killed and when; what does not is returned, so that all of it is seen at once. */
export async function broken(world: World): Promise<string[]> {
  const rows = async (sql: string): Promise<Record<string, unknown>[]> => (await world.pool.query(sql)).rows as Record<string, unknown>[];
  const names = [...world.dropped].sort();
  const wrong: string[] = [];
  const same = (what: string, got: unknown, expected: unknown): void => {
    if (JSON.stringify(got) !== JSON.stringify(expected)) wrong.push(`${what}: ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`);
  };
  same(
    'one receipt for each file, done',
    await rows('select name, state from receipt order by name collate "C"'),
    names.map((name) => ({ name, state: 'done' })),
  );
  const documents = await rows(
    `select r.name, count(*)::int n from document d join receipt r on r.id = d.receipt_id group by 1 order by r.name collate "C"`,
  );
  same(
    'one document for each file',
    documents,
    names.map((name) => ({ name, n: 1 })),
  );
  const lines = await rows(`select r.name, count(*)::int n from parked_line p join document d on d.id = p.document_id
join receipt r on r.id = d.receipt_id group by 1 order by r.name collate "C"`);
  same(
    'its lines once',
    lines,
    names.map((name) => ({ name, n: 2 })),
  );
  same('nothing told twice', await rows('select key from supply_exception group by 1 having count(*) > 1'), []);
  same('nothing left to look at', await rows('select * from touched'), []);
  same('no work left', await rows(`select name, state from jobs.job where name <> 'evaluate' and state <> 'completed'`), []);
  const left = filesIn(path.join(world.drop, 'NORD')).map((f) => path.relative(path.join(world.drop, 'NORD'), f));
  same('the source in done/, once', left.sort(), names.map((name) => `done/${name}`).sort());
  const raw = filesIn(path.join(world.home, 'raw')).filter((f) => !f.endsWith('.tmp'));
  for (const file of raw)
    same('the bytes bear their hash', createHash('sha256').update(fs.readFileSync(file)).digest('hex'), path.basename(file));
  const blobs = await rows('select sha256 from blob order by 1');
  same(
    'all that was received is kept',
    raw.map((f) => path.basename(f)).sort(),
    blobs.map((b) => b.sha256),
  );
  return wrong;
}
