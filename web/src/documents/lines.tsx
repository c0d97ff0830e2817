import { Button } from '@mantine/core';
import { grouped } from '../../../src/domain/exceptions/words';
import { measureSaid, waitsFor } from '../../../src/domain/inspect/sentence';
import type { Document } from '../api/types';
import { itemPlace, type Pair } from '../item/place';
import { Failure } from '../notice';
import type { Place } from '../route';
import { Sideways } from '../sideways';
import { Link } from '../use-place';
import type { Lines } from './use-lines';
import { asOfSaid } from './words';

type Line = Document['lines'][number];
/** As it was sent, where that is something else. */
function sentAs({ given, quantity, uom }: Line): string {
  const { quantity: amount, uom: unit } = (given ?? {}) as { quantity?: string; uom?: string };
  const sent = [amount, unit].filter((t) => t !== undefined && t !== '').join(' ');
  return sent === `${quantity ?? ''} ${uom ?? ''}`.trim() ? '' : sent;
}

/** The lines as they were understood, each with its place in the file. */
export function LinesTab({ lines, place, supplier }: { readonly lines: Lines; readonly place: Place; readonly supplier: string | null }) {
  if (lines.all.length === 0) return <p className="empty">No line could be read. What is wrong stands under Problems.</p>;
  const columns = ['Item', 'Place', 'What', { says: 'Quantity', num: true }, 'As sent', 'As of', 'Where', { says: 'State', hidden: true }];
  return (
    <>
      <Sideways label="Lines" columns={columns}>
        {lines.all.map((l) => (
          <tr key={`${l.line} ${l.place} ${l.measure}`}>
            <td className="wrap">
              <Item supplier={supplier} sku={l.sku} location={l.location} />
            </td>
            <td>{l.location ?? <span className="warn">unknown</span>}</td>
            <td className="once">{measureSaid(l.measure)}</td>
            <td className="num">
              {l.quantity === null ? <span className="dim">not said</span> : grouped(l.quantity)} {l.uom}
            </td>
            <td className="dim">{sentAs(l)}</td>
            <td className="once">{asOfSaid(l.said)}</td>
            <td className="wrap">
              <Link to={{ ...place, query: { at: l.place } }}>{l.place}</Link>
            </td>
            <td className="warn wrap">{l.parked === null ? '' : `waits: ${waitsFor(l.parked)}`}</td>
          </tr>
        ))}
      </Sideways>
      {lines.error !== null && <Failure error={lines.error} again={lines.more} />}
      {lines.goesOn && (
        <Button mt="sm" size="xs" variant="default" loading={lines.busy} onClick={lines.more}>
          More lines
        </Button>
      )}
    </>
  );
}

/** Leads to both sides' numbers of it over time. */
function Item(pair: Pair) {
  const to = itemPlace(pair);
  if (pair.sku === null) return <span className="warn">unknown</span>;
  return to === null ? <>{pair.sku}</> : <Link to={to}>{pair.sku}</Link>;
}

/** What is wrong, each with its cell or segment and the value as it was sent. */
export function ProblemsTab({ d, place }: { readonly d: Document; readonly place: Place }) {
  if (d.issues.length === 0) return <p className="empty">Nothing was found wrong with it.</p>;
  return (
    <Sideways label="Problems" columns={['Where', 'What', 'As sent', 'Code']}>
      {d.issues.map((i, n) => (
        <tr key={n}>
          <td className="wrap">{i.place === null ? 'the file' : <Link to={{ ...place, query: { at: i.place } }}>{i.place}</Link>}</td>
          <td className={i.severity === 'error' ? 'bad wrap' : 'warn wrap'}>
            {i.severity === 'error' ? '✕ ' : '⚠ '}
            {i.detail}
          </td>
          <td className="wrap">{i.value}</td>
          <td>
            <Link className="dim" to={{ screen: 'documents', id: null, query: { problem: i.code } }}>
              {i.code}
            </Link>
          </td>
        </tr>
      ))}
    </Sideways>
  );
}
