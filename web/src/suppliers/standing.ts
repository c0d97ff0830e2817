import type { SupplierHealths } from '../api/types';

export type Health = SupplierHealths['data'][number];
export interface Standing {
  readonly mark: string;
  readonly says: string;
  readonly tone: 'bad' | 'warn' | 'good' | 'dim';
}

/** The worst that is to be said of a supplier, in a word. */
export function standingOf({ late, open, parked, last_report, shadow }: Health): Standing {
  if (shadow) return { mark: '◑', says: 'in shadow', tone: 'dim' };
  if (late > 0) return { mark: '✕', says: late === 1 ? 'report late' : `${late} reports late`, tone: 'bad' };
  if (open.critical > 0) return { mark: '✕', says: `${open.critical} critical`, tone: 'bad' };
  if (open.high > 0) return { mark: '▲', says: `${open.high} high`, tone: 'bad' };
  if (open.medium > 0) return { mark: '▲', says: `${open.medium} medium`, tone: 'warn' };
  if (parked > 0) return { mark: '?', says: 'names unknown', tone: 'warn' };
  if (last_report === null) return { mark: '◌', says: 'nothing came yet', tone: 'dim' };
  return { mark: '●', says: open.low > 0 ? 'only small things' : 'well', tone: 'good' };
}

export const openOf = ({ open }: Health): number => open.critical + open.high + open.medium + open.low;

/** Late first, then by what is open, the worst first, then by what nobody knows; then by name. What nobody hears of comes last. */
export function byTrouble(a: Health, b: Health): number {
  const weights = (h: Health): readonly number[] => [
    h.shadow ? 0 : 1,
    Math.min(h.late, 1),
    h.open.critical,
    h.open.high,
    h.late,
    h.open.medium,
    h.parked,
    h.open.low,
  ];
  const [x, y] = [weights(a), weights(b)];
  for (const [i, n] of x.entries()) if (n !== y[i]) return y[i]! - n;
  return a.name.localeCompare(b.name);
}
