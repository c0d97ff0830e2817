import { memo } from 'react';
import { about, money, numbersOf, title } from '../../../src/domain/exceptions/words';
import type { Exceptions } from '../api/types';
import type { Place } from '../route';
import { ago, clock } from '../times';
import { Link } from '../use-place';

export type Listed = Exceptions['data'][number];
export const SEVERITY: Readonly<Record<string, string>> = { critical: '◆ critical', high: '▲ high', medium: '● medium', low: '○ low' };
export const stateOf = (e: Pick<Listed, 'status' | 'occurrences'>): string =>
  ({
    open: e.occurrences > 1 ? `open, ${e.occurrences}×` : 'open',
    acknowledged: 'taken up',
    waiting: 'waits for the supplier',
    snoozed: 'snoozed',
    resolved: 'closed',
  })[e.status];
export const called = (e: Listed): string => [title(e), about(e)].filter(Boolean).join(': ');

/** Both numbers and the difference; what is no matter of two numbers says it in its own words. */
function seen(e: Listed): string {
  const n = numbersOf(e);
  if (!n) return e.message;
  const gap = n.difference === null ? '' : ` (${n.difference})`;
  return `${n.reported.join(' ')}, ${n.expected.join(' ')} ${e.uom ?? ''}`.trimEnd() + gap;
}
export const whyOf = ({ code, text }: NonNullable<Listed['cause']>): string => (code === 'UNEXPLAINED' ? text : `likely: ${text}`);

interface Props {
  readonly e: Listed;
  readonly place: Place; // on which the row stands
  readonly at: boolean;
  readonly chosen: boolean;
  readonly gone: boolean;
  readonly folded: boolean;
  readonly unfolded: boolean;
  readonly index: number;
  readonly now: number;
  readonly measure: (node: HTMLElement | null) => void;
  readonly choose: (id: string) => void;
  readonly unfold: (id: string) => void;
}

/** One exception in the list: what it is, both numbers, what it is worth, and under it why. All of it as text. */
export const Row = memo(function Row({ e, place, at, chosen, gone, folded, unfolded, index, now, measure, choose, unfold }: Props) {
  return (
    <tr
      ref={measure}
      data-index={index}
      data-row={e.id}
      aria-rowindex={index + 2}
      className={[at ? 'at' : '', gone ? 'gone' : '', folded ? 'folded' : ''].join(' ').trim() || undefined}
    >
      <td>
        {!folded && (
          <input type="checkbox" aria-label={`Select ${called(e)}`} checked={chosen} onChange={() => choose(e.id)} tabIndex={at ? 0 : -1} />
        )}
      </td>
      <td className="what">
        <Link to={{ ...place, id: e.id }} tabIndex={at ? 0 : -1}>
          {title(e)}
        </Link>
        <span className="why">{about(e) || '\u00a0'}</span>
      </td>
      <td className="see">
        {seen(e)}
        {e.cause && <span className="why">{whyOf(e.cause)}</span>}
        {e.consequences > 0 && (
          <button type="button" className="plain" aria-expanded={unfolded} onClick={() => unfold(e.id)} tabIndex={at ? 0 : -1}>
            {unfolded ? '▾' : '▸'} hides {e.consequences} that follow from it
          </button>
        )}
      </td>
      <td className={`sev small ${e.severity}`}>{SEVERITY[e.severity]}</td>
      <td className="num small">{e.value ? `${money(e.value.amount)} ${e.value.currency}` : ''}</td>
      <td className="small once" title={clock(e.opened_at)}>
        {ago(e.opened_at, now)}
      </td>
      <td className="small owner" title={e.owner ?? undefined}>
        {e.owner ?? '–'}
      </td>
      <td className="small">{gone ? 'changed meanwhile' : stateOf(e)}</td>
    </tr>
  );
});
