import { useEffect, useRef } from 'react';

/** What is pressed, as it is named in the sheet: `j`, `Shift+J`, `Enter`, `g e` (one after the other). */
export interface Key {
  readonly keys: string;
  readonly says: string;
  readonly run: () => void;
}
export const pressed = ({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): string =>
  shiftKey && /^[a-zA-Z]$/.test(key) ? `Shift+${key.toUpperCase()}` : key;
/** The key that ends what was begun, or null where none is meant. `lead`: the key before, of those that go by two. */
export const meant = (all: readonly Key[], key: string, lead: string | null): Key | null =>
  all.find((k) => k.keys === (lead === null ? key : `${lead} ${key}`)) ?? null;
export const leads = (all: readonly Key[], key: string): boolean => all.some((k) => k.keys.startsWith(`${key} `));

const OFF = 'crosscount.keys.off';
export const keysAreOn = (): boolean => localStorage.getItem(OFF) === null;
export const turnKeys = (on: boolean): void => (on ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '1'));

const shown = new Set<{ readonly keys: readonly Key[] }>();
/** All that can be pressed on what is shown now, for the sheet. */
export const allKeys = (): readonly Key[] => [...shown].flatMap((s) => s.keys);

/** Whether a dialog stood there when the key was pressed: the one that closes it is gone before anybody else hears of that key. */
let behind = false;
if (typeof window !== 'undefined')
  window.addEventListener('keydown', () => (behind = document.querySelector('[role="dialog"]') !== null), { capture: true });

const WRITES = /^(INPUT|TEXTAREA|SELECT)$/;
/** Single keys are of the screen, and not of a field in which somebody writes, nor of a dialog that stands before it. */
const isFree = (event: KeyboardEvent): boolean => {
  const at = event.target as HTMLElement | null;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  if (behind) return false;
  if (at && (at.isContentEditable || (WRITES.test(at.tagName) && (at as HTMLInputElement).type !== 'checkbox'))) return false;
  if (at && event.key === 'Enter' && /^(A|BUTTON)$/.test(at.tagName)) return false;
  return keysAreOn();
};

export function useKeys(keys: readonly Key[]): void {
  const now = useRef({ keys });
  useEffect(() => {
    now.current.keys = keys;
  });
  useEffect(() => {
    const mine = now.current;
    shown.add(mine);
    let lead: string | null = null;
    let forget: ReturnType<typeof setTimeout> | undefined;
    const press = (event: KeyboardEvent): void => {
      if (!isFree(event)) return;
      const key = pressed(event);
      const found = meant(mine.keys, key, lead);
      clearTimeout(forget);
      if (found) {
        lead = null;
        event.preventDefault();
        found.run();
      } else {
        lead = lead === null && leads(allKeys(), key) ? key : null;
        forget = setTimeout(() => (lead = null), 1_500);
      }
    };
    window.addEventListener('keydown', press);
    return () => {
      shown.delete(mine);
      clearTimeout(forget);
      window.removeEventListener('keydown', press);
    };
  }, []);
}
