import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';

/** What is known of a supplier and agreed with it, as the masters hold it. */
export interface SupplierFacts {
  readonly supplier: string;
  readonly name: string;
  readonly email_from: readonly string[];
  readonly edi_id: readonly string[];
  readonly contact_email: readonly string[];
  readonly locale: string | null;
  readonly timezone: string | null;
  readonly shadow: boolean;
  readonly matched: number; // item numbers of theirs that are known
  readonly programs: readonly {
    readonly name: string;
    readonly version: number;
    readonly applied_at: string;
    readonly author: string;
    readonly note: string;
  }[];
  readonly mappings: readonly { readonly name: string; readonly version: number; readonly published_at: string }[];
  readonly schedules: readonly ScheduleFacts[];
  readonly allowed: readonly { readonly address: string; readonly allowed_at: string; readonly reason: string }[];
  readonly before: string | null; // the code of the supplier before it
  readonly after: string | null;
}
export interface ScheduleFacts {
  readonly document: 'stock_report' | 'ship_notice';
  readonly location: string;
  readonly cron: string;
  readonly timezone: string;
  readonly grace_minutes: number;
  readonly imported_at: string;
}

const LIST = (column: string): string => `array_remove(string_to_array(coalesce(s.${column}, ''), ';'), '')`;
const SEEN = '($2::text[] is null or n.code = any ($2))';

const SEEN_AS = 's.code = $1 and not s.void and ($2::text[] is null or s.code = any ($2))';

/** The id of a supplier that is there and seen. */
export async function seenSupplier(db: Pool, sees: Sees, code: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(`select s.id from supplier s where ${SEEN_AS}`, [code, sees.suppliers]);
  return rows[0]?.id;
}

export async function supplierFacts(db: Pool, sees: Sees, code: string, now: string): Promise<SupplierFacts | undefined> {
  const { rows } = await db.query<SupplierFacts>(
    `select s.code supplier, s.name, ${LIST('email_from')} email_from, ${LIST('edi_id')} edi_id, ${LIST('contact_email')} contact_email, s.locale, s.timezone,
  exists (select 1 from shadow_period h where h.supplier_id = s.id and h.off_at is null) shadow,
  (select count(*)::int from item_crossref x where x.supplier_id = s.id and x.valid_from <= $4 and x.valid_to > $4) matched,
  coalesce((select json_agg(json_build_object('name', v.name, 'version', v.version, 'applied_at', ${instant('v.applied_at')}, 'author', v.author, 'note', v.note) order by v.name)
    from program_version v where v.holds and v.supplier = s.code), '[]') programs,
  coalesce((select json_agg(json_build_object('name', v.name, 'version', v.version, 'published_at', ${instant('v.published_at')}) order by v.name)
    from mapping_head h join mapping_version v using (name, version) where v.supplier = s.code), '[]') mappings,
  coalesce((select json_agg(json_build_object('document', r.document, 'location', r.location, 'cron', r.cron, 'timezone', r.timezone, 'grace_minutes', r.grace_minutes,
      'imported_at', ${instant('r.imported_at')}) order by r.document desc, r.location)
    from report_schedule r where r.supplier_id = s.id and ($3::text[] is null or r.location = '*' or r.location = any ($3))), '[]') schedules,
  coalesce((select json_agg(json_build_object('address', a.address, 'allowed_at', ${instant('a.allowed_at')}, 'reason', a.reason) order by a.address)
    from sender_allowed a where a.address = any (${LIST('email_from')}) or '@' || split_part(a.address, '@', 2) = any (${LIST('email_from')})), '[]') allowed,
  (select n.code from supplier n where not n.void and n.code < s.code and ${SEEN} order by n.code desc limit 1) "before",
  (select n.code from supplier n where not n.void and n.code > s.code and ${SEEN} order by n.code limit 1) "after"
from supplier s where ${SEEN_AS}`,
    [code, sees.suppliers, sees.locations, now],
  );
  return rows[0];
}

/** What one row of the programs, or of the tolerances beside them, says; null where it leaves the word to a less specific one. */
export interface TermsReport {
  readonly sku: string; // *: every item
  readonly location: string;
  readonly class: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly terms: Readonly<Record<string, unknown>>;
  readonly source: string; // 'buyer feed', or the program, its version and who applied it
}
export type TermsKey = readonly [sku: string, location: string, class_: string];

