import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import type { DocumentRuns } from '../api/types';
import { Failure } from '../notice';
import type { Place } from '../route';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { Link } from '../use-place';
import { counted, stateOf } from './words';

type Run = DocumentRuns['data'][number];

/** Each time that it was read; an earlier one is held against the one that counts. */
export function RunsTab({ id, place }: { readonly id: string; readonly place: Place }) {
  const list = useQuery({
    queryKey: ['of-document', id, 'runs'],
    queryFn: ({ signal }) => ask('listDocumentRuns', { params: { id }, signal }),
  });
  if (list.error) return <Failure error={list.error} again={() => void list.refetch()} />;
  if (list.data === undefined) return <Skeleton height={120} mt="sm" />;
  const chosen = list.data.data.find((r) => r.id === place.query.run && !r.current);
  return (
    <>
      <Sideways label="Runs" columns={['Read', 'What became of it', 'Lines', 'Problems', 'By', { says: 'Compare', hidden: true }]}>
        {list.data.data.map((r) => (
          <tr key={r.id} className={r === chosen ? 'at' : undefined} data-row={r.id}>
            <td className="once">{clock(r.read_at)}</td>
            <td className={`once ${stateOf(r.status).tone}`}>
              {stateOf(r.status).mark} {stateOf(r.status).says}
            </td>
            <td>{counted(r.counts)}</td>
            <td>{r.issues === 0 ? '–' : r.issues}</td>
            <td className="wrap">{byOf(r)}</td>
            <td>
              {r.current ? (
                <b>it counts</b>
              ) : (
                <Link to={{ ...place, query: { tab: 'runs', run: r.id } }}>
                  What changed since <span className="skip">{clock(r.read_at)}</span>
                </Link>
              )}
            </td>
          </tr>
        ))}
      </Sideways>
      {list.data.data.length === 1 && <p className="quiet">It was read once. Read anew, the earlier reading stays here to be compared.</p>}
      {chosen && <Change id={id} run={chosen} />}
    </>
  );
}
const byOf = ({ mapping, format }: Run): string => (mapping ? `${mapping.name}, version ${mapping.version}` : format);

const CHANGES: Readonly<Record<string, readonly [mark: string, tone: string]>> = {
  gained: ['+', 'good'],
  lost: ['−', 'bad'],
  changed: ['→', 'warn'],
  new: ['+', 'warn'],
  gone: ['−', 'good'],
};
function Change({ id, run }: { readonly id: string; readonly run: Run }) {
  const found = useQuery({
    queryKey: ['of-document', id, 'run', run.id],
    queryFn: ({ signal }) => ask('compareDocumentRuns', { params: { id, run: run.id }, signal }),
  });
  if (found.error) return <Failure error={found.error} again={() => void found.refetch()} />;
  if (found.data === undefined) return <Skeleton height={80} mt="sm" />;
  const { same, lines, issues, cut } = found.data;
  const mark = (change: string) => {
    const [sign, tone] = CHANGES[change] ?? ['', 'dim'];
    return (
      <b className={tone}>
        {sign} {change}
      </b>
    );
  };
  return (
    <section aria-label="What changed">
      <h2>What changed since {clock(run.read_at)}</h2>
      <p>
        {same === 1 ? '1 line says' : `${same} lines say`} the same
        {lines.length === 0 && issues.length === 0 ? ', and nothing else changed' : ''}.
      </p>
      {lines.length > 0 && (
        <Sideways label="Lines that changed" columns={['Change', 'Where', 'What', 'Before', 'Now']}>
          {lines.map((l, n) => (
            <tr key={n}>
              <td className="once">{mark(l.change)}</td>
              <td className="wrap">{l.place}</td>
              <td>{l.measure.replaceAll('_', ' ')}</td>
              <td className="wrap">{l.before ?? <span className="dim">nothing</span>}</td>
              <td className="wrap">{l.after ?? <span className="dim">nothing</span>}</td>
            </tr>
          ))}
        </Sideways>
      )}
      {issues.length > 0 && (
        <Sideways label="Problems that changed" columns={['Change', 'Where', 'Problem']}>
          {issues.map((i, n) => (
            <tr key={n}>
              <td className="once">{mark(i.change)}</td>
              <td className="wrap">{i.place ?? 'the file'}</td>
              <td className="wrap">{i.detail}</td>
            </tr>
          ))}
        </Sideways>
      )}
      {cut && <p className="dim">There is more than is shown here.</p>}
    </section>
  );
}
