import { Button, Kbd, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';
import { ask } from '../api/client';
import type { Parked, Supplier } from '../api/types';
import { usePages } from '../pages';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { Link } from '../use-place';
import { TYPED_MS } from '../typed';
import { hiddenIds, hold, onHeld, undo } from './held';
import { Around, much } from './parts';

type Question = Parked['data'][number];
type Candidate = Question['candidates'][number];
type Meant = { readonly sku?: string; readonly location?: string; readonly uom?: string; readonly factor?: string };
const ABOUT = { item: 'item', location: 'place', unit: 'unit' } as const;
export const MOST_NEAR = 5;
/** The question that one stands on, or in. */
export const inQuestion = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>('[data-question]') ?? null;

/** Names that nobody knows, and what comes near to each; then all that are known. */
export function Names({ supplier, may }: { readonly supplier: Supplier; readonly may: boolean }) {
  const { supplier: code } = supplier;
  const queries = useQueryClient();
  const waits = useSyncExternalStore(onHeld, hiddenIds);
  const { list, rows } = usePages(['parked', code], (page) => ask('listParked', { query: { supplier: code, limit: 50, ...page } }));
  const open = rows.filter((q) => !waits.has(q.id));
  const decide = (q: Question, meant: Meant): void => {
    focusNext(q.id);
    const says = `${called(q)} is ${Object.values(meant).join(' × ')}: ${much(q.lines, 'line')} …`;
    void hold(
      q.id,
      says,
      async (last) => {
        const done = await ask('decideParked', { params: { id: q.id }, body: meant, last });
        return `${much(done.accepted, 'line')} taken up: ${much(done.raised.opened, 'exception')} opened, ${done.raised.resolved} closed`;
      },
      () => queries.invalidateQueries(),
    );
  };
  useKeys([
    { keys: 'j', says: 'Next question', run: () => step(1) },
    { keys: 'k', says: 'Question before', run: () => step(-1) },
    { keys: 'z', says: 'Undo', run: () => void undo() },
  ]);
  return (
    <>
      <h2>Names that nobody knows</h2>
      <Around list={list} rows={open.length} none={`Every name that ${supplier.name} uses is known.`}>
        <p className="dim">
          <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> go from one to the next
          {may && (
            <>
              , <Kbd size="xs">1</Kbd> to <Kbd size="xs">5</Kbd> say what is meant, <Kbd size="xs">z</Kbd> takes it back
            </>
          )}
        </p>
        <ol className="questions">
          {open.map((q) => (
            <Asked key={q.id} q={q} decide={may ? (meant) => decide(q, meant) : null} />
          ))}
        </ol>
      </Around>
      <Known supplier={supplier} />
    </>
  );
}

/** That what is asked is its nth candidate. */
export const choose = (n: number): void => inQuestion()?.querySelectorAll<HTMLElement>('.candidate button')[n]?.click();
const questions = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-question]')];
function step(by: number): void {
  const all = questions();
  const at = all.findIndex((q) => q === inQuestion());
  all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.focus();
}
/** The one that is decided goes; one stands on the next. */
function focusNext(id: string): void {
  const all = questions();
  const at = all.findIndex((q) => q.dataset.question === id);
  (all[at + 1] ?? all[at - 1])?.focus();
}

const called = (q: Question): string => q.item.map((i) => i.value).join(' / ') || q.location?.value || q.uom || 'it';
const meantBy = (c: Candidate): Meant => ('sku' in c ? { sku: c.sku } : { location: c.location });

