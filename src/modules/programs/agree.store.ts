import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { ProgramRow } from '../../domain/programs/program-rows';

/** A row of what is agreed with a supplier, by the columns of the feed. */
export interface HeldRow {
  readonly sku: string;
  readonly location: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly terms: Readonly<Record<string, unknown>>;
}

/** The rows of the programs that hold at an instant: of each item and place the newest. */
export async function heldPrograms(db: Pool, supplier: string, now: string): Promise<HeldRow[]> {
  const { rows } = await db.query<HeldRow>(
    `select distinct on (p.sku, p.location) p.sku, p.location, ${instant('p.valid_from')} valid_from, ${instant('p.valid_to')} valid_to, p.terms
from program p join supplier s on s.id = p.supplier_id where s.code = $1 and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2)
order by p.sku, p.location, p.valid_from desc`,
    [supplier, now],
  );
  return rows;
}

/** Tolerances of the supplier's classes that hold. */
export async function heldClasses(
  db: Pool,
  supplier: string,
  now: string,
): Promise<(Omit<HeldRow, 'sku' | 'location'> & { class: string })[]> {
  const { rows } = await db.query<Omit<HeldRow, 'sku' | 'location'> & { class: string }>(
    `select distinct on (t.class) t.class, ${instant('t.valid_from')} valid_from, ${instant('t.valid_to')} valid_to, t.terms from tolerance t
where t.supplier = $1 and t.valid_from <= $2 and (t.valid_to is null or t.valid_to > $2) order by t.class, t.valid_from desc`,
    [supplier, now],
  );
  return rows;
}

export async function heldSchedules(db: Pool, supplier: string): Promise<ProgramRow[]> {
  const { rows } = await db.query<ProgramRow>(
    `select s.code supplier, r.document, r.location, r.cron, r.timezone, r.grace_minutes::text grace_minutes
from report_schedule r join supplier s on s.id = r.supplier_id where s.code = $1 order by 2, 3`,
    [supplier],
  );
  return rows;
}

export interface MasterRow {
  readonly supplier: string;
  readonly name: string;
  readonly email_from: string;
  readonly edi_id: string;
  readonly contact_email: string;
  readonly locale: string;
}
export async function masterOf(db: Pool, supplier: string): Promise<MasterRow | undefined> {
  const { rows } = await db.query<MasterRow>(
    `select code supplier, name, coalesce(email_from, '') email_from, coalesce(edi_id, '') edi_id, coalesce(contact_email, '') contact_email, coalesce(locale, '') locale
from supplier where code = $1 and not void`,
    [supplier],
  );
  return rows[0];
}

/** Others who are bound to one of these addresses or ids: what comes from it is then a question. */
export async function alsoBound(db: Pool, supplier: string, senders: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ what: string }>(
    `select distinct s.code || ' has ' || e.sender what from supplier s,
  unnest(string_to_array(lower(coalesce(s.email_from, '') || ';' || coalesce(s.edi_id, '')), ';')) e (sender)
where not s.void and s.code <> $1 and e.sender = any ($2) order by 1`,
    [supplier, senders.map((x) => x.toLowerCase())],
  );
  return rows.map((r) => r.what);
}
