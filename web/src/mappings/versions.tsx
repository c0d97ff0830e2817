import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/client';
import type { Mapping } from '../api/types';
import { Failure } from '../notice';
import { clock } from '../times';
import { keptSays } from './words';

interface Given {
  readonly mapping: Mapping;
  readonly look: (version: number) => void;
  readonly publish: ((version: number) => void) | null;
}

/** Every version that there ever was, with who wrote it and why; an older one may hold again, and none is lost. */
export function Versions({ mapping, look, publish }: Given) {
  const [compared, setCompared] = useState<number | null>(null);
  const { versions, holds } = mapping;
  return (
    <section aria-label="Versions" className="versions">
      <h2>Versions</h2>
      <p className="dim">{keptSays(mapping)}</p>
      {mapping.changed_at !== null && holds !== null && (
        <p>
          Version {holds} has counted since {clock(mapping.changed_at)}, by {mapping.changed_by}
          {mapping.reason ? `: “${mapping.reason}”` : '.'}
        </p>
      )}
      {mapping.file && (
        <p className="wrap">
          In <code>{mapping.file.name}</code>: version {mapping.file.version}
          {mapping.kept === 'file'
            ? ', which counts.'
            : mapping.draft
              ? ', which says otherwise and does not count.'
              : ', which says the same.'}
        </p>
      )}
      {versions.length > 0 && (
        <div className="sideways" tabIndex={0} role="group" aria-label="All versions">
          <table>
            <thead>
              <tr>
                {['Version', 'Saved', 'By', 'Why', 'Read by it', ''].map((h) => (
                  <th key={h} scope="col">
                    {h || <span className="skip">What to do</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {versions.map((v) => (
                <tr key={v.version}>
                  <td className="once">
                    {v.version}{' '}
                    {v.holds ? <b className="good">✓ counts</b> : v.version > (holds ?? 0) ? <span className="dim">draft</span> : null}
                  </td>
                  <td className="once">{clock(v.published_at)}</td>
                  <td>{v.author}</td>
                  <td className="wrap">{v.note || (v.holds && mapping.reason) || <span className="dim">not said</span>}</td>
                  <td className="num">{v.documents}</td>
                  <td>
                    <div className="acts">
                      <Button size="compact-xs" variant="default" onClick={() => look(v.version)}>
                        Look at it
                      </Button>
                      {!v.holds && holds !== null && versions.some((x) => x.version === holds) && (
                        <Button
                          size="compact-xs"
                          variant="default"
                          aria-expanded={compared === v.version}
                          onClick={() => setCompared(compared === v.version ? null : v.version)}
                        >
                          Compare
                        </Button>
                      )}
                      {publish && !v.holds && (
                        <Button size="compact-xs" variant="default" onClick={() => publish(v.version)}>
                          {v.version < (holds ?? 0) ? 'Roll back …' : 'Publish …'}
                        </Button>
                      )}
                    </div>
                    {compared === v.version && <Differences name={mapping.name} from={holds!} to={v.version} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {mapping.pins.length > 0 && (
        <>
          <h3>Samples that every version must read alike</h3>
          <ul>
            {mapping.pins.map((p, n) => (
              <li key={n} className="wrap">
                {p.file}, as version {p.version} reads it{' '}
                <span className="dim">
                  {p.by}
                  {p.note ? `: “${p.note}”` : ''}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function Differences({ name, from, to }: { readonly name: string; readonly from: number; readonly to: number }) {
  const found = useQuery({
    queryKey: ['mapping', name, 'differences', from, to],
    queryFn: ({ signal }) => ask('compareMappings', { params: { name }, query: { from, to }, signal }),
  });
  if (found.error) return <Failure error={found.error} />;
  if (!found.data) return null;
  return (
    <ul className="differences" aria-label={`Version ${to} against version ${from}`}>
      {found.data.differences.length === 0 && <li className="dim">Comments alone differ from version {from}.</li>}
      {found.data.differences.map((d) => (
        <li key={d} className="wrap">
          <code>{d}</code>
        </li>
      ))}
    </ul>
  );
}
