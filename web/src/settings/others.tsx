import { NativeSelect } from '@mantine/core';
import type { Place } from '../route';
import { go } from '../use-place';
import type { Section } from './use-settings';
import { YamlSection } from './yaml-section';

const OTHERS: readonly (readonly [Section['section'], string])[] = [
  ['trust', 'who is believed to have sent a mail'],
  ['edi', 'partners, and what is answered'],
  ['approvals', 'who may order for how much'],
  ['orders', 'where an approved order goes'],
  ['claims', 'where a claim goes'],
  ['sharing', 'what suppliers are told of their stock'],
  ['files', 'where files are put'],
  ['outgoing', 'which of your own hosts may be reached'],
  ['sign_in', 'how people come in'],
  ['web', 'the address of the console'],
];

/** What has no screen of its own, as it is written. */
export function Others({ place }: { readonly place: Place }) {
  const at = OTHERS.find(([s]) => s === place.query.section)?.[0] ?? 'trust';
  return (
    <>
      <NativeSelect
        label="Section"
        maw="26rem"
        mb="sm"
        value={at}
        data={OTHERS.map(([value, says]) => ({ value, label: `${value}: ${says}` }))}
        onChange={(e) => go({ ...place, query: { section: e.currentTarget.value } }, { instead: true })}
      />
      <YamlSection key={at} section={at} />
    </>
  );
}
