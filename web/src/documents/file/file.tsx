import { Button, Kbd, Skeleton } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { placeOfCell } from '../../../../src/domain/inspect/columns';
import type { Document, DocumentContent } from '../../api/types';
import { Failure } from '../../notice';
import type { Place } from '../../route';
import { useKeys } from '../../shell/keys';
import { go as goTo } from '../../use-place';
import type { Lines } from '../use-lines';
import { plainly } from '../words';
import { type Content, useContent } from './content';
import { nextTrouble, type Spot, spotOf, type Told, toldOf, type Trouble, troublesOf } from './model';
import { Together } from './pane';
import { GridPane, LinesPane, OutlinePane, SegmentsPane, UnderstoodPane, WordsPane } from './panes';

const REST_MS = 400; // before where one stands is written into the address

/** The file as it was sent beside what was understood of it; where one stands in one pane is shown in the others. */
export function FileTab({ d, lines, place }: { readonly d: Document; readonly lines: Lines; readonly place: Place }) {
  const asked = place.query.at ?? lines.all.find((l) => String(l.line) === place.query.line)?.place;
  const content = useContent(d.id, asked);
  const { first } = content;
  if (content.error) return <Failure error={content.error} again={content.again} />;
  if (first === undefined) return <Skeleton height={320} mt="sm" />;
  return <Panes {...{ d, lines, place, content, first, asked }} />;
}

interface Props {
  readonly d: Document;
  readonly lines: Lines;
  readonly place: Place;
  readonly content: Content;
  readonly first: DocumentContent;
  readonly asked: string | undefined;
}
function Panes({ d, lines, place, content, first, asked }: Props) {
  const [together] = useState(() => new Together());
  const begin = asked === undefined ? null : spotOf(asked, first, content.paths);
  const [spot, setSpot] = useState<Spot>(begin ?? { unit: first.own?.from ?? first.start, cell: null });
  const written = useRef(asked);
  useEffect(() => {
    if (asked === undefined || asked === written.current) return; // another link to the same document was followed
    const found = spotOf(asked, first, content.paths);
    if (!found) return;
    written.current = asked;
    setSpot(found);
  }, [asked, first, content.paths]);
  const troubles = useMemo(() => troublesOf(d, lines.all, first, content.paths), [d, lines.all, first, content.paths]);
  const edi = first.kind === 'x12' || first.kind === 'edifact';
  const told = useMemo(() => {
    const begins = first.outline.filter((h) => h.level > 2).map((h) => h.number - 1);
    const all = toldOf(lines.all, troubles, first, content.paths, begins);
    return edi ? [wholeOf(d, first), ...all] : all;
  }, [d, edi, lines.all, troubles, first, content.paths]);
  const marks = useMemo(() => marksOf(troubles), [troubles]);
  const go = useCallback((to: Spot) => setSpot((was) => (was.unit === to.unit && was.cell === to.cell ? was : to)), []);
  const name = placeName(spot, first, content);
  useEffect(() => {
    if (name === null || name === written.current || (spot.cell === null && spot.unit === (first.own?.from ?? first.start) && asked === undefined)) return; // prettier-ignore
    const rest = setTimeout(() => {
      written.current = name;
      const { line: _, ...query } = place.query;
      goTo({ ...place, query: { ...query, at: name } }, { instead: true });
    }, REST_MS);
    return () => clearTimeout(rest);
  }, [name, place, spot, first, asked]);
  const toTrouble = (by: 1 | -1) => (): void => {
    const next = nextTrouble(troubles, spot, by);
    if (!next?.spot) return;
    together.leader = '';
    go(next.spot);
  };
  useKeys([
    { keys: 'n', says: 'Next problem', run: toTrouble(1) },
    { keys: 'p', says: 'Problem before', run: toTrouble(-1) },
  ]);
  const shared = { together, spot, go };
  const file = { ...shared, content, first, marks };
  const understanding = { ...shared, told, more: lines.more, exact: first.kind === 'grid' };
  return (
    <>
      <div className={edi ? 'filepanes edi' : 'filepanes'}>
        {edi && <OutlinePane {...file} />}
        {edi && <SegmentsPane {...file} />}
        {first.kind === 'grid' && <GridPane {...file} />}
        {first.kind === 'tree' && <LinesPane {...file} />}
        {first.kind === 'none' && (
          <section className="filepane" aria-label="As sent">
            <h2>As sent</h2>
            <p className="empty">Nothing of it is shown: {first.why ?? 'it holds nothing'}. The original file is a download.</p>
          </section>
        )}
        {!edi && told.length > 0 && <UnderstoodPane {...understanding} asOf={d.as_of} />}
        {told.length > 0 && <WordsPane {...understanding} />}
        {told.length === 0 && (
          <section className="filepane" aria-label="In plain words">
            <h2>In plain words</h2>
            <p className="empty">No line could be read, and nothing was found wrong.</p>
          </section>
        )}
      </div>
      <Foot {...{ first, content, spot, name, marks, troubles, toTrouble }} />
    </>
  );
}

