import type { Place } from '../route';

/** Something to go to or to do. */
export interface Choice {
  readonly id: string;
  readonly group: string;
  readonly says: string;
  readonly more?: string;
  readonly finds?: string; // further words by which it is found
  readonly keys?: string;
  readonly to?: Place;
  readonly run?: () => void;
}

const KINDS = { exc: 'exceptions', doc: 'documents', reo: 'reorders' } as const;
/** An id as logs and mails name it leads to what it names. */
export function idsIn(text: string): readonly Choice[] {
  const found = /^\s*((exc|doc|reo)_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*$/.exec(text);
  if (!found) return [];
  const [, id, kind] = found;
  const screen = KINDS[kind as keyof typeof KINDS];
  return [{ id: id!, group: 'By its id', says: id!, to: { screen, id: id!, query: {} } }];
}

/** Every word must be in it; what begins with the first one comes first. Nothing written: screens, sections and verbs. */
export function fitting(all: readonly Choice[], text: string): readonly Choice[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all.filter((c) => c.group !== 'Suppliers');
  const begins = (c: Choice): number => (c.says.toLowerCase().startsWith(words[0]!) ? 0 : 1);
  return all
    .filter((c) => words.every((w) => `${c.says} ${c.more ?? ''} ${c.finds ?? ''}`.toLowerCase().includes(w)))
    .map((c, i) => ({ c, i }))
    .sort((a, b) => begins(a.c) - begins(b.c) || a.i - b.i)
    .map(({ c }) => c);
}
