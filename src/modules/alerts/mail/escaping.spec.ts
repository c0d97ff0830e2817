import type { Named } from '../named.store';
import { atOnceMail } from './at-once';
import { digestMail } from './digest';
import { lostMail } from './lost';

const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "'><a href='javascript:alert(1)'>x</a>",
  '</td></tr></table><style>*{display:none}</style>',
  '<!--',
  '&lt;script&gt;',
  'stock\u202exslx.exe',
  'a\r\nBcc: thief@evil.example',
];
const TAGS = ['html', 'head', 'meta', 'title', 'style', 'body', 'div', 'table', 'tr', 'td', 'p', 'a', 'strong', 'span', 'br'];

/** Every text that comes from a supplier or from the masters says the same wicked thing. */
const exception = (p: string): Named => ({
  id: 'exc_1',
  key: 'k',
  type: 'COUNT_DIVERGENCE',
  severity: 'high',
  status: 'open',
  suppressed_by: null,
  supplier: p,
  sku: p,
  location: p,
  as_of: p,
  reported: '1',
  expected: { low: '2', high: '2' },
  difference: '-1',
  uom: p,
  value: { amount: '1', currency: p },
  cause: { code: 'PACK_FACTOR', text: p, evidence: [p] },
  documents: [{ id: 'd', file: p, place: p }],
  message: p,
  details: { value: p },
  opened_at: '2026-11-16T07:00:00.000Z',
  last_seen_at: '2026-11-16T07:00:00.000Z',
  resolved_at: '2026-11-16T07:00:00.000Z',
  resolution: null,
  occurrences: 1,
  previous: null,
  owner: p,
  snoozed: null,
  acknowledged_at: null,
  accepted_until: null,
  shadow: false,
  version: 1,
  supplier_name: p,
  description: p,
  location_name: p,
  raised: 1,
});
const PRESS = 'https://vmi.acme.example/go/x.y';
const reader = { press: () => PRESS, now: '2026-11-16T07:30:00.000Z', timezone: 'Europe/Berlin', url: 'https://vmi.acme.example' };

function mails(p: string): { subject: string; html: string }[] {
  const news = [exception(p), { ...exception(p), sku: null, cause: null }, { ...exception(p), type: p, reported: null }].map((e) => ({
    e,
    news: 'new' as const,
  }));
  const standing = [{ supplier: p, sku: p, location: p, planner: p, name: p, opened: reader.now }];
  const lost = { id: 'x', kind: 'mail', target: p, subject: p, at: reader.now, detail: p };
  const files = { all: 0, accepted: 0, partly: 0, refused: 0 };
  return [
    atOnceMail(news, reader, [p]),
    lostMail([lost], reader, [p]),
    digestMail(
      {
        day: '2026-11-16',
        news,
        reminders: [{ e: exception(p), news: 'still' }],
        over: [exception(p)],
        lost: [lost],
        standing,
        files,
        waited: 1,
        budget: 5,
      },
      reader,
      [p],
    ),
  ];
}

test.each(PAYLOADS)('%j stays text', (p) => {
  for (const { html, subject } of mails(p)) {
    const tags = [...html.replace('<!doctype html>', '').matchAll(/<(\/?)([^\s>/]*)([^>]*)>/g)];
    expect(tags.filter((t) => !TAGS.includes(t[2]!)).map((t) => t[0])).toEqual([]);
    expect(tags.filter((t) => /\son\w+=|javascript:/i.test(t[3]!.replace(/"[^"]*"/g, ''))).map((t) => t[0])).toEqual([]);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g)) expect([PRESS, 'https://vmi.acme.example/exceptions/exc_1']).toContain(href);
    expect(html.match(/<style>/g)).toHaveLength(1);
    expect(html).not.toMatch(/[\u202e\r]/);
    expect(subject).not.toMatch(/[\r\n\u202e]/);
  }
});

test('what was written is still there to be read', () => {
  expect(mails('<b>&"bold"</b>')[0]!.html).toContain('&lt;b&gt;&amp;&quot;bold&quot;&lt;/b&gt;');
});
