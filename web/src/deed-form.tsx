import { Button, Stack, Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from './notice';

interface Given {
  readonly says: string; // on its button, which Enter presses
  readonly run: () => void;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly first?: boolean; // nothing has to be filled in before it
  readonly disabled?: boolean;
  readonly children?: ReactNode;
}
/** What a deed asks in a dialog. What fails is told above its button, and what was entered stays. */
export function DeedForm({ says, run, busy = false, error = null, first = false, disabled = false, children }: Given) {
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        run();
      }}
    >
      <Stack>
        {children}
        {error !== null && <Failure error={error} />}
        <Button type="submit" data-autofocus={first || undefined} loading={busy} disabled={disabled}>
          {says}
        </Button>
      </Stack>
    </form>
  );
}

const MOST = 4000; // characters, as the API takes them

interface WhyGiven {
  readonly value: string;
  readonly change: (value: string) => void;
  readonly required?: boolean;
  readonly first?: boolean;
  readonly label?: string;
}
/** Why somebody does it, in their words. */
export const Why = ({ value, change, required = false, first = false, label }: WhyGiven) => (
  <Textarea
    label={label ?? (required ? 'Why' : 'Why, if there is more to say')}
    required={required}
    data-autofocus={first || undefined}
    maxLength={MOST}
    value={value}
    onChange={(e) => change(e.currentTarget.value)}
  />
);
