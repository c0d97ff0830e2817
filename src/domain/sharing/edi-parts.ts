import { DateTime } from 'luxon';
import { zoneOf } from '../canonical/zone';
import { NotWritable } from '../acks/not-writable';
import { dayAt } from '../rules/at';
import type { ShareLine } from './columns';

/** From whom to whom an interchange is, each as QUALIFIER:ID. */
export interface Parties {
  readonly own: string;
  readonly partner: string;
  readonly test: boolean;
}
export const partsOf = (party: string): readonly [qualifier: string, id: string] => {
  const at = party.indexOf(':');
  return [party.slice(0, at), party.slice(at + 1)];
};

/** The day of an as-of, and the first day of the usage up to it, by the clock of the place: 20261117. */
export const dayOf = (l: ShareLine): string => dayAt(Date.parse(l.asOf), l.timezone).replaceAll('-', '');
export const firstDayOf = (l: ShareLine, usageDays: number): string =>
  DateTime.fromISO(l.asOf, { zone: zoneOf(l.timezone) })
    .minus({ days: usageDays })
    .plus(1)
    .toFormat('yyyyLLdd');

/** A name for people, in letters that every syntax has. An item number is never changed so: it would be another one. */
export const plainName = (name: string): string => name.normalize('NFD').replace(/[^A-Za-z0-9 .-]/g, '').replace(/ +/g, ' ').trim().slice(0, 35); // prettier-ignore

export function grouped(lines: readonly ShareLine[], of: (l: ShareLine) => string): (readonly [ShareLine, ...ShareLine[]])[] {
  const out = new Map<string, [ShareLine, ...ShareLine[]]>();
  for (const l of lines) {
    const group = out.get(of(l));
    if (group) group.push(l);
    else out.set(of(l), [l]);
  }
  if (out.size === 0) throw new NotWritable('no number is known that it could tell');
  return [...out.values()];
}

/** Where it lies, in their code, in that of all the world, else in ours. */
export function placeIn(l: ShareLine): { readonly qualifier: string; readonly value: string } {
  return l.theirLocation[0] ?? (l.gln === null ? { qualifier: '92', value: l.location } : { qualifier: 'UL', value: l.gln });
}
