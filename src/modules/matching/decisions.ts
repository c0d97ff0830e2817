import type { Pool } from 'pg';
import { EVERYTHING } from '../access/sees';
import type { ItemRef } from '../../domain/canonical/vocabulary';
import { jsonb } from '../../database/jsonb';
import { fixedClock } from '../../platform/clock';
import { RefusedError, UsageError } from '../../platform/errors';
import { uuidv7 } from '../../platform/ids';
import { importObjects } from '../feed/import-feed';
import { type ParkedQuestion, parkedQuestions } from './parked.store';

/** What a person says an unknown name means. One of them fits a question: an item to an item, a location to a location, a unit or a factor to a unit. */
export interface Meant {
  readonly sku?: string | undefined;
  readonly location?: string | undefined;
  readonly uom?: string | undefined; // of a unit: ours for theirs; of an item: the unit that their number stands for
  readonly factor?: string | undefined; // base units of the item in one of the unknown unit
}
export interface Decision {
  readonly id: string;
  readonly question: ParkedQuestion;
  readonly kind: string; // of the feed, under which it was written down
  readonly row: Readonly<Record<string, string>>;
}

/**
 * Writes down what was decided, with who and why, as the row of the feed that says so: it is checked, kept with its history and
 * taken back as one of the buyer's own is. Lines that waited for it are taken up by the next comparison.
 * Throws UsageError for what does not fit the question, RefusedError where the masters say otherwise already.
 */
export async function decide(
  db: { readonly pool: Pool },
  questionId: string,
  meant: Meant,
  who: { readonly author: string; readonly reason: string },
  now: string,
): Promise<Decision> {
  const [question] = await parkedQuestions(db.pool, EVERYTHING, { id: questionId });
  if (!question) throw new UsageError(`nothing waits under ${questionId}; it may have been decided already`);
  const { kind, row } = rowFor(question, meant);
  const id = uuidv7();
  const given = { refs: question.refs, place: question.place, unit: question.unit };
  const said = await importObjects(db, kind, [row], {
    clock: fixedClock(now),
    beside: async (client) => {
      await client.query(
        `insert into decision (id, at, author, reason, supplier_id, about, given, meant, lines)
select $1, $2, $3, $4, s.id, $5, $6, $7, $8 from supplier s where s.code = $9`,
        [id, now, who.author, who.reason, question.about, jsonb(given), jsonb({ [kind]: row }), question.lines, question.supplier],
      );
    },
  });
  const [issue] = said.issues;
  if (said.rejected > 0) throw new RefusedError(issue?.code ?? 'decision.refused', `${issue?.column ?? kind}: ${issue?.detail}`);
  return { id: `dec_${id}`, question, kind, row };
}

type FeedRow = { readonly kind: string; readonly row: Record<string, string> };

function rowFor(question: ParkedQuestion, meant: Meant): FeedRow {
  const { supplier } = question;
  const wrong = (expected: string): UsageError => new UsageError(`${question.id} is about ${ABOUT[question.about]}: expected ${expected}`);
  switch (question.about) {
    case 'location':
      if (meant.location === undefined) throw wrong('a location');
      if (question.place === null)
        throw new UsageError(`${question.id}: the lines name no location; a program with a single location, or the supplier, must say it`);
      return {
        kind: 'location_crossrefs',
        row: { supplier, qualifier: question.place.qualifier || 'ZZ', value: question.place.value, location: meant.location },
      };
    case 'unit':
      if (meant.factor !== undefined && meant.sku !== undefined)
        return { kind: 'item_units', row: { sku: meant.sku, uom: question.unit ?? '', factor: meant.factor } };
      if (meant.uom === undefined) throw wrong('a unit of yours, or an item and the factor of its unit');
      return { kind: 'unit_crossrefs', row: { supplier, value: question.unit ?? '', uom: meant.uom } };
    case 'item':
      if (meant.sku === undefined) throw wrong('an item');
      return { kind: 'item_crossrefs', row: crossref(question, meant.sku, meant.uom) };
  }
}
const ABOUT = { item: 'an item', location: 'a location', unit: 'a unit' } as const;

function crossref(question: ParkedQuestion, sku: string, uom: string | undefined): Record<string, string> {
  if (question.reason !== 'item.unknown' && question.reason !== 'item.damaged')
    throw new RefusedError(
      question.reason,
      `${question.detail ?? question.reason}; correct the numbers in the item master or the cross-references`,
    );
  const ref = ownNumber(question.refs);
  const { supplier } = question;
  return { supplier, qualifier: ref.qualifier || 'VN', value: ref.value, sku, ...(uom === undefined ? {} : { uom }) };
}

/** The number that is the supplier's own, which is what it will send again. */
function ownNumber(refs: readonly ItemRef[]): ItemRef {
  for (const scheme of ['vendor', 'other', 'manufacturer', 'gtin', 'buyer'] as const) {
    const found = refs.find((r) => r.scheme === scheme);
    if (found) return found;
  }
  throw new UsageError('the lines name no item');
}
