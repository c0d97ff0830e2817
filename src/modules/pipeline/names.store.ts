import type { PoolClient } from 'pg';
import type { SaidAsOf } from '../../domain/canonical/vocabulary';
import { matchLocation, type KnownLocation } from '../../domain/items/match-location';
import { placeAsOf } from '../../domain/ledger/as-of';
import { copyIn } from '../../database/copy';
import type { Batch, Delivery, Names } from './delivery';
import { spelled } from './match.store';
import { COPY_REFS, fill } from './stage.store';

/** Puts the short lists into the stage: whose each part is, the references, and what locations, units and as-ofs mean. */
export async function stageNames(client: PoolClient, delivery: Delivery, batch: Batch, receivedAt: string): Promise<void> {
  await fill(
    client,
    'stage_part',
    batch.parts.map((p) => ({ part: p.part, supplier_id: p.supplierId, as_of: receivedAt })),
  );
  await fill(
    client,
    'stage_doc',
    batch.documents.map((d) => ({
      doc: d.document,
      part: d.part,
      document_id: d.id,
      supplier_id: delivery.parts.find((p) => p.part === d.part)?.supplierId ?? null,
      post: d.hold === null,
      kind: d.kind,
    })),
  );
  const { refs, asOfs, locations, units } = batch.names;
  if (refs.length > 0) await copyIn(client, COPY_REFS, refs);
  await fill(client, 'stage_said', asOfs);
  await fill(client, 'stage_given_location', locations);
  await stageUnits(client, units);
  await stageLocations(client, locations);
  await stageWindows(client, receivedAt);
}

async function stageUnits(client: PoolClient, units: Names['units']): Promise<void> {
  if (units.length === 0) return;
  await client.query(
    `insert into stage_unit (unit_id, unit, uom)
select u.id, u.unit, ${spelled(`coalesce((select x.uom from unit_crossref x left join supplier s on s.code = x.supplier
  where upper(x.value) = upper(u.unit) and (x.supplier = '' or s.id = p.supplier_id) order by x.supplier = '' limit 1), u.meant)`)}
from jsonb_to_recordset($1::jsonb) u (id int, part int, unit text, meant text) join stage_part p using (part)`,
    [JSON.stringify(units)],
  );
}

interface Named {
  readonly id: number;
  readonly qualifier: string;
  readonly value: string | null;
  readonly crossrefs: KnownLocation[] | null;
  readonly known: KnownLocation[] | null;
  readonly programs: string[] | null;
}

async function stageLocations(client: PoolClient, locations: Names['locations']): Promise<void> {
  if (locations.length === 0) return;
  const zones = await client.query<{ id: string; timezone: string }>('select id::text, timezone from location');
  const zoneOf = new Map(zones.rows.map((z) => [z.id, z.timezone]));
  const { rows } = await client.query<Named>(
    `select g.id, g.qualifier, g.value,
  (select json_agg(json_build_object('id', l.id::text, 'code', l.code, 'gln', l.gln)) from location_crossref x join location l on l.id = x.location_id
    where x.supplier_id = p.supplier_id and x.value = g.value and (x.qualifier = g.qualifier or g.qualifier = '')) crossrefs,
  (select json_agg(json_build_object('id', l.id::text, 'code', l.code, 'gln', l.gln)) from location l
    where not l.void and (l.code = g.value or l.gln = g.value)) known,
  case when g.value is null then (select json_agg(distinct l.id::text) from program r join location l on l.code = r.location
    where r.supplier_id = p.supplier_id) end programs
from jsonb_to_recordset($1::jsonb) g (id int, part int, qualifier text, value text) join stage_part p using (part)`,
    [JSON.stringify(locations)],
  );
  const settled = rows.map((r) => {
    const match = matchLocation(
      r.value === null ? null : { qualifier: r.qualifier, value: r.value },
      r.crossrefs ?? [],
      r.known ?? [],
      r.programs ?? [],
    );
    return match.locationId === null
      ? { loc_id: r.id, location_id: null, timezone: 'UTC', reason: match.reason, detail: match.detail }
      : { loc_id: r.id, location_id: match.locationId, timezone: zoneOf.get(match.locationId) ?? 'UTC', reason: null, detail: null };
  });
  await fill(client, 'stage_location', settled);
}

/** A bare date is a whole day of the location that it speaks of, so that an as-of means something else in each zone. */
async function stageWindows(client: PoolClient, receivedAt: string): Promise<void> {
  const { rows } = await client.query<{ id: number; said: SaidAsOf; timezone: string }>(
    `select s.id, s.said, z.timezone from stage_said s cross join (select distinct timezone from stage_location) z
where not exists (select 1 from stage_window w where w.asof_id = s.id and w.timezone = z.timezone)`,
  );
  const windows = rows.map(({ id, said, timezone }) => {
    const placed = placeAsOf(said, timezone, receivedAt);
    return { asof_id: id, timezone, said: placed.said, from_at: placed.from, to_at: placed.to };
  });
  await fill(client, 'stage_window', windows);
}
