import { columnLetters } from '../../../../src/domain/canonical/place';
import { measureSaid } from '../../../../src/domain/inspect/sentence';
import { grouped } from '../../../../src/domain/exceptions/words';
import type { DocumentContent } from '../../api/types';
import { asOfSaid } from '../words';
import type { Content } from './content';
import { type Line, nearest, type Spot, type Told, toldAt, type Trouble } from './model';
import { Pane, type Together } from './pane';

interface Shared {
  readonly together: Together;
  readonly spot: Spot;
  readonly go: (spot: Spot) => void;
}
type File = Shared & {
  readonly content: Content;
  readonly first: DocumentContent;
  readonly marks: ReadonlyMap<number, readonly Trouble[]>;
};
const markOf = (troubles: readonly Trouble[] | undefined, cell: number | null): Trouble | undefined => troubles?.find((t) => t.spot?.cell === cell); // prettier-ignore
const toneOf = (t: Trouble | undefined): string => (t === undefined ? '' : t.bad ? 'marked bad' : 'marked warn');
const Mark = ({ trouble }: { readonly trouble: Trouble | undefined }) =>
  trouble ? (
    <span className={trouble.bad ? 'bad' : 'warn'} title={trouble.says}>
      {trouble.bad ? '✕' : '⚠'} <span className="skip">{trouble.says}</span>
    </span>
  ) : null;

/** The rows of a sheet or a text, by their own numbers and letters. */
export function GridPane({ content, first, marks, spot, go, together }: File) {
  const sheet = first.sheets.findLast((s) => s.start <= spot.unit) ?? first.sheets[0];
  const width = Math.max(1, ...first.sheets.map((s) => s.columns));
  const several = first.sheets.length > 1;
  return (
    <Pane
      {...{ id: 'sent', label: 'As sent', count: first.total, columns: width + 1, together, active: spot.unit, cell: spot.cell, seen: content.want }}
      tone={(i) => (several && first.sheets.some((s) => s.start === i && i > 0) ? 'begins' : '')}
      note={several ? `sheet ${sheet?.name ?? ''}${sheet?.hidden ? ', hidden' : ''}` : first.read}
      unitOf={(i) => i}
      indexOf={(u) => u}
      move={(unit) => go({ unit, cell: spot.cell })}
      across={(by) => go({ unit: spot.unit, cell: Math.min(width - 1, Math.max(0, (spot.cell ?? -1) + by)) })}
      head={
        <tr>
          <th scope="col">
            <span className="skip">Row</span>
          </th>
          {Array.from({ length: width }, (_, c) => (
            <th key={c} scope="col">
              {columnLetters(c + 1)}
            </th>
          ))}
        </tr>
      }
      row={(index) => {
        const r = content.rows.get(index);
        const troubles = marks.get(index);
        return (
          <>
            <th scope="row" className="num dim">
              {r?.row ?? '…'} <Mark trouble={markOf(troubles, null)} />
            </th>
            {Array.from({ length: width }, (_, c) => {
              const t = markOf(troubles, c);
              const here = index === spot.unit && c === spot.cell;
              return (
                <td key={c} className={`${toneOf(t)}${here ? ' here' : ''}`.trim() || undefined} title={t?.says} onClick={(e) => (e.stopPropagation(), go({ unit: index, cell: c }))}>
                  <Mark trouble={t} />
                  {r?.cells[c] ?? ''}
                </td>
              );
            })}
          </>
        );
      }}
    />
  ); // prettier-ignore
}

/** The segments as they stand in the file, each with its elements; what stands beside this document is dimmed. */
export function SegmentsPane({ content, first, marks, spot, go, together }: File) {
  const own = (index: number): boolean => first.own === null || (index >= first.own.from && index <= first.own.to);
  const count = content.segments.get(spot.unit)?.elements.length ?? 1;
  return (
    <Pane
      {...{ id: 'sent', label: 'Segments', count: first.total, columns: 2, together, active: spot.unit, seen: content.want }}
      unitOf={(i) => i}
      indexOf={(u) => u}
      move={(unit) => go({ unit, cell: null })}
      across={(by) => go({ unit: spot.unit, cell: Math.min(count - 1, Math.max(0, (spot.cell ?? -by) + by)) })}
      tone={(i) => (own(i) ? '' : 'beside')}
      row={(index) => {
        const s = content.segments.get(index);
        const troubles = marks.get(index);
        return (
          <>
            <th scope="row" className="num dim">
              {index + 1} <Mark trouble={markOf(troubles, null)} />
            </th>
            <td className="segment">
              {s === undefined ? '…' : s.elements.map((e, n) => {
                const t = n === 0 ? undefined : markOf(troubles, n);
                const here = index === spot.unit && n === spot.cell;
                const says = [e.at, e.means, e.says].filter((w) => w !== null).join(': ');
                return (
                  <span key={n} className={`${n === 0 ? 'tag' : 'element'} ${toneOf(t)}${here ? ' here' : ''}`} title={t ? t.says : says} onClick={(ev) => (ev.stopPropagation(), go({ unit: index, cell: n }))}>
                    {n > 0 && <i aria-hidden="true">{s.by}</i>}
                    <Mark trouble={t} />
                    {e.value}
                  </span>
                );
              })}
            </td>
          </>
        );
      }}
    />
  ); // prettier-ignore
}

