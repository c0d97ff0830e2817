import { Button } from '@mantine/core';
import { memo, type MouseEvent } from 'react';
import type { Place } from '../route';
import { clock } from '../times';
import { go, Link } from '../use-place';
import { type Row, shownIn, type Unit, withSign } from './view';
import { effectOf, eventOf, moment, sourceOf } from './words';

interface Props {
  readonly rows: readonly Row[]; // the newest first
  readonly shown: number;
  readonly more: () => void;
  readonly place: Place;
  readonly at: string | null;
  readonly unit: Unit;
  readonly timezone: string;
  readonly walked: ReadonlyMap<string, 'walked' | 'separates' | 'alone'> | null;
}

/** The picture as numbers: each row with both sides after it, and where it was said. */
export function Ledger({ rows, shown, more, place, at, unit, timezone, walked }: Props) {
  const some = rows.slice(0, shown);
  return (
    <div className="sideways ledger" tabIndex={0} role="group" aria-label="Ledger">
      <table aria-rowcount={rows.length + 1} className={walked ? 'walking' : undefined}>
        <caption className="skip">Every event, the newest first, with both numbers after it</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col">Event</th>
            {['Qty', 'Ours', 'Theirs', 'Gap'].map((h) => (
              <th key={h} scope="col" className="num">
                {h}
                {h === 'Qty' && <span className="unit">, {unit.uom}</span>}
              </th>
            ))}
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {some.map((r, i) => (
            <Line
              key={r.id}
              r={r}
              index={i + 2}
              at={r.id === at}
              place={place}
              unit={unit}
              timezone={timezone}
              mark={walked?.get(r.id) ?? null}
            />
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <Button m="sm" size="xs" variant="default" onClick={more}>
          {rows.length - shown} older
        </Button>
      )}
    </div>
  );
}

interface LineProps {
  readonly r: Row;
  readonly index: number;
  readonly at: boolean;
  readonly place: Place;
  readonly unit: Unit;
  readonly timezone: string;
  readonly mark: 'walked' | 'separates' | 'alone' | null;
}
const Line = memo(function Line({ r, index, at, place, unit, timezone, mark }: LineProps) {
  // A link in the row leads where it says.
  const choose = (event: MouseEvent): void => {
    if (!(event.target as Element).closest('a')) go({ ...place, query: { ...place.query, at: r.id } }, { instead: true });
  };
  const gap = r.kind === 'report' ? (r.agrees === null ? '' : r.agrees ? 'good' : 'bad') : 'dim';
  const icon = r.kind === 'report' && r.agrees !== null ? (r.agrees ? '✓ ' : '⚑ ') : '';
  return (
    <tr
      data-row={r.id}
      aria-rowindex={index}
      aria-current={at || undefined}
      tabIndex={at ? 0 : -1}
      className={[at ? 'at' : '', r.superseded ? 'ghost' : '', r.kind, mark ?? ''].filter(Boolean).join(' ')}
      onClick={choose}
    >
      <td className="once" title={r.said && r.said !== r.at ? `as of ${r.said}, as it was written` : undefined}>
        {moment(r.at, timezone)}
        {r.late && (
          <span className="late" title={`came ${clock(r.received_at!)}`}>
            ◷ late, {clock(r.received_at!)}
          </span>
        )}
      </td>
      <td className="wrap event">
        {r.exception ? <Link to={{ screen: 'exceptions', id: r.exception, query: {} }}>{eventOf(r)}</Link> : eventOf(r)}
        {mark === 'separates' && <span className="why bad">here the two separate</span>}
        {mark === 'alone' && <span className="why warn">makes up the gap by itself</span>}
      </td>
      <td className="num" data-h="qty">
        {effectOf(r, unit)}
      </td>
      <td className="num" data-h="ours">
        {r.ours === null ? <span className="dim">not known</span> : shownIn(r.ours, unit)}
        {r.band && r.band.low !== r.band.high && (
          <span className="why" title="what our book can have been: rolled on from the count before, and back from the one after">
            {shownIn(r.band.low, unit)} to {shownIn(r.band.high, unit)}
          </span>
        )}
      </td>
      <td className="num" data-h="theirs" title={r.sent ? `as sent: ${r.sent}` : undefined}>
        {r.theirs === null ? (
          <span className="dim">not told</span>
        ) : (
          <span className={r.carried ? 'dim' : 'own'}>
            {shownIn(r.theirs, unit)}
            {r.carried && '*'}
          </span>
        )}
      </td>
      <td className={`num ${gap}`} data-h="gap" title={r.why ?? undefined}>
        {r.gap === null ? <span className="dim">{r.why ? 'not known' : ''}</span> : `${icon}${withSign(r.gap, unit)}`}
      </td>
      <td className="wrap">
        {r.source ? (
          <Link to={{ screen: 'documents', id: r.source.document, query: r.source.place ? { at: r.source.place } : {} }}>
            {sourceOf(r)}
          </Link>
        ) : (
          <span className={r.feed?.reference ? '' : 'dim'}>{sourceOf(r)}</span>
        )}
      </td>
    </tr>
  );
});
