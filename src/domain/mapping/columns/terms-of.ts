import type { ColumnSource, ColumnTerms, Condition, Part, Source } from './source';

/** What a mapping says of one column only. */
export const ownTerms = (given: ColumnSource | undefined): ColumnTerms | undefined =>
  typeof given === 'object' && !Array.isArray(given) ? given : undefined;

/** The column itself, where a cell is read as it stands: nearly all columns of all mappings. */
export function plainSource(given: ColumnSource, field: string): Source | undefined {
  const own = ownTerms(given);
  if (!own) return given as Source;
  const values = field === 'location' || field === 'uom' ? undefined : own.values; // names that come again are looked up as they are read
  const made = own.then ?? own.default ?? own.only_if ?? own.negative_if ?? values;
  return made === undefined ? own.from : undefined;
}

export const originOf = (part: Part): Exclude<Part, Source> => (typeof part === 'object' && !Array.isArray(part) ? part : { from: part });

const partsOf = (own: ColumnTerms): readonly Part[] =>
  own.from !== undefined ? [own.from] : (own.join ?? own.first_of ?? Object.values(own.names ?? {}));

const inConditions = (conditions: readonly Condition[] | undefined): Source[] =>
  (conditions ?? []).flatMap((c) => ('column' in c ? [c.column] : Object.values(c.names).flatMap((p) => originOf(p).from ?? [])));

/** The columns of the list that something is made of. */
export const conditionSources = inConditions;
export function sourcesOf(given: ColumnSource): Source[] {
  const own = ownTerms(given);
  if (!own) return [given as Source];
  return [...partsOf(own).flatMap((p) => originOf(p).from ?? []), ...inConditions(own.only_if), ...inConditions(own.negative_if)];
}
