import type { Pool } from 'pg';
import { takenBack } from '../../database/transaction';
import { type Case, type Figure, figureOf, type Week, weeksOf } from '../../domain/scorecard/card';
import type { Sees } from '../access/sees';
import type { Asked, Measure } from './measure';
import { MEASURES } from './measures';
import { periodFor } from './period';

export interface ScorecardReport {
  readonly supplier: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly figures: readonly (Pick<Measure, 'key' | 'side' | 'title' | 'says'> & Figure & { readonly weeks: readonly Week[] })[];
}
export interface Which {
  readonly supplier: string; // code
  readonly month?: string | undefined; // 2026-11; the last ninety days if absent
  readonly now: string;
}

/** Both sides of a supplier's card; undefined where nobody of that code is seen. Who sees some places only gets what is of these. */
export async function scorecard(db: Pool, sees: Sees, which: Which): Promise<ScorecardReport | undefined> {
  const found = await askedOf(db, sees, which);
  if (found === undefined) return undefined;
  const { asked, name } = found;
  const figures = [];
  for (const m of MEASURES) {
    const { key, side, title, says } = m;
    const cases = await seen(db, sees, m, asked);
    figures.push({ key, side, title, says, ...figureOf(cases), weeks: weeksOf(cases, asked.from, asked.to) });
  }
  return { supplier: asked.supplier, name, from: asked.from, to: asked.to, figures };
}

/** The list behind a figure, oldest first. */
export async function casesOf(db: Pool, sees: Sees, measure: Measure, which: Which): Promise<Case[] | undefined> {
  const found = await askedOf(db, sees, which);
  return found && seen(db, sees, measure, found.asked);
}

async function seen(db: Pool, { locations }: Sees, { cases }: Measure, asked: Asked): Promise<Case[]> {
  const all = await takenBack(db, (client) => cases(client, asked)); // it only reads
  return locations === null ? all : all.filter((c) => c.location !== null && locations.includes(c.location));
}

async function askedOf(db: Pool, sees: Sees, which: Which): Promise<{ asked: Asked; name: string } | undefined> {
  const { rows } = await db.query<{ id: string; name: string; timezone: string | null }>(
    'select id, name, timezone from supplier where code = $1 and not void and ($2::text[] is null or code = any ($2))',
    [which.supplier, sees.suppliers],
  );
  const [found] = rows;
  if (!found) return undefined;
  const { supplier, month, now } = which;
  return { name: found.name, asked: { supplierId: found.id, supplier, now, ...periodFor(month, found.timezone ?? 'UTC', now) } };
}
