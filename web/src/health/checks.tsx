import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { toast } from '../shell/toasts';

const SAYS = { ok: ['good', '● in order'], warn: ['warn', '▲ look'], fail: ['bad', '✖ fails'] } as const;

/** What `crosscount doctor` looks at, when somebody asks; and all of it without names, for who helps. */
export function Checks() {
  const checks = useMutation({ mutationFn: () => ask('runChecks') });
  const [bundle, setBundle] = useState<string | null>(null);
  const copy = useMutation({
    mutationFn: () => ask('getDiagnostics'),
    onSuccess: async (found) => {
      const text = JSON.stringify(found, null, 2);
      setBundle(text);
      try {
        await navigator.clipboard.writeText(text); // there is none over plain http
        toast('Copied: no names, addresses, hosts or secrets are in it');
      } catch {
        toast('The browser does not let it be copied; it stands below', { tone: 'bad' });
      }
    },
  });
  return (
    <section aria-label="Checks">
      <h2>Checks</h2>
      <p className="dim">They sign in to each server of the settings, and send and change nothing.</p>
      <div className="acts">
        <Button size="xs" variant="default" loading={checks.isPending} onClick={() => checks.mutate()}>
          Run the checks
        </Button>
        <Button size="xs" variant="default" loading={copy.isPending} onClick={() => copy.mutate()}>
          Copy diagnostics
        </Button>
      </div>
      {checks.error && <Failure error={checks.error} />}
      {copy.error && <Failure error={copy.error} />}
      {checks.data && (
        <div className="sideways" tabIndex={0} role="group" aria-label="What the checks found">
          <table>
            <tbody>
              {[...checks.data.data]
                .sort((a, b) => ['fail', 'warn', 'ok'].indexOf(a.state) - ['fail', 'warn', 'ok'].indexOf(b.state))
                .map((f, i) => (
                  <tr key={i}>
                    <td className={`once ${SAYS[f.state][0]}`}>{SAYS[f.state][1]}</td>
                    <th scope="row">{f.what}</th>
                    <td className="wrap">{f.says}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
      {bundle !== null && (
        <details>
          <summary>What was copied</summary>
          <pre className="bundle" tabIndex={0}>
            {bundle}
          </pre>
        </details>
      )}
    </section>
  );
}
