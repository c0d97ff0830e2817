import { DateTime } from 'luxon';
import { zoneOf } from './zone';

const ZONES = [
  'Europe/Berlin',
  'America/Chicago',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
  'UTC+2',
];

test.each(ZONES)('%s: every instant around the changes of its clock is what luxon itself makes of it', (name) => {
  const zone = zoneOf(name);
  let changes = 0;
  for (let at = Date.parse('2011-01-01T00:00:00Z'), before = NaN; at < Date.parse('2012-06-01T00:00:00Z'); at += 3_600_000) {
    const offset = DateTime.fromMillis(at, { zone: name }).offset;
    if (offset !== before && !Number.isNaN(before)) {
      changes++;
      for (let ms = at - 3_600_000; ms <= at; ms += 59_999)
        expect(DateTime.fromMillis(ms, { zone }).toISO()).toBe(DateTime.fromMillis(ms, { zone: name }).toISO());
    }
    before = offset;
    expect(DateTime.fromMillis(at, { zone }).toISO()).toBe(DateTime.fromMillis(at, { zone: name }).toISO());
  }
  if (name.includes('/') && name !== 'Asia/Kolkata') expect(changes).toBeGreaterThan(1);
  expect(DateTime.fromISO('2026-03-29', { zone }).plus({ days: 1 }).toMillis()).toBe(
    DateTime.fromISO('2026-03-29', { zone: name }).plus({ days: 1 }).toMillis(),
  );
});

test('a name that is none makes no instant', () => {
  expect(DateTime.fromMillis(0, { zone: zoneOf('Mars/Olympus') }).isValid).toBe(false);
});
