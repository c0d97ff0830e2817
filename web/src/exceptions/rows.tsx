import { useVirtualizer } from '@tanstack/react-virtual';
import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import type { Place } from '../route';
import { type Listed, Row } from './row';

export interface Shown {
  readonly e: Listed;
  readonly gone: boolean;
  readonly folded: boolean;
}
export interface RowsHandle {
  readonly show: (index: number) => void;
  readonly focus: (id: string) => void;
}
interface Props {
  readonly flat: readonly Shown[];
  readonly cursor: string | null;
  readonly chosen: ReadonlySet<string>;
  readonly unfolded: string | null;
  readonly place: Place;
  readonly choose: (id: string) => void;
  readonly unfold: (id: string) => void;
  readonly more: (() => void) | null;
}
const MINUTE_MS = 60_000;
const AHEAD = 20; // rows before the end at which the next page is asked for

/** A real table of which only what is seen exists; what is above and below is two rows of that height. */
export const Rows = forwardRef<RowsHandle, Props>(function Rows({ flat, cursor, chosen, unfolded, place, choose, unfold, more }, handle) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: flat.length,
    getScrollElement: () => box.current,
    estimateSize: () => 62,
    overscan: 12,
    getItemKey: (i) => `${flat[i]!.e.id}${flat[i]!.folded ? ' folded' : ''}`,
    initialRect: { width: 1000, height: 700 },
  });
  const focus = (id: string): void => {
    const find = (): HTMLElement | null => box.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] td.what a`) ?? null;
    requestAnimationFrame(() => (find() ?? box.current)?.focus({ preventScroll: true }));
  };
  useImperativeHandle(handle, () => ({
    show: (index) => {
      virtual.scrollToIndex(index, { align: 'auto' });
      if (flat[index]) focus(flat[index].e.id);
    },
    focus,
  }));
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && lastSeen >= flat.length - AHEAD) more();
  }, [more, lastSeen, flat.length]);
  const top = items[0]?.start ?? 0;
  const bottom = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS; // as fine as it is shown: rows that say the same are not made anew
  return (
    <div className="scroll" ref={box} tabIndex={-1}>
      <table aria-rowcount={more ? -1 : flat.length + 1} aria-label="Exceptions">
        <thead>
          <tr>
            <th scope="col">
              <span className="skip">Selected</span>
            </th>
            <th scope="col">Exception</th>
            <th scope="col">What we see</th>
            <th scope="col">Severity</th>
            <th scope="col" className="num">
              Worth
            </th>
            <th scope="col">Since</th>
            <th scope="col">Owner</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {top > 0 && <Space height={top} />}
          {items.map((item) => {
            const { e, gone, folded } = flat[item.index]!;
            return (
              <Row
                key={item.key}
                e={e}
                gone={gone}
                folded={folded}
                index={item.index}
                measure={virtual.measureElement}
                at={e.id === cursor}
                chosen={chosen.has(e.id)}
                unfolded={e.id === unfolded}
                place={place}
                now={now}
                choose={choose}
                unfold={unfold}
              />
            );
          })}
          {bottom > 0 && <Space height={bottom} />}
        </tbody>
      </table>
    </div>
  );
});

const Space = ({ height }: { readonly height: number }) => (
  <tr className="spacer" aria-hidden="true">
    <td colSpan={8} style={{ height }} />
  </tr>
);
