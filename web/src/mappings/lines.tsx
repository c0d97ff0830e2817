import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { grouped } from '../../../src/domain/exceptions/words';
import type { MappingTrial } from '../api/types';
import { stateOf } from '../documents/words';
import { clock } from '../times';
import { fieldSays } from './draft';
import { WAITS } from './words';

type Line = MappingTrial['documents'][number]['lines'][number];
interface Sent {
  readonly refs?: readonly { readonly value: string }[];
  readonly quantity?: string;
  readonly uom?: string;
}

/** The right: what is understood, line by line, as every file is read. */
export function Lines({ trial, stale }: { readonly trial: MappingTrial; readonly stale: boolean }) {
  const [only, setOnly] = useState(false);
  const all = trial.documents.flatMap((d) => d.lines);
  const total = trial.documents.reduce((n, d) => n + d.counts.lines, 0);
  const shown = only ? all.filter((l) => l.parked !== null) : all;
  return (
    <div className={stale ? 'lines stale' : 'lines'} aria-busy={stale}>
      <div className="lines-head">
        <span aria-live="polite">{summed(trial)}</span>
        <Checkbox size="xs" label="only problems" checked={only} onChange={(e) => setOnly(e.currentTarget.checked)} />
      </div>
      {all.length === 0 ? (
        <p className="dim">No line could be read of it yet.</p>
      ) : (
        <div className="grid-scroll" tabIndex={0} role="group" aria-label="Lines as understood">
          <table>
            <thead>
              <tr>
                {['State', 'Item', 'Place', 'What', 'Quantity', 'As of', 'Where', 'Why'].map((h) => (
                  <th key={h} scope="col" className={h === 'Quantity' ? 'num' : undefined}>
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((l, n) => (
                <One key={n} l={l} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total > all.length && (
        <p className="dim more">
          The first {all.length} of {grouped(String(total))} lines; what waits is counted of all of them.
        </p>
      )}
    </div>
  );
}

function One({ l }: { readonly l: Line }) {
  const sent = l.given as Sent;
  const ok = l.parked === null;
  return (
    <tr data-problem={ok ? undefined : 'line'} tabIndex={ok ? undefined : -1}>
      <td className={ok ? 'good once' : 'warn once'}>{ok ? '✓ read' : '⚠ waits'}</td>
      <td className="once">{l.sku ?? <span className="dim">{sent.refs?.map((r) => r.value).join(', ')}</span>}</td>
      <td>{l.location ?? <span className="dim">–</span>}</td>
      <td className="once">{fieldSays(l.measure).toLowerCase()}</td>
      <td className="num" title={`as sent: ${sent.quantity ?? ''} ${sent.uom ?? ''}`}>
        {l.quantity === null ? <span className="dim">{sent.quantity ?? 'not said'}</span> : grouped(l.quantity)}{' '}
        {l.uom ?? <span className="dim">{sent.uom}</span>}
      </td>
      <td className="once">{l.as_of === null ? '' : /T/.test(l.as_of) ? clock(l.as_of) : l.as_of}</td>
      <td className="dim once">{l.place}</td>
      <td className="why-waits">{l.parked}</td>
    </tr>
  );
}

function summed({ documents }: MappingTrial): string {
  const of = (key: 'lines' | 'parked' | 'rejected'): number => documents.reduce((n, d) => n + (d.counts.lines > 0 ? d.counts[key] : 0), 0); // of a list that is held, all of it waits
  const read = of('lines') - of('parked');
  const some = (n: number, says: string): string[] => (n === 0 ? [] : [`${grouped(String(n))} ${says}`]);
  const waits = of('parked');
  return [`${grouped(String(read))} read`, ...some(waits, waits === 1 ? 'waits' : 'wait'), ...some(of('rejected'), 'refused')].join(' · ');
}

/** What was found out about the whole of it; what was wrong with cells, each with its place. */
export function Checks({ trial, stale }: { readonly trial: MappingTrial; readonly stale: boolean }) {
  const issues = trial.documents.flatMap((d) => d.issues);
  return (
    <section aria-label="Checks" className={stale ? 'checks stale' : 'checks'}>
      <h3>Checks</h3>
      <ul>
        {trial.documents.map((d) => {
          const state = stateOf(d.status);
          return (
            <li key={d.id}>
              <span className={state.tone}>
                {state.mark} {state.says}
              </span>{' '}
              <span className="dim">
                {d.mapping ? 'by this mapping' : d.counts.lines > 0 ? 'not by this mapping: by its headings' : ''}
                {d.as_of ? `, as of ${/T/.test(d.as_of) ? clock(d.as_of) : d.as_of}` : ''}
              </span>
            </li>
          );
        })}
        {trial.waiting.map((w, n) => (
          <li key={`w${n}`} className="wrap" data-problem="check" tabIndex={-1}>
            <span className="warn">⚠ {w.lines === 1 ? '1 line waits' : `${w.lines} lines wait`}</span>:{' '}
            {w.detail ?? WAITS[w.reason] ?? w.reason}
          </li>
        ))}
        {issues.slice(0, 100).map((i, n) => (
          <li key={`i${n}`} className="wrap" data-problem="check" tabIndex={-1}>
            <span className={i.severity === 'error' ? 'bad' : 'warn'}>{i.severity === 'error' ? '✕' : '⚠'}</span>{' '}
            {i.place ? `${i.place}: ` : ''}
            {i.detail} {i.value !== null && <span className="dim">({i.value})</span>}
          </li>
        ))}
        {issues.length > 100 && <li className="dim">and {issues.length - 100} more</li>}
        {issues.length === 0 && trial.waiting.length === 0 && trial.documents.length > 0 && (
          <li className="good">✓ nothing is left to say</li>
        )}
      </ul>
    </section>
  );
}
