import type { ItemRef } from '../canonical/vocabulary';

const SCHEMES: Readonly<Record<ItemRef['scheme'], readonly string[]>> = {
  buyer: ['BP', 'IN', 'SK', 'PI', 'BUYER'],
  gtin: ['UP', 'EN', 'UK', 'UI', 'UA', 'UD', 'UE', 'EO', 'UX', 'SRV', 'EAN', 'GTIN'],
  vendor: ['VN', 'VP', 'VA', 'VC', 'VS', 'SA', 'VENDOR'],
  manufacturer: ['MG', 'MF', 'MN', 'MANUFACTURER'],
  other: [],
};

const KNOWN = new Map(Object.entries(SCHEMES).flatMap(([scheme, qualifiers]) => qualifiers.map((q) => [q, scheme as ItemRef['scheme']])));

/** What an X12 235 or EDIFACT 7143 qualifier (or our own word for a sheet's column) says about whose number it is. */
export function schemeOf(qualifier: string): ItemRef['scheme'] {
  return KNOWN.get(qualifier) ?? KNOWN.get(qualifier.toUpperCase()) ?? 'other';
}

/**
 * The qualifiers under which a cross-reference may answer for a reference. A sheet says "vendor's number" and not VN or VP,
 * and a supplier who moves from VP to VN still means the same part; what is of no known kind answers only to its own name.
 */
export function qualifiersFor(ref: ItemRef): readonly string[] {
  const qualifier = ref.qualifier.toUpperCase();
  const kin = SCHEMES[ref.scheme];
  return kin.includes(qualifier) || qualifier === '' ? kin : [qualifier, ...kin];
}
