import { Button, CopyButton, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { addressOf, ask } from '../api/client';
import type { ShareLinkMade, Supplier } from '../api/types';
import { Failure } from '../notice';
import { usePages } from '../pages';
import { toast } from '../shell/toasts';
import { Sideways } from '../sideways';
import { clock } from '../times';
import { Around, Waiting } from './parts';

const FORMS: Readonly<Record<string, string>> = {
  mail: 'mail',
  link: 'a page behind a link',
  'x12-852': 'X12 852',
  'x12-846': 'X12 846',
  invrpt: 'INVRPT',
  slsrpt: 'SLSRPT',
};
const STATEMENTS = { open: '◌ waits for an answer', replaced: '= replaced', agreed: '● agreed', disputed: '✕ disputed' } as const;

/** What they are told of their stock: how, when, by which links, and month by month. */
export function Sharing({ supplier, may }: { readonly supplier: Supplier; readonly may: boolean }) {
  const { supplier: code, sharing } = supplier;
  const queries = useQueryClient();
  const now = useMutation({
    mutationFn: () => ask('shareNow', { params: { supplier: code } }),
    onSuccess: ({ left, troubles }) => {
      toast(left.length > 0 ? `Told: ${left.map((l) => FORMS[l.form] ?? l.form).join(', ')}` : 'Written down; nothing left');
      for (const t of troubles) toast(`${FORMS[t.form] ?? t.form}: ${t.detail}`, { tone: 'bad' });
      void queries.invalidateQueries({ queryKey: ['snapshots'] });
    },
  });
  return (
    <>
      <h2>What they are told of their stock</h2>
      <p>
        {sharing
          ? `By ${sharing.as.map((f) => FORMS[f] ?? f).join(', ')}; ${sharing.when}.`
          : `Nothing is set for ${supplier.name} (sharing.suppliers in the settings); links and lists work nonetheless.`}
      </p>
      <div className="acts">
        {may && sharing && (
          <Button size="xs" variant="default" loading={now.isPending} onClick={() => now.mutate()}>
            Tell them now
          </Button>
        )}
        <Button size="xs" variant="default" component="a" download href={addressOf('getShareTemplate', { params: { supplier: code } })}>
          List to fill in (xlsx)
        </Button>
      </div>
      {now.error && <Failure error={now.error} />}
      {may && <Links supplier={supplier} />}
      <Snapshots supplier={code} />
      <Statements supplier={code} />
    </>
  );
}

function Links({ supplier: { supplier } }: { readonly supplier: Supplier }) {
  const [whom, setWhom] = useState('');
  const [days, setDays] = useState('30');
  const [made, setMade] = useState<ShareLinkMade | null>(null);
  const queries = useQueryClient();
  const again = (): void => void queries.invalidateQueries({ queryKey: ['links', supplier] });
  const list = useQuery({ queryKey: ['links', supplier], queryFn: () => ask('listShareLinks', { query: { supplier } }) });
  const make = useMutation({
    mutationFn: () =>
      ask('createShareLink', { params: { supplier }, body: { days: Number(days), ...(whom.trim() ? { whom: whom.trim() } : {}) } }),
    onSuccess: (link) => (setMade(link), setWhom(''), again()),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => ask('revokeShareLink', { params: { id } }),
    onSuccess: () => (toast('The link shows nothing any longer'), again()),
  });
  const open = (list.data?.data ?? []).filter((l) => l.ended_at === null && Date.parse(l.expires_at) > Date.now());
  return (
    <>
      <h2>Links to their page</h2>
      <form
        className="one"
        onSubmit={(e) => {
          e.preventDefault();
          make.mutate();
        }}
      >
        <TextInput size="xs" label="For whom" placeholder="K. Lind" value={whom} onChange={(e) => setWhom(e.currentTarget.value)} />
        <TextInput size="xs" label="Days" type="number" min={1} max={366} value={days} onChange={(e) => setDays(e.currentTarget.value)} />
        <Button size="xs" variant="default" type="submit" loading={make.isPending}>
          Make a link
        </Button>
      </form>
      {make.error && <Failure error={make.error} />}
      {revoke.error && <Failure error={revoke.error} />}
      {made && (
        <p className="new-link" role="status">
          Shown this once, until {clock(made.expires_at)}: <code className="wrap">{made.url}</code>{' '}
          <CopyButton value={made.url}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </p>
      )}
      {list.isLoading && <Waiting height={40} />}
      {list.error && <Failure error={list.error} />}
      {list.data && open.length === 0 && <p className="dim">No link is open.</p>}
      {open.length > 0 && (
        <Sideways label="Links" columns={['For', 'Made', 'By', 'Until', { says: 'Revoke', hidden: true }]}>
          {open.map((l) => (
            <tr key={l.id}>
              <td className="wrap">{l.made_for || '–'}</td>
              <td className="once">{clock(l.created_at)}</td>
              <td>{l.author}</td>
              <td className="once">{clock(l.expires_at)}</td>
              <td>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  loading={revoke.isPending && revoke.variables === l.id}
                  onClick={() => revoke.mutate(l.id)}
                >
                  Withdraw<span className="skip"> the link for {l.made_for || 'nobody named'}</span>
                </Button>
              </td>
            </tr>
          ))}
        </Sideways>
      )}
    </>
  );
}

function Snapshots({ supplier }: { readonly supplier: string }) {
  const { list, rows } = usePages(['snapshots', supplier], (page) => ask('listSnapshots', { query: { supplier, limit: 10, ...page } }));
  return (
    <>
      <h2>What they were told</h2>
      <Around list={list} rows={rows.length} none="Nothing yet.">
        <Sideways label="Snapshots" columns={['When', { says: 'Lines', num: true }, 'Why', 'Where it went']}>
          {rows.map((s) => (
            <tr key={s.id}>
              <td className="once">{clock(s.made_at)}</td>
              <td className="num">{s.lines}</td>
              <td>{{ schedule: 'it was time', change: 'a number changed', asked: 'somebody asked' }[s.cause]}</td>
              <td className="wrap">
                {s.withheld
                  ? 'withheld'
                  : s.leaves.map((l) => `${FORMS[l.form] ?? l.form} to ${l.to}${l.sent_at ? '' : ` (${l.state})`}`).join('; ') || 'nowhere'}
                <span className="why">{s.id}</span>
              </td>
            </tr>
          ))}
        </Sideways>
      </Around>
    </>
  );
}

function Statements({ supplier }: { readonly supplier: string }) {
  const { list, rows } = usePages(['statements', supplier], (page) => ask('listStatements', { query: { supplier, limit: 12, ...page } }));
  return (
    <>
      <h2>Months that were stated</h2>
      <Around
        list={list}
        rows={rows.length}
        none={
          <>
            None yet: <code>crosscount statement {supplier} --month YYYY-MM</code> states one.
          </>
        }
      >
        <Sideways label="Statements" columns={['Month', 'Place', { says: 'Lines', num: true }, 'State', 'What was said']}>
          {rows.map((s) => (
            <tr key={s.id}>
              <th scope="row">{s.month}</th>
              <td>{s.location}</td>
              <td className="num">{s.lines}</td>
              <td className={s.state === 'disputed' ? 'bad once' : s.state === 'agreed' ? 'good once' : 'once'}>{STATEMENTS[s.state]}</td>
              <td className="wrap">
                {s.answers.map((a) => `${a.answer} by ${a.by}, ${a.at.slice(0, 10)}${a.note ? `: “${a.note}”` : ''}`).join('; ')}
              </td>
            </tr>
          ))}
        </Sideways>
      </Around>
      {rows.length > 0 && <p className="quiet">Each is agreed or disputed by the links in its mail.</p>}
    </>
  );
}