function Asked({ q, decide }: { readonly q: Question; readonly decide: ((meant: Meant) => void) | null }) {
  const [other, setOther] = useState('');
  const [factor, setFactor] = useState('');
  const name = called(q);
  const field = q.about === 'item' ? 'Another item' : q.about === 'location' ? 'Another place' : 'Unit of yours';
  const meant: Meant =
    q.about === 'item'
      ? { sku: other.trim() }
      : q.about === 'location'
        ? { location: other.trim() }
        : factor.trim() === ''
          ? { uom: other.trim() }
          : { sku: other.trim(), factor: factor.trim() };
  return (
    <li tabIndex={-1} data-question={q.id} aria-label={`${ABOUT[q.about]} ${name}`} className="unknown-name">
      <div className="asked">
        <b className="wrap">{name}</b> <span className="dim">{[ABOUT[q.about], ...q.item.map((i) => i.qualifier)].join(' · ')}</span>
        {q.called && <span className="why">they call it “{q.called}”</span>}
        {q.uom && q.about === 'unit' && (
          <span className="why">
            unit {q.uom}
            {q.holds ? `; a notice says that one holds ${q.holds}` : ''}
          </span>
        )}
        <span className="why">
          {q.detail ?? q.reason}. {much(q.lines, 'line')} in {much(q.documents, 'document')} wait, last in{' '}
          <Link to={{ screen: 'documents', id: q.example.document, query: {} }}>
            {q.example.file}, {q.example.place}
          </Link>
        </span>
      </div>
      <div className="near">
        {q.candidates.map((c, n) => (
          <div key={n} className="candidate">
            {decide && (
              <Button
                size="compact-sm"
                variant={n === 0 ? 'light' : 'default'}
                onClick={() => decide(meantBy(c))}
                leftSection={<Kbd size="xs">{n + 1}</Kbd>}
              >
                {'sku' in c ? c.sku : c.location}
              </Button>
            )}
            <span>
              {!decide && <b>{'sku' in c ? c.sku : c.location} </b>}
              {c.description} <span className="dim">{c.score.toFixed(2)}</span>
              <span className="why">{c.reasons.join('; ')}</span>
            </span>
          </div>
        ))}
        {q.candidates.length === 0 && <p className="dim">Nothing comes near.</p>}
        {decide && (
          <form
            className="one"
            onSubmit={(e) => {
              e.preventDefault();
              if (other.trim() !== '') decide(meant);
            }}
          >
            <TextInput
              size="xs"
              label={q.about === 'unit' && factor ? 'Item' : field}
              value={other}
              onChange={(e) => setOther(e.currentTarget.value)}
            />
            {q.about === 'unit' && (
              <TextInput
                size="xs"
                label="Or so many in one, of an item"
                placeholder="12"
                value={factor}
                onChange={(e) => setFactor(e.currentTarget.value)}
              />
            )}
            <Button size="xs" variant="default" type="submit" disabled={other.trim() === ''}>
              That is it<span className="skip"> for {name}</span>
            </Button>
          </form>
        )}
      </div>
    </li>
  );
}

function Known({ supplier }: { readonly supplier: Supplier }) {
  const [find, setFind] = useState('');
  const [sought] = useDebouncedValue(find.trim(), TYPED_MS);
  const params = { supplier: supplier.supplier };
  const { list, rows } = usePages(['supplier-names', supplier.supplier, sought], (page) =>
    ask('listSupplierNames', { params, query: { limit: 50, ...(sought ? { find: sought } : {}), ...page } }),
  );
  return (
    <>
      <h2>Names that are known</h2>
      <TextInput
        size="xs"
        maw="18rem"
        label={`Find among ${much(supplier.matched, 'number')}, places and units`}
        value={find}
        onChange={(e) => setFind(e.currentTarget.value)}
      />
      <Around
        list={list}
        rows={rows.length}
        none={sought ? 'None of them.' : 'None yet: they come with your feed (item_crossrefs.csv), or from what is decided above.'}
      >
        <Sideways label="Names" columns={['Theirs', 'Of what', 'Means', 'Who said so']}>
          {rows.map((n) => (
            <tr key={`${n.about} ${n.qualifier} ${n.value}`}>
              <th scope="row" className="wrap">
                {n.value} <span className="dim">{n.qualifier}</span>
              </th>
              <td>{ABOUT[n.about]}</td>
              <td className="wrap">
                {n.means}
                {n.uom && ` in ${n.uom}`}
                <span className="why">{n.called}</span>
              </td>
              <td className="wrap">
                {n.decided ? `${n.decided.by}, ${n.decided.at.slice(0, 10)}` : <span className="dim">buyer feed</span>}
                {n.decided?.reason && <span className="why">“{n.decided.reason}”</span>}
              </td>
            </tr>
          ))}
        </Sideways>
      </Around>
    </>
  );
}
