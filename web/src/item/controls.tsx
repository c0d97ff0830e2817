import { NativeSelect, TextInput } from '@mantine/core';
import type { Timeline } from '../api/types';
import type { Place } from '../route';
import { go, Link } from '../use-place';
import { hiddenIn, hideIn, RANGES, rangeOf, rangeWord, type Series, SERIES, type Unit } from './view';

interface Props {
  readonly place: Place;
  readonly t: Timeline | undefined;
  readonly unit: Unit | null;
}

/** How long, what of it, in which unit: all of it stands in the address. */
export function Controls({ place, t, unit }: Props) {
  const { query } = place;
  const range = rangeOf(query);
  const hidden = hiddenIn(query);
  const { from: _from, to: _to, days: _days, ...rest } = query;
  const set = (more: Place['query']): void => go({ ...place, query: { ...query, ...more } }, { instead: true });
  return (
    <div className="controls" role="search" aria-label="What is shown">
      <nav className="views" aria-label="How long">
        {RANGES.map((d) => (
          <Link key={d} to={{ ...place, query: { ...rest, days: String(d) } }} aria-current={range.days === d ? 'page' : undefined}>
            {rangeWord(d)}
          </Link>
        ))}
        <Between key={`${range.from} ${range.to}`} range={range} set={(from, to) => go({ ...place, query: { ...rest, from, to } })} />
      </nav>
      {t && unit && t.units.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label="Unit"
          value={unit.uom}
          onChange={(e) => set({ unit: e.currentTarget.value === t.uom ? '' : e.currentTarget.value })}
          data={[{ value: t.uom, label: t.uom }, ...t.units.map((u) => ({ value: u.uom, label: `${u.uom} of ${u.factor} ${t.uom}` }))]}
        />
      )}
      <fieldset className="series">
        <legend className="skip">Show</legend>
        {(Object.keys(SERIES) as Series[]).map((s) => (
          <label key={s} className={`toggle ${s}`}>
            <input type="checkbox" checked={!hidden.has(s)} onChange={() => set(hideIn(query, s))} />
            <i aria-hidden="true" />
            {SERIES[s]}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

/** From a day to a day. */
function Between({ range, set }: { readonly range: ReturnType<typeof rangeOf>; readonly set: (from: string, to: string) => void }) {
  const field = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      size="xs"
      name={name}
      aria-label={name === 'from' ? 'From' : 'To'}
      defaultValue={range[name]}
      className={range.days === null ? 'chosen' : ''}
      onChange={(e) => {
        const form = e.currentTarget.closest('.views')!;
        const value = (n: string): string => form.querySelector<HTMLInputElement>(`input[name="${n}"]`)!.value;
        if (value('from') && value('to') && value('from') <= value('to')) set(value('from'), value('to'));
      }}
    />
  );
  return (
    <span className="between">
      {field('from')}
      <span className="dim">–</span>
      {field('to')}
    </span>
  );
}
