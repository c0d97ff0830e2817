import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import {
  type Asked,
  type Column,
  type Draft,
  fieldSays,
  fieldsOf,
  hasWords,
  isCount,
  isDay,
  ITEMS,
  KNOWN_BY,
  type Seen,
  seenAs,
} from './draft';
import type { Question } from './questions';
import { BANDS, KINDS, shapeSays } from './words';

export interface Deeds {
  readonly column: (field: string, column: Seen | null) => void;
  readonly term: (field: string, key: string, value: string) => void;
  readonly word: (field: string, word: string, meaning: string) => void;
  readonly constant: (key: string, value: string) => void;
  readonly ignore: (heading: string, ignored: boolean) => void;
  readonly add: (field: string) => void;
  readonly take: (text: string) => void;
  readonly known: (by: string, value: string) => void;
}
interface Given {
  readonly draft: Draft;
  readonly asked: readonly Asked[];
  readonly columns: readonly Seen[];
  readonly unused: readonly Seen[];
  readonly questions: readonly Question[];
  readonly open: readonly string[]; // questions to which nothing can be chosen here
  readonly unknown: ReadonlySet<string>; // units of theirs that nobody knows
  readonly names: { readonly uom: readonly string[]; readonly location: readonly string[] };
  readonly mine: 'all' | 'values' | 'nothing';
  readonly deeds: Deeds;
}

