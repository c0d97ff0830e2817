import type { PoolClient } from 'pg';
import { Random } from '../fuzz/random';

export const ENTRIES = 60;
type Edit = (client: PoolClient, n: number, other: number) => Promise<unknown>;
const say =
  (set: string): Edit =>
  (client, n) =>
    client.query(`update audit_entry set ${set} where n = $1`, [n]);

/** What somebody may do to the log who may do anything in the database. */
const EDITS: Readonly<Record<string, Edit>> = {
  'another person': say(
    `entry = replace(entry::text, 'anna', 'hans')::json, hash = case when entry::text like '%anna%' then hash else 'x' end`,
  ),
  'another time': say(`entry = regexp_replace(entry::text, '"at" : "20', '"at" : "19')::json`),
  'a blank more': say(`entry = (entry::text || ' ')::json`),
  'another seal': say(`hash = encode(sha256(hash::bytea), 'hex')`),
  'taken out': (client, n) => client.query('delete from audit_entry where n = $1', [n]),
  'taken out, the others moved up': async (client, n) => {
    await client.query('delete from audit_entry where n = $1', [n]);
    await client.query('update audit_entry set n = -n where n > $1', [n]);
    await client.query('update audit_entry set n = -n - 1 where n < 0');
  },
  'two changed places': async (client, n, other) => {
    await client.query('update audit_entry a set entry = b.entry, hash = b.hash from audit_entry b where a.n in ($1, $2) and b.n in ($1, $2) and a.n <> b.n', [n, other]); // prettier-ignore
  },
  'one put in again at the end': (client, n) =>
    client.query('insert into audit_entry select (select max(n) + 1 from audit_entry), entry, hash from audit_entry where n = $1', [n]),
};

const random = new Random(7);
/** Each of them at entries that are drawn, the same on every machine. */
export const TAMPERINGS = Array.from({ length: 200 }, (_, i) => {
  const [kind, edit] = Object.entries(EDITS)[i % Object.keys(EDITS).length]!;
  const n = 1 + random.below(ENTRIES);
  const other = 1 + ((n + random.below(ENTRIES - 1)) % ENTRIES);
  return { name: `${i + 1}: ${kind}, ${n} ${other}`, edit: (client: PoolClient) => edit(client, n, other) };
});
