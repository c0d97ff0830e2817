import { Button, Skeleton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import { type Answer, ask } from '../api/client';
import { Failure } from '../notice';
import { More, usePages } from '../pages';
import type { Place } from '../route';
import { clock } from '../times';
import { go } from '../use-place';
import { TYPED_MS } from '../typed';
import { changesOf } from './changes';

type Entry = Answer<'listAudit'>['data'][number];
const PAGE = 50;

/** Who changed what, from what to what. */
export function AuditLog({ place }: { readonly place: Place }) {
  const { by = '', what = '' } = place.query;
  const [[who, kind]] = useDebouncedValue(
    useMemo(() => [by, what] as const, [by, what]),
    TYPED_MS,
  );
  const { list: log, rows: entries } = usePages(['audit', who, kind], (page, signal) =>
    ask('listAudit', { query: { limit: PAGE, by: who, what: kind, ...page }, signal }),
  );
  const filter = (key: string) => (e: { currentTarget: { value: string } }) =>
    go({ ...place, query: { ...place.query, [key]: e.currentTarget.value } }, { instead: true });
  return (
    <>
      <p className="dim">Each entry is sealed with the one before it; `crosscount audit verify` holds them against the written heads.</p>
      <div className="filters" role="search">
        <TextInput size="xs" label="By" value={by} onChange={filter('by')} />
        <TextInput size="xs" label="Of" placeholder="person, api_key, upkeep …" value={what} onChange={filter('what')} />
        <Button size="xs" variant="default" onClick={() => download(entries)} disabled={entries.length === 0}>
          As CSV ({entries.length})
        </Button>
      </div>
      {log.error && <Failure error={log.error} again={() => void log.refetch()} />}
      {log.isLoading && <Skeleton height={200} mt="md" />}
      {log.data && entries.length === 0 && <p className="empty">Nothing was changed by that name or of that kind. Take a filter away.</p>}
      {entries.length > 0 && (
        <ol className="log" aria-label="Changes">
          {entries.map((e) => (
            <li key={e.n}>
              <span className="when">{clock(e.at)}</span>
              <b>{e.by}</b>
              <span>{e.what.replaceAll('_', ' ')}</span>
              <Changes entry={e} />
            </li>
          ))}
        </ol>
      )}
      <More list={log} mt="sm">
        Show older
      </More>
    </>
  );
}

function Changes({ entry }: { readonly entry: Entry }) {
  const changes = changesOf(entry.before, entry.after);
  if (changes.length === 0) return null;
  return (
    <details>
      <summary>
        {changes.length} {changes.length === 1 ? 'field' : 'fields'}
      </summary>
      <dl className="facts">
        {changes.flatMap(({ field, from, to }) => [
          <dt key={field}>{field}</dt>,
          <dd key={`${field} is`}>
            {from !== null && <del>{from}</del>} {to !== null && <ins>{to}</ins>}
          </dd>,
        ])}
      </dl>
    </details>
  );
}

/** A field that begins like a formula is none: a table program would reckon it. */
const field = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
function download(entries: readonly Entry[]): void {
  const rows = entries.map((e) =>
    [String(e.n), e.at, e.by, e.what, JSON.stringify(e.before ?? {}), JSON.stringify(e.after ?? {})].map(field).join(','),
  );
  const href = URL.createObjectURL(new Blob([['n,at,by,what,before,after', ...rows].join('\r\n')], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href, download: 'audit.csv' }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