/** The middle: each field of ours with the column that it is, and what speaks for it. */
export function Columns({ draft, asked, columns, unused, questions, open, unknown, names, mine, deeds }: Given) {
  const fixed = mine !== 'all';
  const left = fieldsOf(draft.kind).filter((f) => !asked.some((a) => a.field === f));
  return (
    <div className="columns">
      {questions.map((q) => (
        <div key={q.key} className="question" role="group" aria-label={q.says} data-problem="question" tabIndex={-1}>
          <p className="wrap">
            <b className="bad">?</b> {q.says}
          </p>
          <p className="why">{q.why}</p>
          <div className="acts">
            {q.choices.map((c) => (
              <Button key={c.says} size="compact-sm" variant="default" disabled={fixed} onClick={() => deeds.take(c.text)}>
                {c.says}
              </Button>
            ))}
          </div>
        </div>
      ))}
      {open.map((q) => (
        <p key={q} className="question wrap" data-problem="question" tabIndex={-1}>
          <b className="bad">?</b> {q}
        </p>
      ))}
      <table className="fields">
        <thead>
          <tr>
            {['Our field', 'Their column, and what speaks for it'].map((h) => (
              <th key={h} scope="col">
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {asked.map((a) => (
            <Row key={a.field} {...{ a, draft, columns, names, unknown, mine, deeds }} />
          ))}
        </tbody>
      </table>
      {!fixed && left.length > 0 && (
        <NativeSelect
          size="xs"
          className="add"
          aria-label="Add a field"
          value=""
          onChange={(e) => e.currentTarget.value !== '' && deeds.add(e.currentTarget.value)}
          data={[{ value: '', label: '+ another field …' }, ...left.map((f) => ({ value: f, label: fieldSays(f) }))]}
        />
      )}
      <details className="known">
        <summary>
          Which lists it is for: <span className="dim">{shownKnown(draft)}</span>
        </summary>
        <div>
          <NativeSelect
            size="xs"
            label="It reads"
            disabled={fixed}
            value={draft.kind}
            onChange={(e) => deeds.known('kind', e.currentTarget.value)}
            data={['stock_report', 'ship_notice'].map((k) => ({ value: k, label: KINDS[k]! }))}
          />
          {KNOWN_BY.map((by) => (
            <TextInput
              key={by}
              size="xs"
              label={KNOWN_SAYS[by]}
              placeholder="any"
              disabled={fixed}
              value={draft.known[by]}
              onChange={(e) => deeds.known(by, e.currentTarget.value)}
            />
          ))}
        </div>
      </details>
      {unused.length > 0 && (
        <>
          <h3>Not used</h3>
          <ul className="unused">
            {unused.map((c) => {
              const passed = draft.ignored.includes(c.heading);
              return (
                <li key={c.column}>
                  <span className="wrap">
                    <b>{c.letter}</b> {c.heading || <span className="dim">no heading</span>}{' '}
                    <span className="dim">
                      {shapeSays(c.shape)}
                      {c.first ? `, such as ${c.first}` : ''}
                    </span>
                  </span>
                  {c.heading !== '' && !fixed && (
                    <button type="button" className="plain" aria-pressed={passed} onClick={() => deeds.ignore(c.heading, !passed)}>
                      {passed ? '✓ passed over in silence' : 'pass over in silence'}
                    </button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}

const KNOWN_SAYS = {
  file: 'Name of the file',
  sheet: 'Name of the sheet',
  sender: 'Sender of the mail',
  subject: 'Subject of the mail',
} as const;
function shownKnown({ supplier, known }: Draft): string {
  const said = KNOWN_BY.filter((by) => known[by] !== '').map((by) => `${KNOWN_SAYS[by].toLowerCase()} ${known[by]}`);
  return said.length === 0 ? `all lists of ${supplier} that have its columns` : `${said.join(', ')} (* stands for anything)`;
}

interface RowGiven extends Pick<Given, 'draft' | 'columns' | 'names' | 'unknown' | 'mine' | 'deeds'> {
  readonly a: Asked;
}
function Row({ a, draft, columns, names, unknown, mine, deeds }: RowGiven) {
  const { field, column, proposed } = a;
  const seen = column && seenAs(column, columns);
  const own = proposed.find((p) => p.column === seen?.column);
  const band = column === null ? (proposed.length > 0 ? BANDS.ask : null) : column.made !== null ? BANDS.yours : seen === null ? BANDS.ask : own ? BANDS[own.band === 'ask' ? 'yours' : own.band] : BANDS.yours; // prettier-ignore
  const constant = draft.constants[field];
  const needed = ITEMS.includes(field) || field === 'on_hand' || field === 'shipped';
  const fixed = mine !== 'all';
  const missing = column === null && constant === undefined && needed;
  return (
    <>
      <tr
        data-field={field}
        tabIndex={-1}
        data-problem={missing || (column !== null && column.made === null && seen === null) ? 'field' : undefined}
      >
        <th scope="row">
          {fieldSays(field)}
          {needed && <span aria-hidden="true"> *</span>}
        </th>
        <td className="says">
          <div className="choice">
            {column?.made ? (
              <span className="made">ƒ {column.made}</span>
            ) : (
              <NativeSelect
                size="xs"
                aria-label={`${fieldSays(field)}: their column`}
                disabled={fixed}
                value={seen ? String(seen.column) : column ? 'gone' : ''}
                onChange={(e) => deeds.column(field, columns.find((c) => String(c.column) === e.currentTarget.value) ?? null)}
                data={[
                  { value: '', label: constant === undefined ? 'not read' : `always ${constant}` },
                  ...(column && !seen ? [{ value: 'gone', label: `${column.from.join(' or ')} (not in this file)` }] : []),
                  ...columns.filter((c) => c.heading !== '' || c.filled > 0).map((c) => ({ value: String(c.column), label: `${c.letter}  ${c.heading || `(${c.first})`}` })), // prettier-ignore
                ]}
              />
            )}
            {column && seen && isCount(field) && !column.made && (
              <Written {...{ field, fixed, deeds }} what="numbers" term="decimal" value={column.decimal} ways={SIGNS} />
            )}
            {column && seen && isDay(field) && !column.made && (
              <Written {...{ field, fixed, deeds }} what="days" term="date_order" value={column.order} ways={ORDERS} />
            )}
          </div>
          <div className="wrap evidence">
            {band && (
              <span className={band.tone}>
                {band.mark} {seen === null && column !== null && !column.made ? 'not in this file' : band.says}
              </span>
            )}
            {own && <span className="why">{own.evidence.join('; ')}</span>}
            {column === null &&
              proposed.map((p) => (
                <span key={p.column} className="why">
                  {!fixed && (
                    <button
                      type="button"
                      className="plain"
                      onClick={() => deeds.column(field, columns.find((c) => c.column === p.column) ?? null)}
                    >
                      Take {columns.find((c) => c.column === p.column)?.letter} {p.heading}
                    </button>
                  )}{' '}
                  {p.evidence.join('; ')}
                </span>
              ))}
            {column === null && proposed.length === 0 && constant === undefined && hasWords(field) && !fixed && (
              <Always {...{ field, names, deeds }} />
            )}
            {column === null && proposed.length === 0 && missing && <span className="bad">? no column says it</span>}
            {seen && !own && !column?.made && (
              <span className="why">
                {shapeSays(seen.shape)}, {seen.different} different
              </span>
            )}
          </div>
        </td>
      </tr>
      {column && seen && hasWords(field) && !column.made && seen.values.length > 0 && (
        <Words {...{ field, column, seen, unknown, mine, deeds }} names={field === 'uom' ? names.uom : names.location} />
      )}
    </>
  );
}

const SIGNS = [
  { value: ',', label: 'numbers: 1.204 is 1204' },
  { value: '.', label: 'numbers: 1,204 is 1204' },
];
const ORDERS = [
  { value: 'day-first', label: 'days: 03/04 is 3 April' },
  { value: 'month-first', label: 'days: 03/04 is 4 March' },
];
interface WrittenGiven extends Pick<Given, 'deeds'> {
  readonly field: string;
  readonly what: 'numbers' | 'days';
  readonly term: 'decimal' | 'date_order';
  readonly value: string | null;
  readonly ways: readonly { readonly value: string; readonly label: string }[];
  readonly fixed: boolean;
}
/** How the numbers or days of a column are written; who said it once says another, and not nothing. */
function Written({ field, what, term, value, ways, fixed, deeds }: WrittenGiven) {
  return (
    <NativeSelect
      size="xs"
      aria-label={`How the ${what} of ${fieldSays(field)} are written`}
      disabled={fixed}
      value={value ?? ''}
      onChange={(e) => deeds.term(field, term, e.currentTarget.value)}
      data={[{ value: '', label: `${what}: as shown`, disabled: value !== null }, ...ways]}
    />
  );
}

/** What holds for all rows, where no column says it. */
function Always({ field, names, deeds }: { readonly field: string; readonly names: Given['names']; readonly deeds: Deeds }) {
  const own = field === 'uom' ? names.uom : names.location;
  return (
    <NativeSelect
      size="xs"
      aria-label={`${fieldSays(field)} of all rows`}
      value=""
      onChange={(e) => deeds.constant(field, e.currentTarget.value)}
      data={[{ value: '', label: 'no column says it; of all rows …' }, ...own.map((n) => ({ value: n, label: n }))]}
    />
  );
}

interface WordsGiven extends Pick<Given, 'unknown' | 'mine' | 'deeds'> {
  readonly field: string;
  readonly column: Column;
  readonly seen: Seen;
  readonly names: readonly string[];
}
/** What their words mean: whoever works may say so, whoever owns the columns. */
function Words({ field, column, seen, names, unknown, mine, deeds }: WordsGiven) {
  const isOpen = (v: Seen['values'][number]): boolean =>
    column.values[v.value] === undefined &&
    (field === 'uom' ? unknown.has(v.value) || unknown.has(v.value.toUpperCase()) : !v.known.includes('location'));
  const open = seen.values.filter(isOpen);
  const id = `ours-${field}`;
  const [shown, setShown] = useState<boolean | null>(null);
  const was = useRef(false); // what was opened for a question does not close under the hand that answers it
  was.current ||= open.length > 0;
  return (
    <tr className="words">
      <td colSpan={2}>
        <details open={shown ?? was.current} onToggle={(e) => setShown(e.currentTarget.open)} data-words={field}>
          <summary data-problem={open.length > 0 ? 'word' : undefined}>
            {seen.values.length === 1 ? '1 word' : `${seen.values.length} words`} of theirs
            {open.length > 0 && <span className="bad">, {open.length} not known</span>}
          </summary>
          <datalist id={id}>
            {names.map((n) => (
              <option key={n} value={n} />
            ))}
          </datalist>
          <ul>
            {seen.values.map((v) => (
              <li key={v.value}>
                <span className="wrap">
                  <span className={isOpen(v) ? 'bad' : 'good'}>{isOpen(v) ? '✕' : '✓'}</span> {v.value}{' '}
                  <span className="dim">{v.rows === 1 ? '1 row' : `${v.rows} rows`}</span>
                </span>
                <TextInput
                  size="xs"
                  aria-label={`${v.value} means`}
                  placeholder={isOpen(v) ? 'means …' : 'as it stands'}
                  list={id}
                  disabled={mine === 'nothing'}
                  value={column.values[v.value] ?? ''}
                  onChange={(e) => deeds.word(field, v.value, e.currentTarget.value.trim())}
                />
              </li>
            ))}
          </ul>
        </details>
      </td>
    </tr>
  );
}
