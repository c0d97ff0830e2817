import { useReducer } from 'react';
import type { Mapping } from '../api/types';
import { begun, type List } from './draft';

/** What was written and not saved, while one looks at something else: it is gone with the page, and not with the screen. */
const unsaved = new Map<string, string>();

/** The text that counts, or the newest one where nothing does; of a file that was never published its text. */
export function textOf(mapping: Mapping): string {
  const newest = mapping.versions[0];
  return newest?.text ?? mapping.file?.text ?? '';
}

/** The working text: of a mapping, or what is suggested for a new one. `change` keeps it; `settle` says that it is saved. */
export function useDraft(name: string | null, supplier: string, mapping: Mapping | undefined, list: List | undefined) {
  const key = name ?? `new of ${supplier}`;
  const [, shown] = useReducer((n: number) => n + 1, 0);
  const own = unsaved.get(key);
  const base = name === null ? null : mapping ? textOf(mapping) : null;
  const suggested = name === null && list ? begun(supplier, list) : null;
  const text = own ?? base ?? suggested;
  const change = (next: string): void => {
    unsaved.set(key, next);
    shown();
  };
  const settle = (): void => {
    unsaved.delete(key);
    shown();
  };
  return { text, change, settle, dirty: text !== null && text !== base };
}
