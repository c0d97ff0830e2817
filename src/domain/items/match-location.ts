import type { LocationRef } from '../canonical/vocabulary';

export interface KnownLocation {
  readonly id: string;
  readonly code: string;
  readonly gln: string | null;
}
export type LocationMatch =
  | { readonly locationId: string }
  | {
      readonly locationId: null;
      readonly reason: 'location.unknown' | 'location.conflict' | 'location.none-given';
      readonly detail: string;
    };

/**
 * Which of our locations a line means: the supplier's cross-reference first, then a GLN (X12 UL, or 13 digits), then our own
 * code, as buyers hand it out (92) or a sheet shows it. No location at all is answered only when the programs know just one.
 */
export function matchLocation(
  ref: LocationRef | null,
  crossrefs: readonly KnownLocation[],
  known: readonly KnownLocation[],
  ofPrograms: readonly string[],
): LocationMatch {
  if (ref === null) {
    if (ofPrograms.length === 1) return { locationId: ofPrograms[0]! };
    return {
      locationId: null,
      reason: 'location.none-given',
      detail: `the line names no location and the supplier has ${ofPrograms.length} of them in its programs`,
    };
  }
  const name = ref.qualifier ? `${ref.qualifier} ${ref.value}` : ref.value;
  const gln =
    ref.qualifier === 'UL' || (ref.qualifier !== '92' && /^\d{13}$/.test(ref.value)) ? known.filter((l) => l.gln === ref.value) : [];
  const code = ref.qualifier === '92' || ref.qualifier === '' ? known.filter((l) => l.code === ref.value) : [];
  for (const found of [crossrefs, gln, code]) {
    const ids = new Set(found.map((l) => l.id));
    if (ids.size === 1) return { locationId: found[0]!.id };
    if (ids.size > 1)
      return { locationId: null, reason: 'location.conflict', detail: `${name} is ${found.map((l) => l.code).join(' or ')}` };
  }
  return { locationId: null, reason: 'location.unknown', detail: `no location is known under ${name}` };
}
