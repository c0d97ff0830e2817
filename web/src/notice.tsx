import { Alert, Button, Text } from '@mantine/core';
import { ProblemError } from './api/client';
import { toldOf } from './sentences';

/** What failed, what to do, and the id under which the log says more. */
export function Failure({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const p = error instanceof ProblemError ? error : new ProblemError(0, 'failed', String(error), 'The console failed', null);
  const { what, todo } = toldOf(p);
  return (
    <Alert color="red" variant="outline" title={p.title} role="alert" className="failure">
      <Text size="sm">
        {what} {todo}
      </Text>
      {p.requestId && (
        <Text size="xs" className="dim">
          Request <code>{p.requestId}</code>
        </Text>
      )}
      {again && (
        <Button size="xs" variant="default" mt="xs" onClick={again}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
