import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { clock } from '../times';
import { type Draft, type List, withTop } from './draft';
import type { Sample } from './use-sample';

export interface ChosenGiven {
  readonly sample: Sample;
  readonly lists: readonly List[];
  readonly list: List | undefined;
  readonly draft: Draft | null;
  readonly text: string | null;
  readonly change: ((text: string) => void) | null;
  readonly to: (query: Readonly<Record<string, string>>) => void;
  readonly begin: (begin: { readonly sheet: string; readonly row: number } | null) => void;
  readonly name: string | null;
}
/** On which file, sheet and row of headings one works. */
export function Chosen({ sample, lists, list, draft, text, change, to, begin, name }: ChosenGiven) {
  const input = useRef<HTMLInputElement>(null);
  const row = draft?.headerRow ?? list?.header_row ?? null;
  return (
    <div className="filters chosen">
      {name === null && draft && change && (
        <TextInput size="xs" label="Name" value={draft.name} onChange={(e) => change(withTop(text!, ['name'], e.currentTarget.value))} />
      )}
      <NativeSelect
        size="xs"
        label="Sample"
        value={sample.local ? 'local' : (sample.chosen ?? '')}
        onChange={(e) => {
          if (e.currentTarget.value === 'local') return;
          sample.forget();
          begin(null);
          to({ sample: e.currentTarget.value, list: '' });
        }}
        data={[
          ...(sample.local ? [{ value: 'local', label: `${sample.local.file.name} (not kept)` }] : []),
          ...(sample.chosen === null && !sample.local ? [{ value: '', label: 'no file yet' }] : []),
          ...(sample.chosen !== null && !sample.documents.some((d) => d.id === sample.chosen) ? [{ value: sample.chosen, label: 'the file that was named' }] : []), // prettier-ignore
          ...sample.documents.map((d) => ({ value: d.id, label: `${d.counts.lines === 0 ? '⚠ ' : ''}${d.file}, ${clock(d.received_at)}` })),
        ]}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label="A sample file"
        onChange={(e) => {
          const [file] = e.currentTarget.files ?? [];
          if (file) void sample.drop(file);
          begin(null);
          e.currentTarget.value = '';
        }}
      />
      <Button size="xs" variant="default" className="choose" onClick={() => input.current?.click()}>
        Another file …
      </Button>
      {lists.length > 1 && (
        <NativeSelect
          size="xs"
          label="Sheet"
          value={String(lists.indexOf(list!))}
          onChange={(e) => to({ list: e.currentTarget.value })}
          data={lists.map((l, n) => ({
            value: String(n),
            label: `${l.sheet || l.file}${l.begins === null ? '' : `, from row ${l.begins}`}`,
          }))}
        />
      )}
      {lists.length > 1 && change && list && list.sheet !== '' && (
        <Button
          size="xs"
          variant="default"
          className="choose"
          aria-pressed={draft?.sheet === list.sheet}
          onClick={() => change(withTop(text!, ['sheet'], draft?.sheet === list.sheet ? undefined : list.sheet))}
        >
          {draft?.sheet === list.sheet ? '✓ this sheet alone' : 'This sheet alone'}
        </Button>
      )}
      {list && (
        <NumberInput
          size="xs"
          className="row"
          label="Headings in row"
          min={0}
          max={5000}
          disabled={!change}
          value={row ?? ''}
          onChange={(value) => {
            if (typeof value !== 'number' || !change) return;
            change(withTop(text!, ['header_row'], value));
            begin({ sheet: list.sheet, row: value });
          }}
          description={draft?.headerRow != null ? 'as you say' : row === null ? 'not found' : 'found'}
          inputWrapperOrder={['label', 'input', 'description']}
        />
      )}
    </div>
  );
}
