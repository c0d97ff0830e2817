import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DeedForm, Why } from '../deed-form';
import { PLAIN } from '../dialog';
import { type Deed, ENDINGS } from './deeds';

export type Asks = 'snooze' | 'resolve' | 'assign' | 'comment';
const TITLES: Readonly<Record<Asks, string>> = { snooze: 'Snooze', resolve: 'Close', assign: 'Assign', comment: 'Comment' };

interface Props {
  readonly asks: Asks | null;
  readonly count: number;
  readonly me: string;
  readonly close: () => void;
  readonly act: (deed: Deed) => void;
}
/** What a deed needs to know beyond its key. Enter is always the first choice: the usual one. */
export function Dialog({ asks, count, me, close, act }: Props) {
  const done = (deed: Deed): void => {
    close();
    act(deed);
  };
  return (
    <Modal
      opened={asks !== null}
      onClose={close}
      title={asks === null ? '' : `${TITLES[asks]} ${count === 1 ? 'it' : `${count} of them`}`}
      {...PLAIN}
    >
      {asks === 'snooze' && <Snooze done={done} />}
      {asks === 'resolve' && <Resolve done={done} />}
      {asks === 'assign' && <Assign me={me} done={done} />}
      {asks === 'comment' && <Comment done={done} />}
    </Modal>
  );
}

interface Form {
  readonly done: (deed: Deed) => void;
}

function Snooze({ done }: Form) {
  const [until, setUntil] = useState('worse');
  const [day, setDay] = useState('');
  return (
    <DeedForm says="Snooze" run={() => done({ do: 'snooze', until: until === 'date' ? day : until })}>
      <NativeSelect
        label="Until"
        data-autofocus
        value={until}
        onChange={(e) => setUntil(e.currentTarget.value)}
        data={[
          { value: 'worse', label: 'it grows by a quarter' },
          { value: 'report', label: "the supplier's next report" },
          { value: 'eta', label: 'the announced shipment should be here' },
          { value: 'date', label: 'a day' },
        ]}
      />
      {until === 'date' && <TextInput type="date" label="Day" required value={day} onChange={(e) => setDay(e.currentTarget.value)} />}
    </DeedForm>
  );
}

function Resolve({ done }: Form) {
  const [code, setCode] = useState<NonNullable<Deed['code']>>('fixed_by_supplier');
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const ending = ENDINGS.find((e) => e.code === code)!;
  const expires = code === 'accepted_difference';
  const work = (): void =>
    done({ do: 'resolve', code, ...(reason.trim() ? { reason: reason.trim() } : {}), ...(expires ? { until: day } : {}) });
  return (
    <DeedForm says="Close" run={work}>
      <NativeSelect
        label="How it ended"
        data-autofocus
        value={code}
        onChange={(e) => setCode(e.currentTarget.value as typeof code)}
        data={ENDINGS.map((e) => ({ value: e.code, label: e.says }))}
      />
      {expires && <TextInput type="date" label="Looked at again on" required value={day} onChange={(e) => setDay(e.currentTarget.value)} />}
      <Why required={ending.reason} value={reason} change={setReason} />
    </DeedForm>
  );
}

function Assign({ me, done }: Form & { readonly me: string }) {
  const [to, setTo] = useState(me);
  return (
    <DeedForm says="Assign" run={() => done({ do: 'assign', to: to.trim() === '' ? null : to.trim() })}>
      <TextInput
        label="To"
        description="A name; empty: to nobody"
        data-autofocus
        maxLength={200}
        value={to}
        onChange={(e) => setTo(e.currentTarget.value)}
      />
    </DeedForm>
  );
}

function Comment({ done }: Form) {
  const [reason, setReason] = useState('');
  return (
    <DeedForm says="Comment" run={() => done({ do: 'comment', reason: reason.trim() })}>
      <Why label="What those who come after you should know" required first value={reason} change={setReason} />
    </DeedForm>
  );
}
