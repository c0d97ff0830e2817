import { Button, Skeleton, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ask, ProblemError } from '../api/client';
import type { Settings } from '../api/types';
import { Failure } from '../notice';
import { Copy, FileState } from './parts';
import { type Section, useChange, useSettings } from './use-settings';

type Named = Section['section'];

/** A section of the file as it is written: changed whole, and checked with the rest before it is kept. */
export function YamlSection({ section, example }: { readonly section: Named; readonly example?: string }) {
  const settings = useSettings();
  if (settings.error) return <Failure error={settings.error} again={() => void settings.refetch()} />;
  const found = settings.data?.sections.find((s) => s.section === section);
  if (settings.data?.broken) return <FileState settings={settings.data} />;
  if (!settings.data || !found) return <Skeleton height={120} />;
  return <Editor key={settings.data.version} settings={settings.data} found={found} example={example} />;
}

function Editor({
  settings,
  found,
  example,
}: {
  readonly settings: Settings;
  readonly found: Section;
  readonly example: string | undefined;
}) {
  const { section, yaml: before, editable, force } = found;
  const [yaml, setYaml] = useState(before);
  const change = useChange(
    () => ask('putSection', { params: { section }, body: { yaml }, version: settings.version }),
    'Saved. It is in force after the next start.',
  );
  const mayWrite = editable && settings.writable;
  return (
    <form
      className="section-yaml"
      onSubmit={(e) => {
        e.preventDefault();
        change.mutate(undefined);
      }}
    >
      <FileState settings={settings} />
      <p className={force === 'now' ? 'good' : 'warn'}>
        {force === 'now' ? '● In force' : '▲ Changed since the gateway was started: in force after the next start'}
      </p>
      {!editable && (
        <p className="dim">This section says what the machine opens and who comes in. It is changed in {settings.file} itself.</p>
      )}
      <Textarea
        label={`Section ${section}`}
        description="••• stands for a secret that is kept; left as it is, it stays. One that is typed in is sealed and never stands in the file."
        classNames={{ input: 'code' }}
        autosize={false}
        rows={Math.min(28, Math.max(5, (yaml || (example ?? '')).split('\n').length + 1))}
        spellCheck={false}
        readOnly={!editable}
        value={yaml}
        placeholder={example}
        onChange={(e) => setYaml(e.currentTarget.value)}
      />
      {change.error && <Failure error={change.error} />}
      {change.error instanceof ProblemError && change.error.status === 412 && (
        <p>Copy what you wrote, and load the page anew to see the other change.</p>
      )}
      <div className="acts">
        {mayWrite && (
          <Button type="submit" size="sm" loading={change.isPending} disabled={yaml === before}>
            Check and save
          </Button>
        )}
        {yaml !== before && (
          <Button size="sm" variant="default" onClick={() => setYaml(before)}>
            Take back
          </Button>
        )}
        {example !== undefined && before === '' && yaml === '' && editable && (
          <Button size="sm" variant="default" onClick={() => setYaml(example)}>
            Begin with an example
          </Button>
        )}
        {yaml !== '' && <Copy text={yaml}>Copy the YAML</Copy>}
      </div>
    </form>
  );
}
