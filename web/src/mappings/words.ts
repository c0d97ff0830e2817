import type { Mapping } from '../api/types';

export const KINDS: Readonly<Record<string, string>> = {
  stock_report: 'stock lists',
  ship_notice: 'shipping lists',
  edi: 'EDI',
};

/** Where it is kept, and which text counts. */
export function keptSays({ kept, draft, holds }: Pick<Mapping, 'kept' | 'draft' | 'holds'>): string {
  if (kept === 'folder') return 'It was published from files in a folder, and is changed there alone.';
  if (kept === 'file')
    return 'It is a file in config/suppliers and is used as it stands there. What is published here counts from then on, and the file no longer does.';
  if (holds === null) return 'Nothing is read by it before a version is published.';
  return draft ? 'What is published counts. A file of its name in config/suppliers says otherwise, and is not used.' : 'What is published counts.'; // prettier-ignore
}

export const BANDS = {
  sure: { mark: '✓', says: 'sure', tone: 'good' },
  likely: { mark: '◐', says: 'likely: have a look', tone: 'warn' },
  ask: { mark: '?', says: 'a question', tone: 'bad' },
  yours: { mark: '✎', says: 'as you say', tone: 'dim' },
} as const;

const SHAPES: Readonly<Record<string, string>> = {
  gtin: 'GTINs',
  unit: 'units',
  date: 'days',
  number: 'numbers',
  place: 'few different words',
  code: 'codes',
  prose: 'texts',
  nothing: 'nothing',
};
export const shapeSays = (shape: string): string => SHAPES[shape] ?? shape;

export const WAITS: Readonly<Record<string, string>> = {
  'item.unknown': 'no item of yours is known by their number',
  'item.ambiguous': 'more than one item may be meant',
  'location.unknown': 'no place of yours is known by their name',
  'location.missing': 'no place is said',
  'unit.unknown': 'their unit is not known',
};
