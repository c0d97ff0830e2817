import type { MappingTest } from '../api/types';
import { clock } from '../times';

const lines = (n: number): string => (n === 1 ? '1 line' : `${n} lines`);

/** What the draft makes of the newest files otherwise than they are read now. */
export function Tested({ files }: { readonly files: MappingTest['files'] }) {
  const sum = (key: 'same' | 'gained' | 'lost' | 'changed'): number => files.reduce((n, f) => n + f[key], 0);
  if (files.length === 0) return <p className="dim">No list of this supplier was kept yet, so there is nothing to test on.</p>;
  return (
    <section aria-label="Test on the newest files" className="tested">
      <p role="status">
        <b>{files.length === 1 ? 'The newest file' : `The ${files.length} newest files`}:</b> {lines(sum('same'))} same ·{' '}
        <span className={sum('gained') > 0 ? 'good' : ''}>{sum('gained')} newly accepted</span> ·{' '}
        <span className={sum('lost') > 0 ? 'bad' : ''}>
          {sum('lost') > 0 ? '✕ ' : ''}
          {sum('lost')} lost
        </span>{' '}
        ·{' '}
        <span className={sum('changed') > 0 ? 'warn' : ''}>
          {sum('changed') > 0 ? '⚠ ' : ''}
          {sum('changed')} changed
        </span>
      </p>
      {files
        .filter((f) => f.lines.length + f.issues.length > 0)
        .map((f, n) => (
          <details key={n}>
            <summary>
              {f.file} <span className="dim">of {clock(f.received_at)}:</span> {f.same} same, {f.gained} newly accepted, {f.lost} lost,{' '}
              {f.changed} changed
            </summary>
            <div className="sideways" tabIndex={0} role="group" aria-label={`What changes in ${f.file}`}>
              <table>
                <tbody>
                  {f.lines.map((l, i) => (
                    <tr key={`l${i}`}>
                      <td className={l.change === 'lost' ? 'bad once' : l.change === 'changed' ? 'warn once' : 'good once'}>
                        {l.change === 'lost' ? '✕ lost' : l.change === 'changed' ? '⚠ changed' : '＋ new'}
                      </td>
                      <td className="wrap">{l.place}</td>
                      <td className="wrap">{l.before ?? '–'}</td>
                      <td className="wrap">{l.after ?? '–'}</td>
                    </tr>
                  ))}
                  {f.issues.map((i, k) => (
                    <tr key={`i${k}`}>
                      <td className={i.change === 'new' ? 'warn once' : 'good once'}>{i.change === 'new' ? '⚠ new' : '✓ gone'}</td>
                      <td className="wrap">{i.place}</td>
                      <td colSpan={2} className="wrap">
                        {i.detail}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </details>
        ))}
    </section>
  );
}
