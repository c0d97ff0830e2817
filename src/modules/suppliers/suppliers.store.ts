import type { Pool, PoolClient } from 'pg';
import type { ProgramTerms } from '../../domain/items/terms';

type Db = Pool | PoolClient;

export interface SupplierFound {
  readonly id: string;
  readonly code: string;
  readonly timezone: string | null;
  readonly key: string; // the code, EDI id or address that was asked for
}

/** No name of ours holds a zero byte, and the database refuses to be asked for one. */
const canBeAsked = (name: string): boolean => !name.includes('\0');

export async function suppliersByCode(db: Db, codes: readonly string[]): Promise<SupplierFound[]> {
  const { rows } = await db.query<SupplierFound>('select id, code, timezone, code key from supplier where code = any ($1) and not void', [
    codes.filter(canBeAsked),
  ]);
  return rows;
}

/** By `QUALIFIER:ID` of an interchange. Two suppliers that claim the same id are both returned: whose it is, is a question. */
export async function suppliersByEdiId(db: Db, ids: readonly string[]): Promise<SupplierFound[]> {
  const { rows } = await db.query<SupplierFound>(
    `select s.id, s.code, s.timezone, e.id key from supplier s, unnest(string_to_array(s.edi_id, ';')) e (id)
where e.id = any ($1) and not s.void`,
    [ids.filter(canBeAsked).map((id) => id.trim())],
  );
  return rows;
}

/** By a mail's From: the very address before its `@domain`, since two suppliers may share a mail provider. */
export async function suppliersByAddress(db: Db, address: string): Promise<SupplierFound[]> {
  if (!canBeAsked(address)) return [];
  const whole = address.trim().toLowerCase();
  const { rows } = await db.query<SupplierFound>(
    `select s.id, s.code, s.timezone, e.address key from supplier s, unnest(string_to_array(lower(s.email_from), ';')) e (address)
where e.address in ($1, $2) and not s.void`,
    [whole, whole.slice(whole.lastIndexOf('@'))],
  );
  const exact = rows.filter((r) => r.key === whole);
  return exact.length > 0 ? exact : rows;
}

export interface ProgramRow extends ProgramTerms {
  readonly supplierId: string;
}
/** All that was ever agreed with these suppliers, or about these of their items alone, and the tolerances beside it, for `termsAt` and its like. */
export async function programsOf(db: Db, supplierIds: readonly string[], skus?: readonly string[]): Promise<ProgramRow[]> {
  const utc = (c: string): string => `to_char(${c} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const since = `${utc('valid_from')} "validFrom", ${utc('valid_to')} "validTo", terms`;
  const { rows } = await db.query<ProgramRow>(
    `select supplier_id "supplierId", sku, location, ${since} from program
where supplier_id = any ($1::uuid[]) ${skus ? 'and sku = any ($2)' : ''} order by valid_from`,
    [supplierIds, ...(skus ? [['*', ...skus]] : [])],
  );
  const { rows: beside } = await db.query<ProgramRow>(
    `select s.id "supplierId", '*' sku, '*' as location, ${since}, json_build_object('class', nullif(t.class, ''), 'supplier', t.supplier <> '') tolerances
from tolerance t join supplier s on t.supplier in ('', s.code) where s.id = any ($1::uuid[])`,
    [supplierIds],
  );
  return [...rows, ...beside];
}
