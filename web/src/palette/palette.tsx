import './palette.css';
import { Combobox, Kbd, Modal, TextInput, useCombobox, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ask } from '../api/client';
import type { Me } from '../api/types';
import { PLAIN } from '../dialog';
import { allKeys } from '../shell/keys';
import { go } from '../use-place';
import { useSuppliers } from '../use-suppliers';
import { type Choice, fitting, idsIn } from './choices';
import { itemsOf, placesFor, suppliersOf } from './places';

const PAUSE_MS = 150;

/** Wherever one is, to wherever one wants: screens, sections, suppliers, items, what has an id, and the verbs of the screen. */
export default function Palette({ me, close }: Props) {
  return (
    <Modal
      opened
      onClose={close}
      title="Go to"
      {...PLAIN}
      withCloseButton={false}
      classNames={{ content: 'palette', header: 'palette-head' }}
    >
      <Finder me={me} close={close} />
    </Modal>
  );
}
interface Props {
  readonly me: Me;
  readonly close: () => void;
}

function Finder({ me, close }: Props) {
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), PAUSE_MS);
  // As the screen had them when this was opened; before a dialog its single keys rest, and its verbs do not.
  const [verbs] = useState<readonly Choice[]>(() =>
    allKeys()
      .filter((k) => !k.keys.startsWith('g ') && k.keys !== '?')
      .map((k) => ({ id: `key ${k.keys}`, group: 'On this screen', says: k.says, keys: k.keys, run: k.run })),
  );
  const items = useQuery({
    queryKey: ['items', 'starts', asked],
    queryFn: () => ask('listItems', { query: { starts: asked, limit: 8 } }),
    enabled: asked.length >= 2 && me.rights.includes('read'),
  });
  const suppliers = useSuppliers(me.rights.includes('read'));
  const choices = [
    ...idsIn(text),
    ...fitting([...placesFor(me), ...verbs, ...suppliersOf(suppliers)], text),
    ...itemsOf(asked === '' ? [] : (items.data?.data ?? [])),
  ].slice(0, 40);
  const combobox = useCombobox({ opened: true, onDropdownClose: close }); // Escape is taken for the list, which is all there is
  const { selectFirstOption } = combobox;
  const first = choices[0]?.id;
  useEffect(() => {
    selectFirstOption();
  }, [selectFirstOption, first, choices.length]);
  const choose = (id: string): void => {
    const choice = choices.find((c) => c.id === id);
    close();
    if (choice?.to) go(choice.to);
    else if (choice?.run) setTimeout(choice.run, 0); // the dialog is gone then, and the screen is itself again
  };
  const groups = [...new Set(choices.map((c) => c.group))];
  return (
    <Combobox store={combobox} onOptionSubmit={choose}>
      <Combobox.EventsTarget>
        <TextInput
          data-autofocus
          aria-label="Screen, section, supplier, item or id"
          placeholder="Screen, section, supplier, item or id"
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
        />
      </Combobox.EventsTarget>
      <VisuallyHidden role="status">
        {choices[0] ? `${choices.length} fit; Enter goes to ${choices[0].says}` : 'Nothing is called so'}
      </VisuallyHidden>
      <Combobox.Options className="found" aria-label="What fits" tabIndex={0}>
        {choices.length === 0 && <Combobox.Empty>{items.isFetching ? 'Looking…' : 'Nothing is called so.'}</Combobox.Empty>}
        {groups.map((group) => (
          <Combobox.Group key={group} label={group}>
            {choices
              .filter((c) => c.group === group)
              .map((c) => (
                <Combobox.Option key={c.id} value={c.id}>
                  <span className="wrap">{c.says}</span> {c.more && <span className="dim">{c.more}</span>}
                  {c.keys && (
                    <span className="keys-of">
                      {c.keys.split(' ').map((k) => (
                        <Kbd key={k} size="xs">
                          {k}
                        </Kbd>
                      ))}
                    </span>
                  )}
                </Combobox.Option>
              ))}
          </Combobox.Group>
        ))}
      </Combobox.Options>
    </Combobox>
  );
}
