import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { newDatabase } from './database';

/** The backups of earlier versions, each with what it said then. */
export const UPGRADES = path.join(__dirname, '../upgrade');
/** What opens the secrets of those samples, and of nothing else. */
export const SAMPLE_KEY = 'wXAn/ZQ4Qtar4dOo557Q96RnZW1fS3JfOFaBa/cjejs=';

export interface Place {
  readonly home: string;
  readonly env: Record<string, string>;
  readonly sql: <T extends object>(text: string) => Promise<T[]>;
}

/** Empty homes with empty databases, for as long as the spec file runs; and copies of a folder of backups, to be damaged. */
export function useRestores() {
  const ends: (() => Promise<void> | void)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  const folder = (): string => {
    const at = fs.mkdtempSync(path.join(os.tmpdir(), 'restore-'));
    ends.push(() => fs.rmSync(at, { recursive: true, force: true }));
    return at;
  };
  const place = async (like?: Place): Promise<Place> => {
    const home = folder();
    if (like) fs.cpSync(like.home, home, { recursive: true });
    const { url, drop } = await newDatabase(like?.env.DATABASE_URL);
    ends.push(drop);
    const sql = async <T extends object>(text: string): Promise<T[]> => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return (await client.query<T>(text).finally(() => client.end())).rows;
    };
    return { home, env: { CROSSCOUNT_HOME: home, DATABASE_URL: url, CROSSCOUNT_KEY: SAMPLE_KEY }, sql };
  };
  const copyOf = (backups: string): string => {
    const at = path.join(folder(), 'backups');
    fs.cpSync(backups, at, { recursive: true });
    return at;
  };
  return { empty: () => place(), like: (other: Place) => place(other), copyOf, folder };
}

/** Whether nothing at all is left of a restore. */
export async function leftOf({ home, sql }: Place): Promise<string[]> {
  const tables = await sql<{ name: string }>(
    `select n.nspname || '.' || c.relname "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`,
  );
  const files = fs.readdirSync(home, { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  return [...tables.map((t) => t.name), ...files.map((f) => f.name)];
}
