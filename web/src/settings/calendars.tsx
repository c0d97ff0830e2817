import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/client';
import { Failure } from '../notice';
import { Sideways } from '../sideways';

/** Days off, as the buyer's own feed says them. */
export function Calendars() {
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: () => ask('listCalendars') });
  const today = new Date().toISOString().slice(0, 10);
  return (
    <>
      <p>
        Calendars come with your own data (<code>calendars.csv</code>), and are changed there. The digest goes by{' '}
        <code>alerts.calendar</code>; when a report is due, by the calendar of its schedule.
      </p>
      {calendars.error && <Failure error={calendars.error} again={() => void calendars.refetch()} />}
      {calendars.isLoading && <Skeleton height={80} />}
      {calendars.data?.data.length === 0 && (
        <p className="empty">
          None came yet: every Saturday and Sunday is off, and nothing else. Hand a file of calendars over with your feed.
        </p>
      )}
      {calendars.data && calendars.data.data.length > 0 && (
        <Sideways label="Calendars" columns={['Calendar', 'Days named', 'Known until', 'Next days off']}>
          {calendars.data.data.map((c) => (
            <tr key={c.calendar}>
              <th scope="row">{c.calendar}</th>
              <td className="num">{c.days}</td>
              <td className={c.until < today ? 'bad' : undefined}>{c.until < today ? `▲ ${c.until}: over` : c.until}</td>
              <td className="wrap">{c.next_off.join(', ') || 'none named'}</td>
            </tr>
          ))}
        </Sideways>
      )}
    </>
  );
}
