import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ask } from '../api/client';
import type { Cadences, Supplier } from '../api/types';
import { PLAIN } from '../dialog';
import { Failure } from '../notice';
import { TYPED_MS } from '../typed';
import type { Change } from './agree';
import { cronOf, DAY_NAMES, weekOf } from './cron';
import { Waiting } from './parts';

export type Schedule = Supplier['schedules'][number];
interface Editing {
  readonly supplier: Supplier;
  readonly schedule: Schedule | null; // null: a new one
  readonly close: () => void;
  readonly next: (change: Change) => void;
}

/** When something is due, and what that means for the next five times, before anybody agrees to it. */
export function CadenceEditor({ opened, ...rest }: Editing & { readonly opened: boolean }) {
  const title = rest.schedule ? 'When it is due' : 'Something more that is due';
  return (
    <Modal opened={opened} onClose={rest.close} title={title} size="lg" {...PLAIN}>
      {opened && <Form {...rest} />}
    </Modal>
  );
}

function Form({ supplier, schedule, close, next }: Editing) {
  const [document, setDocument] = useState<Schedule['document']>(schedule?.document ?? 'stock_report');
  const [location, setLocation] = useState(schedule?.location ?? '*');
  const [cron, setCron] = useState(schedule?.cron ?? '0 10 * * 1');
  const [timezone, setTimezone] = useState(schedule?.timezone ?? supplier.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [grace, setGrace] = useState(String(schedule?.grace_minutes ?? 120));
  const [plain, setPlain] = useState(weekOf(cron) === null);
  const asked = useMemo(
    () => ({ cron: cron.trim(), timezone: timezone.trim(), grace_minutes: /^\d{1,5}$/.test(grace) ? Number(grace) : 0 }),
    [cron, timezone, grace],
  );
  const [settled] = useDebouncedValue(asked, TYPED_MS);
  const due = useQuery({
    queryKey: ['due-times', settled],
    queryFn: () => ask('listDueTimes', { query: settled }),
    placeholderData: (before) => before,
    retry: false,
    enabled: settled.cron !== '' && settled.timezone !== '',
  });
  const save = (): void => {
    const of = { document, ...(location.trim() === '' || location.trim() === '*' ? {} : { location: location.trim() }) };
    next({ schedules: [{ ...of, cron: settled.cron, timezone: settled.timezone, grace_minutes: Number(grace) }] });
  };
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
    >
      <Stack gap="sm">
        <Group grow align="end">
          <NativeSelect
            size="xs"
            label="What"
            value={document}
            disabled={schedule !== null}
            onChange={(e) => setDocument(e.currentTarget.value as Schedule['document'])}
            data={[
              { value: 'stock_report', label: 'Stock report' },
              { value: 'ship_notice', label: 'Ship notice' },
            ]}
          />
          <TextInput
            size="xs"
            label="Of which place (*: all)"
            value={location}
            disabled={schedule !== null}
            onChange={(e) => setLocation(e.currentTarget.value)}
          />
        </Group>
        {plain ? (
          <TextInput
            size="xs"
            label="Minute, hour, day, month, weekday"
            value={cron}
            onChange={(e) => setCron(e.currentTarget.value)}
            data-autofocus
          />
        ) : (
          <Week cron={cron} setCron={setCron} />
        )}
        <Group grow align="end">
          <TextInput size="xs" label="By which clock" value={timezone} onChange={(e) => setTimezone(e.currentTarget.value)} />
          <TextInput
            size="xs"
            label="Minutes that it is waited for"
            inputMode="numeric"
            pattern="\d{1,5}"
            value={grace}
            onChange={(e) => setGrace(e.currentTarget.value)}
          />
        </Group>
        <button type="button" className="plain" onClick={() => setPlain(!plain)} disabled={plain && weekOf(cron) === null}>
          {plain ? 'Choose days and a time instead' : 'Write it as an expression instead'}
        </button>
        <Proposed
          supplier={supplier.supplier}
          document={document}
          take={(p) => (setCron(p.cron), setTimezone(p.timezone), setGrace(String(p.graceMinutes)))}
        />
        <section aria-label="The next five times" aria-live="polite" className={due.isPlaceholderData ? 'stale' : undefined}>
          {due.error && <Failure error={due.error} />}
          {due.isLoading && <Waiting />}
          {due.data && !due.error && (
            <>
              <b>{due.data.says}</b>
              <ol className="dues">
                {due.data.next.map((d) => (
                  <li key={d.at}>{d.says}</li>
                ))}
              </ol>
            </>
          )}
        </section>
        <Group>
          <Button type="submit" disabled={!due.data || due.error !== null || due.isPlaceholderData}>
            Show what that changes
          </Button>
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Week({ cron, setCron }: { readonly cron: string; readonly setCron: (cron: string) => void }) {
  const week = weekOf(cron) ?? { time: '10:00', days: [1] };
  const toggle = (day: number): void => {
    const days = week.days.includes(day) ? week.days.filter((d) => d !== day) : [...week.days, day];
    if (days.length > 0) setCron(cronOf({ ...week, days }));
  };
  return (
    <fieldset className="week">
      <legend>On which days, and by when</legend>
      {DAY_NAMES.map(([day, name]) => (
        <Checkbox key={day} size="xs" label={name} checked={week.days.includes(day)} onChange={() => toggle(day)} />
      ))}
      <TextInput
        size="xs"
        type="time"
        aria-label="By when"
        value={week.time}
        onChange={(e) => e.currentTarget.value && setCron(cronOf({ ...week, time: e.currentTarget.value }))}
        data-autofocus
      />
    </fieldset>
  );
}

type Proposal = NonNullable<Cadences['data'][number]['proposed']>;
/** What came in ninety days, where nothing says yet when it is due. */
function Proposed({
  supplier,
  document,
  take,
}: {
  readonly supplier: string;
  readonly document: string;
  readonly take: (p: Proposal) => void;
}) {
  const found = useQuery({ queryKey: ['cadences', supplier], queryFn: () => ask('listCadences', { query: { supplier } }) });
  const own = found.data?.data.find((c) => c.document === document);
  if (!own) return null;
  const p = own.proposed;
  if (!p) return <p className="dim">{own.reports} came in ninety days, and show no habit.</p>;
  return (
    <p>
      {p.hits} of {p.due} came on {p.weekdays.join(', ')} by {p.by}.{' '}
      <button type="button" className="plain" onClick={() => take(p)}>
        Take that
      </button>
    </p>
  );
}
