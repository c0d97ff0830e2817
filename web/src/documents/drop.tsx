import { Button, NativeSelect, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { ask, ProblemError } from '../api/client';
import type { Suppliers } from '../api/types';
import { toldOf } from '../sentences';
import { Link } from '../use-place';
import { stateOf } from './words';

interface Handed {
  readonly name: string;
  readonly says: string;
  readonly bad: boolean;
  readonly documents: readonly { readonly id: string; readonly says: string }[];
}
const WAIT_MS = 60_000;

/** Hands files over as if a supplier had sent them: kept before it is answered, then what became of each. */
export function Drop({ suppliers }: { readonly suppliers: Suppliers['data'] }) {
  const [supplier, setSupplier] = useState('');
  const [over, setOver] = useState(false);
  const [handed, setHanded] = useState<readonly Handed[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const put = (h: Handed): void => setHanded((all) => [h, ...all.filter((o) => o.name !== h.name)].slice(0, 5));
  const hand = async (files: readonly File[]): Promise<void> => {
    for (const file of files) {
      const told = (says: string, more: Partial<Handed> = {}): void => put({ name: file.name, says, bad: false, documents: [], ...more });
      told('is being handed over …');
      try {
        const { receipt } = await ask('upload', { query: { name: file.name, ...(supplier ? { supplier } : {}) }, body: file });
        told('is kept, and waits to be read …');
        const { state, documents } = await settled(receipt);
        const all = documents.map((d) => ({ id: d.id, says: `${d.file}: ${stateOf(d.status).says}` }));
        told(
          state === 'kept'
            ? 'is kept; it is read as soon as its turn comes'
            : state === 'failed'
              ? 'is kept and could not be read'
              : 'was read',
          { documents: all, bad: state === 'failed' },
        );
      } catch (error) {
        const { what, todo } = toldOf(error instanceof ProblemError ? error : { status: 0, code: 'failed', detail: String(error) });
        told(`was not taken. ${what} ${todo}`, { bad: true });
      }
      void queries.invalidateQueries({ queryKey: ['documents'] });
    }
  };
  const drop = (e: DragEvent): void => {
    e.preventDefault();
    setOver(false);
    void hand([...e.dataTransfer.files]);
  };
  return (
    <section
      aria-label="Hand a file over"
      className={over ? 'drop over' : 'drop'}
      onDragOver={(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <NativeSelect
        size="xs"
        label="Whose it is"
        value={supplier}
        onChange={(e) => setSupplier(e.currentTarget.value)}
        data={[{ value: '', label: 'the file says' }, ...suppliers.map((s) => ({ value: s.supplier, label: s.name }))]}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files"
        onChange={(e) => {
          void hand([...(e.currentTarget.files ?? [])]);
          e.currentTarget.value = '';
        }}
      />
      <Button size="xs" variant="default" onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <span className="dim">or drop one here</span>
      <div aria-live="polite" className="handed">
        {handed.map((h) => (
          <Text key={h.name} size="sm" component="div" className={h.bad ? 'bad wrap' : 'wrap'}>
            <b>{h.name}</b> {h.says}
            {h.documents.map((d) => (
              <span key={d.id}>
                {' '}
                · <Link to={{ screen: 'documents', id: d.id, query: {} }}>{d.says}</Link>
              </span>
            ))}
          </Text>
        ))}
      </div>
    </section>
  );
}

async function settled(receipt: string): Promise<Awaited<ReturnType<typeof ask<'getUpload'>>>> {
  for (const end = Date.now() + WAIT_MS; ; await new Promise((r) => setTimeout(r, 700))) {
    const found = await ask('getUpload', { params: { id: receipt } });
    if (found.state !== 'kept' || Date.now() > end) return found;
  }
}