/** Interchange, group, message, and what stands in it. */
export function OutlinePane({ first, marks, spot, go, together }: File) {
  const { outline } = first;
  const units = outline.map((h) => h.number - 1);
  const wrong = (n: number): Trouble | undefined => {
    const [from, to] = [units[n]!, outline.slice(n + 1).find((h) => h.level <= outline[n]!.level)?.number ?? Infinity];
    for (const [unit, troubles] of marks) if (unit >= from && unit < to - 1) return troubles.find((t) => t.bad) ?? troubles[0];
    return undefined;
  };
  return (
    <Pane
      {...{ id: 'outline', label: 'Tree', count: outline.length, columns: 1, together, active: nearest(units, spot.unit) }}
      note={first.more ? `the first ${outline.length}` : null}
      unitOf={(i) => units[i] ?? null}
      indexOf={(u) => nearest(units, u)}
      move={(i) => units[i] !== undefined && go({ unit: units[i], cell: null })}
      row={(i) => (
        <td style={{ paddingLeft: `${0.6 + outline[i]!.level * 0.9}rem` }}>
          <span className="dim" aria-hidden="true">
            {(outline[i + 1]?.level ?? -1) > outline[i]!.level ? '▾' : '·'}{' '}
          </span>
          {outline[i]!.title} <Mark trouble={wrong(i)} />
        </td>
      )}
    />
  );
}

/** The lines of an XML file. */
export function LinesPane({ content, first, marks, spot, go, together }: File) {
  return (
    <Pane
      {...{ id: 'sent', label: 'As sent', count: first.total, columns: 1, together, active: spot.unit, seen: content.want }}
      unitOf={(i) => i}
      indexOf={(u) => u}
      move={(unit) => go({ unit, cell: null })}
      row={(index) => {
        const l = content.lines.get(index);
        const t = marks.get(index)?.[0];
        return (
          <td className={`segment ${toneOf(t)}`} style={{ paddingLeft: `${0.6 + (l?.depth ?? 0)}rem` }} title={t?.says}>
            <Mark trouble={t} />
            {l?.text ?? '…'}
          </td>
        );
      }}
    />
  );
}

type Understanding = Shared & { readonly told: readonly Told[]; readonly more: () => void; readonly exact: boolean };
const spotOfTold = ({ unit, troubles }: Told): Spot | null => (unit === null ? null : { unit, cell: troubles[0]?.spot?.cell ?? null });
const paneOf = ({ told, more, together, spot, go, exact }: Understanding) => {
  const units = told.map((t) => t.unit);
  return {
    ...{ count: told.length, together, active: toldAt(told, spot.unit, exact) },
    unitOf: (i: number) => units[i] ?? null,
    indexOf: (u: number) => nearest(units, u),
    move: (i: number) => {
      const at = told[i] && spotOfTold(told[i]);
      if (at) go(at);
    },
    seen: (_: number, to: number) => void (to >= told.length - 20 && more()),
  };
};

/** What a line calls its item, where nobody knows which one it is. */
const calledIn = ({ given }: Line): string => {
  const { refs } = (given ?? {}) as { refs?: readonly { value: string }[] };
  return refs?.[0]?.value || 'unknown';
};
const numberIn = (l: Line): string => {
  if (l.quantity !== null) return `${grouped(l.quantity)} ${l.uom ?? ''}`;
  const { quantity, uom } = (l.given ?? {}) as { quantity?: string; uom?: string };
  return [quantity ?? '–', uom].join(' ').trim();
};
const stateOfTold = ({ lines, troubles }: Told): readonly [says: string, tone: string] => {
  if (troubles.some((t) => t.bad)) return ['✕ not taken', 'bad'];
  if (lines.some((l) => l.parked !== null)) return ['◔ waits', 'warn'];
  return troubles.length > 0 ? ['⚠ check', 'warn'] : ['✓ counts', 'good'];
};

/** Item, place and numbers as they count. `asOf`: what the document says of all of them, which is not said again. */
export function UnderstoodPane({ asOf, ...p }: Understanding & { readonly asOf: string | null }) {
  const days = p.told.some((t) => t.lines.some((l) => l.said !== asOf));
  return (
    <Pane
      id="understood"
      label="As understood"
      columns={days ? 5 : 4}
      {...paneOf(p)}
      head={
        <tr>
          {['Item', 'Place', 'Numbers', ...(days ? ['As of'] : [])].map((h) => (
            <th key={h} scope="col">
              {h}
            </th>
          ))}
          <th scope="col">
            <span className="skip">State</span>
          </th>
        </tr>
      }
      row={(i) => {
        const { lines } = p.told[i]!;
        const [first] = lines;
        const [says, tone] = stateOfTold(p.told[i]!);
        return (
          <>
            <td className="once">
              {first ? (first.sku ?? <span className="warn">{calledIn(first)} ?</span>) : <span className="dim">–</span>}
            </td>
            <td className="once">{first?.location ?? <span className="dim">–</span>}</td>
            <td>
              {lines.map((l, n) => (
                <span key={n} className={l.quantity === null ? 'number dim' : 'number'}>
                  {numberIn(l)} {measureSaid(l.measure)}
                </span>
              ))}
              {lines.length === 0 && <span className="dim">nothing</span>}
            </td>
            {days && <td className="once">{first && asOfSaid(first.said)}</td>}
            <td className={`once ${tone}`}>{says}</td>
          </>
        );
      }}
    />
  );
}

/** The same in sentences, with what is wrong in its place. */
export function WordsPane(p: Understanding) {
  return (
    <Pane
      id="words"
      label="In plain words"
      columns={1}
      {...paneOf(p)}
      row={(i) => {
        const { sentence, troubles } = p.told[i]!;
        return (
          <td className="wrap sentence">
            {sentence}
            {troubles
              .filter((t) => !(sentence?.includes(t.says) ?? false))
              .map((t, n) => (
                <span key={n} className={`told ${t.bad ? 'bad' : 'warn'}`}>
                  {t.bad ? '✕' : '⚠'} {t.says}
                </span>
              ))}
          </td>
        );
      }}
    />
  );
}
