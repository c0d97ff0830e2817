import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { settingsOf } from '../../../test/support/settings';
import { chats } from '../outbox/chats';
import { Alerts } from './alerts';
import { alertSettings } from './settings';

test('what the guide shows is taken as it stands', () => {
  const guide = fs.readFileSync(path.join(__dirname, '../../../docs/guide/alerts.md'), 'utf8');
  const [, shown] = /```yaml\n([^]*?)```/.exec(guide)!;
  const filled = shown!
    .replace(/\$\{secret:(\w+)\}/g, 'https://hooks.example/$1')
    .replace('${ERP_WEBHOOK_SECRET}', `whsec_${Buffer.alloc(32, 1).toString('base64')}`)
    .replace('${SMTP_PASSWORD}', 'x');
  const settings = settingsOf(parse(filled) as object);
  expect(() => Alerts.open(settings)).not.toThrow();
  expect(alertSettings(settings)!.routes.map((r) => r.name ?? r.people[0] ?? r.to[0])).toEqual([
    'north',
    'Ben Okafor',
    'carl@acme.example',
  ]);
  expect(chats(settings).map((c) => `${c.kind} ${c.name}`)).toEqual(['slack ops', 'teams reno']);
});