/** A message says by its first segments what it is; of a list, the head of the screen does. */
function wholeOf(d: Document, { own }: DocumentContent): Told {
  const unit = own?.from ?? 0;
  return { unit, units: [unit], from: 0, sentence: plainly(d), lines: [], troubles: [] };
}

function marksOf(troubles: readonly Trouble[]): Map<number, Trouble[]> {
  const marks = new Map<number, Trouble[]>();
  for (const t of troubles) if (t.spot) marks.set(t.spot.unit, [...(marks.get(t.spot.unit) ?? []), t]);
  return marks;
}

/** Where one stands, as places are told everywhere; null where it was not looked at yet. */
function placeName({ unit, cell }: Spot, first: DocumentContent, content: Content): string | null {
  const s = content.segments.get(unit);
  if (s) return `segment ${s.number} ${s.tag}${cell === null || cell === 0 ? '' : String(cell).padStart(2, '0')}`;
  const r = content.rows.get(unit);
  if (r) return r.places?.[cell ?? 0] ?? placeOfCell(first.sheets[r.sheet]?.name ?? '', r.row, cell, first.headings);
  return content.lines.get(unit)?.place ?? null;
}

interface FootProps extends Pick<Props, 'first' | 'content'> {
  readonly spot: Spot;
  readonly name: string | null;
  readonly marks: ReadonlyMap<number, readonly Trouble[]>;
  readonly troubles: readonly Trouble[];
  readonly toTrouble: (by: 1 | -1) => () => void;
}
/** What stands where one is, in words: what an element says, what its code means, and what is wrong with it. */
function Foot({ first, content, spot, name, marks, troubles, toTrouble }: FootProps) {
  const here = (marks.get(spot.unit) ?? []).filter((t) => spot.cell === null || t.spot?.cell === spot.cell || t.spot?.cell === null);
  const s = content.segments.get(spot.unit);
  const e = spot.cell === null || spot.cell === 0 ? undefined : s?.elements[spot.cell];
  const value = e?.value ?? (spot.cell === null ? undefined : content.rows.get(spot.unit)?.cells[spot.cell]);
  return (
    <div className="filefoot">
      <p aria-live="polite" className="wrap">
        <b>{name ?? '…'}</b>
        {value !== undefined && value !== '' && <code>{value}</code>}
        {e?.means && <span>{e.means}</span>}
        {e?.says && (
          <span className="dim">
            {e.at} says {e.says}
          </span>
        )}
        {s?.says && !e && (
          <span>
            {s.tag} {s.says}
          </span>
        )}
        {s && (
          <span className="dim">
            line {s.line}, column {s.column}, bytes {String(s.bytes[0])}–{String(s.bytes[1])}
          </span>
        )}
        {here.map((t, n) => (
          <span key={n} className={t.bad ? 'bad' : 'warn'}>
            {t.bad ? '✕' : '⚠'} {t.says}
          </span>
        ))}
        {first.own === null || (spot.unit >= first.own.from && spot.unit <= first.own.to) ? null : (
          <span className="dim">It is of another document of the same file.</span>
        )}
      </p>
      {troubles.some((t) => t.spot) && (
        <div className="acts">
          <Button size="compact-sm" variant="default" leftSection={<Kbd size="xs">p</Kbd>} onClick={toTrouble(-1)}>
            Problem before
          </Button>
          <Button size="compact-sm" variant="default" leftSection={<Kbd size="xs">n</Kbd>} onClick={toTrouble(1)}>
            Next problem
          </Button>
        </div>
      )}
    </div>
  );
}
