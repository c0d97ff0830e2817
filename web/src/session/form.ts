import { type FormEvent, useState } from 'react';
import { ProblemError } from '../api/client';

/** What somebody fills in to come in, and what became of it. A code is asked for once the gateway wants one. */
export function useEntry<G extends Record<string, string>>(empty: G, enter: (given: G) => Promise<void>) {
  const [given, setGiven] = useState(empty);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const field = (key: keyof G & string) => ({
    name: key,
    value: given[key],
    onChange: (e: { currentTarget: { value: string } }): void => {
      const { value } = e.currentTarget;
      setGiven((g) => ({ ...g, [key]: value }));
    },
  });
  const send = async (e: FormEvent): Promise<void> => {
    e.preventDefault();
    setBusy(true);
    try {
      await enter(given);
    } catch (caught) {
      setError(caught);
      if (wantsCode(caught)) setAsksCode(true);
    } finally {
      setBusy(false);
    }
  };
  return { given, field, error, busy, asksCode, submit: (e: FormEvent): void => void send(e) };
}
export const wantsCode = (error: unknown): boolean => error instanceof ProblemError && error.code === 'code-needed';
