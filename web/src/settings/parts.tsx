import { Alert, Button, CopyButton } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Settings } from '../api/types';

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

export const Copy = ({ text, children = 'Copy' }: { readonly text: string; readonly children?: ReactNode }) => (
  <CopyButton value={text} timeout={3_000}>
    {({ copied, copy }) => (
      <Button size="compact-sm" variant="default" onClick={copy}>
        {copied ? 'Copied' : children}
      </Button>
    )}
  </CopyButton>
);

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
