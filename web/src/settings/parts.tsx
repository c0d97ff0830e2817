import { Alert, Button } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Settings } from '../api/types';

export const PLAIN = { lockScroll: false, transitionProps: { duration: 0 }, closeButtonProps: { 'aria-label': 'Close' } } as const;

/** Where the file itself has to be changed, and why. */
export function FileState({ settings }: { readonly settings: Settings }) {
  if (settings.broken !== null)
    return (
      <Alert color="red" variant="outline" title="The settings file cannot be read">
        {settings.broken}. The gateway works by what it read at its start; mend the file before the next one.
      </Alert>
    );
  if (settings.writable) return null;
  return (
    <Alert color="yellow" variant="outline" title="The settings file is read-only here">
      {settings.file} cannot be written by the gateway, as is usual in a container. What is set below is shown as YAML: put it into the file
      where it comes from.
    </Alert>
  );
}

export function Copy({ text, children = 'Copy' }: { readonly text: string; readonly children?: ReactNode }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    if (!done) return undefined;
    const over = setTimeout(() => setDone(false), 3_000);
    return () => clearTimeout(over);
  }, [done]);
  return (
    <Button size="compact-sm" variant="default" onClick={() => void navigator.clipboard.writeText(text).then(() => setDone(true))}>
      {done ? 'Copied' : children}
    </Button>
  );
}

/** Shown once and never again: it says so, and takes the eye. */
export function Once({ what, value, children }: { readonly what: string; readonly value: string; readonly children?: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="shown-once" role="group" aria-label={what} tabIndex={-1} ref={box}>
      <b>{what}</b>
      <code className="wrap">{value}</code>
      <Copy text={value} />
      <p className="dim">It is shown this once. {children}</p>
    </div>
  );
}

/** A table that is pushed sideways in itself where it is wider than the window. */
export function Wide({
  label,
  heads,
  children,
}: {
  readonly label: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <div className="sideways" tabIndex={0} role="group" aria-label={label}>
      <table>
        <thead>
          <tr>
            {heads.map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
