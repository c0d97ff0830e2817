import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';

/** Panes that show the same file in several ways: whoever is pushed takes the others along. */
export class Together {
  private readonly panes = new Map<string, (unit: number) => void>();
  leader = ''; // of whom the person holds

  join(id: string, show: (unit: number) => void): () => void {
    this.panes.set(id, show);
    return () => void this.panes.delete(id);
  }
  pushed(id: string, unit: number): void {
    if (id !== this.leader) return; // it was taken along itself
    for (const [other, show] of this.panes) if (other !== id) show(unit);
  }
}

interface Props {
  readonly id: string;
  readonly label: string;
  readonly note?: string | null;
  readonly count: number;
  readonly columns?: number;
  readonly together: Together;
  readonly unitOf: (index: number) => number | null; // where in the file the thing stands
  readonly indexOf: (unit: number) => number;
  readonly active: number; // index
  readonly move: (index: number) => void;
  readonly cell?: number | null; // that must be seen, too
  readonly across?: (by: 1 | -1) => void; // to the next cell
  readonly seen?: (from: number, to: number) => void;
  readonly head?: ReactNode;
  readonly row: (index: number) => ReactNode;
  readonly tone?: (index: number) => string;
}
const HEIGHT = 29;
const PAGE = 15;

/** A table of which only what is seen exists; one stop of the tab key, in which the arrows move. */
export function Pane({
  id,
  label,
  note,
  count,
  columns,
  together,
  unitOf,
  indexOf,
  active,
  cell,
  move,
  across,
  seen,
  head,
  row,
  tone,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => HEIGHT,
    overscan: 10,
    scrollPaddingEnd: head ? HEIGHT : 0, // its heading stands before what is scrolled
    initialRect: { width: 600, height: 500 },
  });
  const items = virtual.getVirtualItems();
  const sideways = cell === undefined || cell === null ? '' : `${active} ${cell}`;
  useEffect(() => {
    if (sideways !== '') box.current?.querySelector('.here')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [sideways]);
  const [from, to] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  const now = useRef({ indexOf, unitOf });
  useEffect(() => {
    now.current = { indexOf, unitOf };
  });
  useEffect(
    () => together.join(id, (unit) => virtual.scrollToIndex(now.current.indexOf(unit), { align: 'start' })),
    [together, id, virtual],
  );
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active, { align: 'auto' });
  }, [active, count, virtual]);
  useEffect(() => seen?.(from, to), [seen, from, to]);
  const lead = (): void => {
    together.leader = id;
  };
  const scrolled = (): void => {
    const top = virtual.getVirtualItemForOffset(box.current?.scrollTop ?? 0)?.index;
    const unit = top === undefined ? null : now.current.unitOf(top);
    if (unit !== null) together.pushed(id, unit);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -count, End: count }[event.key];
    const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) move(Math.min(count - 1, Math.max(0, active + by)));
    else if (side !== undefined && across) across(side as 1 | -1);
    else return;
    together.leader = ''; // each shows by itself what the arrows lead to
    event.preventDefault();
  };
  const top = items[0]?.start ?? 0;
  const bottom = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const name = `${id}-${active}`;
  return (
    <section className="filepane" aria-label={label}>
      <h2>
        {label} {note && <span className="dim">{note}</span>}
      </h2>
      <div className="filescroll" ref={box} onScroll={scrolled} onPointerEnter={lead} onWheel={lead} onTouchStart={lead}>
        <table
          role="grid"
          tabIndex={0}
          aria-label={label}
          aria-rowcount={count}
          aria-colcount={columns}
          aria-activedescendant={active >= from && active <= to ? name : undefined}
          onKeyDown={press}
          onFocus={lead}
        >
          {head && <thead>{head}</thead>}
          <tbody>
            {top > 0 && <Space height={top} columns={columns} />}
            {items.map(({ index }) => (
              <tr
                key={index}
                id={`${id}-${index}`}
                ref={virtual.measureElement}
                data-index={index}
                aria-rowindex={index + 1}
                aria-selected={index === active}
                className={[index === active ? 'at' : '', tone?.(index) ?? ''].join(' ').trim() || undefined}
                onClick={() => {
                  lead();
                  move(index);
                }}
              >
                {row(index)}
              </tr>
            ))}
            {bottom > 0 && <Space height={bottom} columns={columns} />}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const Space = ({ height, columns }: { readonly height: number; readonly columns: number | undefined }) => (
  <tr className="spacer" aria-hidden="true">
    <td colSpan={columns ?? 1} style={{ height }} />
  </tr>
);