/** What holds now, what is agreed for all of it first; at the places that somebody sees. */
export async function supplierTerms(
  db: Pool,
  sees: Sees,
  supplierId: string,
  page: { readonly after?: TermsKey | undefined; readonly limit: number; readonly find?: string | undefined },
  now: string,
): Promise<TermsReport[]> {
  const { rows } = await db.query<TermsReport>(
    `select x.sku, x.location, x.class, ${instant('x.valid_from')} valid_from, ${instant('x.valid_to')} valid_to, x.terms,
  coalesce((select 'program ' || v.name || ' version ' || v.version || ', applied by ' || v.author from program_version v
    where v.supplier = s.code and v.applied_at = x.imported_at order by v.name limit 1), 'buyer feed') source
from supplier s cross join lateral (
  (select distinct on (p.sku, p.location) p.sku, p.location, null::text "class", p.valid_from, p.valid_to, p.terms, p.imported_at from program p
    where p.supplier_id = s.id and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2) order by p.sku, p.location, p.valid_from desc)
  union all (select distinct on (t.class) '*', '*', t.class, t.valid_from, t.valid_to, t.terms, t.imported_at from tolerance t
    where t.supplier = s.code and t.valid_from <= $2 and (t.valid_to is null or t.valid_to > $2) order by t.class, t.valid_from desc)) x
where s.id = $1 and ($3::text[] is null or x.location = '*' or x.location = any ($3)) and ($4::text is null or position(lower($4) in lower(x.sku)) > 0)
  and ($5::text is null or (x.sku collate "C", x.location collate "C", coalesce(x.class, '')) > ($5, $6, $7))
order by x.sku collate "C", x.location collate "C", coalesce(x.class, '') limit $8`,
    [
      supplierId,
      now,
      sees.locations,
      page.find ?? null,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.after?.[2] ?? null,
      page.limit,
    ],
  );
  return rows;
}

/** What a word of the supplier's means, and who said so where it was a person. */
export interface NameReport {
  readonly about: 'item' | 'location' | 'unit';
  readonly qualifier: string;
  readonly value: string;
  readonly means: string; // SKU, location, unit
  readonly called: string | null;
  readonly uom: string | null;
  readonly decided: { readonly by: string; readonly at: string; readonly reason: string } | null;
}
export type NameKey = readonly [about: string, qualifier: string, value: string];

export async function supplierNames(
  db: Pool,
  sees: Sees,
  supplierId: string,
  page: { readonly after?: NameKey | undefined; readonly limit: number; readonly find?: string | undefined },
  now: string,
): Promise<NameReport[]> {
  const { rows } = await db.query<NameReport & { kind: string }>(
    `select n.*, (select json_build_object('by', c.author, 'at', ${instant('c.at')}, 'reason', c.reason) from decision c
    where c.supplier_id = $1 and c.meant->n.kind->>'value' = n.value and coalesce(c.meant->n.kind->>'qualifier', '') = n.qualifier order by c.at desc limit 1) decided
from (select n.* from (
  select 'item' about, 'item_crossrefs' kind, x.qualifier, x.value, i.sku means, i.description called, x.uom
    from item_crossref x join item i on i.id = x.item_id where x.supplier_id = $1 and x.valid_from <= $8 and x.valid_to > $8
      and ($3::text[] is null or exists (select 1 from judged_pair j join location l on l.id = j.location_id where j.item_id = i.id and l.code = any ($3)))
  union all select 'location', 'location_crossrefs', x.qualifier, x.value, l.code, l.name, null
    from location_crossref x join location l on l.id = x.location_id where x.supplier_id = $1 and ($3::text[] is null or l.code = any ($3))
  union all select 'unit', 'unit_crossrefs', '', x.value, x.uom, null, null from unit_crossref x join supplier s on s.code = x.supplier where s.id = $1) n
where ($2::text is null or exists (select 1 from unnest(array[n.value, n.means, n.called]) w where position(lower($2) in lower(w)) > 0))
  and ($4::text is null or (n.about collate "C", n.qualifier collate "C", n.value collate "C") > ($4, $5, $6))
order by n.about collate "C", n.qualifier collate "C", n.value collate "C" limit $7) n
order by n.about collate "C", n.qualifier collate "C", n.value collate "C"`,
    [
      supplierId,
      page.find ?? null,
      sees.locations,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.after?.[2] ?? null,
      page.limit,
      now,
    ],
  );
  return rows.map(({ kind: _, ...r }) => r);
}
