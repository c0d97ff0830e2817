import { useDatabase } from '../../../../test/support/database';
import { found, iso, over, useDesk } from '../../../../test/support/desk';
import { httpReceiver } from '../../../../test/support/receivers';
import { settingsOf } from '../../../../test/support/settings';
import { MARKUPS } from '../../../../test/security/xss';
import type { Verdict } from '../../../domain/rules/rule';
import { inTransaction } from '../../../database/transaction';
import { type Clock, wallClock } from '../../../platform/clock';
import { createLogger } from '../../../platform/logger';
import { newKey } from '../../../platform/vault';
import { Links } from '../../access/links';
import { raise } from '../../exceptions/desk';
import { listOutbox } from '../../outbox/outbox-list.store';
import { Relay } from '../../outbox/relay';
import { openWriters } from '../../outbox/writers';
import { hidden } from '../../outbox/writers/chat';
import { Alerts } from '../alerts';

/** Channels of Slack and Teams: a real server takes what they would, on real tables. */
const { db } = useDatabase();
const { evaluate } = useDesk(db);
const SECRET = 'T0PSECRETPATH';
let receiver: Awaited<ReturnType<typeof httpReceiver>>;
beforeAll(async () => void (receiver = await httpReceiver()));
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.got.length = 0;
  delete receiver.state.answer;
});
type Kind = 'slack' | 'teams';
const KINDS: readonly Kind[] = ['slack', 'teams'];
const settings = (more: object = {}, kinds = KINDS) => ({
  chats: kinds.map((kind) => ({ kind, name: `ops-${kind}`, url: `${receiver.url}/services/${SECRET}/${kind}` })),
  alerts: {
    chats: kinds.map((kind) => `ops-${kind}`),
    timezone: 'Europe/Berlin',
    pause_minutes: 0,
    url: 'https://vmi.acme.example',
    ...more,
  },
});
const relay = (of: object, clock: Clock = wallClock): Promise<void> =>
  new Relay(db().pool, openWriters(settingsOf(of)), clock, createLogger('silent')).drain();
interface Got {
  readonly path: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}
const delivered = async (of: object): Promise<Got[]> => {
  await relay(of);
  return receiver.got
    .map((p) => ({ path: p.path.split('/').at(-1)!, body: JSON.parse(p.body) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
};
/** Every text that a person is shown, in order. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!value || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, v]) => (['text', 'title'].includes(key) && typeof v === 'string' ? [v] : textsOf(v)));
}
const urlsOf = (value: unknown): string[] => [...JSON.stringify(value).matchAll(/"url":"([^"]*)"/g)].map((m) => m[1]!);

test('what cannot wait, in one message for each channel: with numbers, cause, why it came, and where to', async () => {
  const links = new Links([newKey()]);
  await inTransaction(db().pool, async (client) => {
    const all: Verdict[] = [
      found('A1'),
      found('A2', { severity: 'critical' }),
      found('B', { severity: 'medium' }),
      found('C', { supplier: 'HELIOS' }),
    ];
    const { changed } = await raise(client, all, iso('17 08:00'));
    await Alerts.open(settingsOf(settings()), links).changed(false)(client, changed, iso('17 08:00'));
  });
  const [slack, teams, ...others] = await delivered(settings());
  expect(others).toEqual([]);
  const ids = (await db().pool.query<{ id: string }>(`select 'exc_' || id id from supply_exception where severity <> 'medium'`)).rows.map(
    (r) => r.id,
  );
  for (const { body } of [slack!, teams!]) {
    const said = textsOf(body).join('\n');
    for (const text of [
      'VMI: 3 need you',
      'Nordluft: counts differ (goods on the road)',
      'A1 \u0040\u2060 HAM',
      'they say 412 EA, our book 508 EA (−96)',
      'Next: wait for the truck',
      'Helios Seals: counts differ',
      'Here by everything that no route takes',
    ])
      // prettier-ignore
      expect(said).toContain(text);
    expect(said).not.toContain('B @');
    const urls = urlsOf(body);
    expect(urls.filter((u) => u.includes('/exceptions/')).sort()).toEqual(
      ids.map((id) => `https://vmi.acme.example/exceptions/${id}`).sort(),
    );
    const deeds = urls.filter((u) => u.includes('/go/')).map((u) => links.read(u.split('/go/')[1]!, iso('17 09:00')));
    expect(deeds).toHaveLength(3);
    for (const deed of deeds) expect(deed).toMatchObject({ deed: { do: 'acknowledge', seen: { raised: 1 } } });
  }
  expect(slack!.body.blocks[0]).toEqual({ type: 'header', text: { type: 'plain_text', text: 'VMI: 3 need you', emoji: false } });
  expect(teams!.body).toMatchObject({
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard', version: '1.4' } }],
  });
});

test('each thing once, until it changes; what is over is no message; a channel has its own routes and takes nothing from people', async () => {
  const routed = {
    ...settings({ to: ['jonas@acme.example'], chats: ['ops-slack'], routes: [{ suppliers: ['HELIOS'], chats: ['ops-teams'] }] }),
    mail: { host: '127.0.0.1', port: 25, from: 'vmi@acme.example' },
  };
  const a = found('A');
  await evaluate(routed, [a, found('C', { supplier: 'HELIOS' })], '17 08:00');
  await evaluate(routed, [a], '17 08:01');
  await evaluate(routed, [found('A', { severity: 'critical' })], '17 08:02');
  await evaluate(routed, [over(a)], '17 08:03');
  const { rows } = await db().pool.query<{ kind: string; said: string }>(`select kind, payload->>'subject' said from outbox order by id`);
  expect(rows.filter((r) => r.kind !== 'mail')).toEqual([
    { kind: 'slack', said: 'VMI: 1 needs you' },
    { kind: 'teams', said: 'VMI: 1 needs you' },
    { kind: 'slack', said: 'VMI: 1 needs you' },
  ]);
  expect(rows.filter((r) => r.kind === 'mail' && r.said.includes('2 need you'))).toHaveLength(1);
});

test.each([
  ['a flood', 300, {}],
  ['a flood of long words', 300, { message: '🏭'.repeat(3000), cause: null as never, reported: undefined }],
])('%s fits into what each takes, worst first, and counts the rest', async (_, n, more) => {
  await evaluate(
    settings(),
    Array.from({ length: n }, (_, i) => found(`A${i}`, { ...more, type: i % 3 ? 'COUNT_DIVERGENCE' : 'DOC_CONFLICT' } as object)),
    '17 08:00',
  );
  const [slack, teams] = await delivered(settings());
  expect(slack!.body.blocks.length).toBeLessThanOrEqual(50);
  for (const text of textsOf(slack!.body)) expect(text.length).toBeLessThanOrEqual(3000);
  expect(Buffer.byteLength(JSON.stringify(teams!.body))).toBeLessThan(28_000);
  for (const { body } of [slack!, teams!]) expect(textsOf(body).join('\n')).toMatch(/and \d+ more of these/);
});

const CHAT: readonly string[] = ['<!channel>', '<!here|x>', '<@U024BE7LH>', '<https://evil.example|our portal>', '@everyone', '@channel', '@here', '<at>All</at>', '[portal](https://evil.example)', '![x](https://evil.example/x.png)', '[a][b]\n\n[b]: https://evil.example', '*bold* _it_ ~no~ `code`', '&lt;!channel&gt;', '```\n<!channel>\n```', ':rotating_light:', 'a\r\n\r\n# Heading', '{{DATE(2026-11-17T08:00:00Z)}}']; // prettier-ignore
describe('what a supplier wrote is text, and nothing else', () => {
  const payloads = [...CHAT, ...MARKUPS.map((m) => m.text)];
  test.each(payloads)('%j', async (p) => {
    const wicked = (sku: string, more: object): Verdict =>
      found(sku, { sku: p, message: p, uom: p, cause: { code: 'PACK_FACTOR', text: p, evidence: [p] }, documents: [{ id: 'd', file: p, place: p }], ...more }); // prettier-ignore
    await evaluate(settings(), [wicked('1', {}), wicked('2', { key: 'two', cause: null, reported: undefined })], '17 08:00');
    const [slack, teams] = await delivered(settings());
    for (const { body } of [slack!, teams!]) {
      for (const text of textsOf(body)) {
        expect(text).not.toMatch(/@(?!\u2060)|\]\(|:\/\/|[\r\n\u202e]/);
      }
      for (const url of urlsOf(body)) expect(url).toMatch(/^https:\/\/vmi\.acme\.example\/(exceptions|go)\//);
    }
    for (const text of textsOf(slack!.body)) expect(text.replace(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
    expect(new Set([...JSON.stringify(slack!.body).matchAll(/"type":"(\w+)"/g)].map((m) => m[1]))).toEqual(new Set(['header', 'plain_text', 'section', 'actions', 'button', 'context'])); // prettier-ignore
    // A run of text is the one thing of a card that has no markdown; what else there is bears our own words.
    const { body } = teams!.body.attachments[0].content as { body: { type: string; inlines?: { type: string }[]; actions?: { type: string; title: string }[] }[] }; // prettier-ignore
    for (const b of body) {
      if (b.type === 'RichTextBlock') expect(new Set(b.inlines!.map((i) => i.type))).toEqual(new Set(['TextRun']));
      else expect([b.type, ...b.actions!.map((a) => `${a.type} ${a.title}`)]).toEqual(['ActionSet', 'Action.OpenUrl Open']);
    }
    expect(JSON.stringify(teams!.body)).not.toContain('msteams'); // without entities nobody is mentioned
  });
});

describe.each(KINDS)('%s', (kind) => {
  const one = (): object => settings({}, [kind]);
  const row = async () => (await listOutbox(db().pool, [], 1))[0]!;
  const at = (now: string): Clock => ({ ...wallClock, now: () => now });
  beforeEach(() => evaluate(one(), [found('A')], '17 08:00'));

  test.each([
    ['it is taken', 200, {}, { state: 'sent', attempts: 1 }, 'HTTP 200'],
    ['a workflow takes it', 202, {}, { state: 'sent', attempts: 1 }, 'HTTP 202'],
    ['too many', 429, { 'retry-after': '600' }, { state: 'waiting', next_at: '2026-11-17T07:10:00.000Z' }, 'HTTP 429: …'],
    ['it is broken', 500, {}, { state: 'waiting', next_at: '2026-11-17T07:00:05.000Z' }, 'HTTP 500: …'],
    ['it is away for a while', 503, { 'retry-after': '60' }, { state: 'waiting', next_at: '2026-11-17T07:01:00.000Z' }, 'HTTP 503: …'],
    ['it was revoked', 404, {}, { state: 'waiting' }, 'HTTP 404: …'],
    ['it is gone', 410, {}, { state: 'given_up' }, 'HTTP 410: …'],
  ] as [string, number, Record<string, string>, object, string][])('%s: HTTP %i with %j', async (_, status, headers, then, said) => {
    receiver.state.answer = (p, response) => response.writeHead(status, headers).end(p.path);
    await relay(one(), at('2026-11-17T07:00:00.000Z'));
    expect(receiver.got).toHaveLength(1);
    expect(await row()).toMatchObject({ kind, target: `ops-${kind}`, ...then });
    expect((await row()).tries.at(-1)!.detail).toBe(said); // its address, which it said, is not noted
  });

  test('after too many the next try comes no earlier, and arrives', async () => {
    receiver.state.answer = (_, response) => response.writeHead(429, { 'retry-after': '600' }).end();
    await relay(one(), at('2026-11-17T07:00:00.000Z'));
    delete receiver.state.answer;
    await relay(one(), at('2026-11-17T07:09:59.000Z'));
    expect(receiver.got).toHaveLength(1);
    await relay(one(), at('2026-11-17T07:10:00.000Z'));
    expect([receiver.got.length, (await row()).state]).toEqual([2, 'sent']);
    expect(receiver.got[1]!.body).toBe(receiver.got[0]!.body);
  });

  test('to what is gone nothing more is sent', async () => {
    receiver.state.answer = (_, response) => response.writeHead(410).end();
    await relay(one());
    await evaluate(one(), [found('B')], '17 09:00');
    await relay(one());
    expect(receiver.got).toHaveLength(1);
    expect((await listOutbox(db().pool, [], 9)).map((o) => o.state)).toEqual(['given_up', 'given_up']);
  });

  test('its address stands in no row, and in no line of the log', async () => {
    const lines: string[] = [];
    const log = { ...createLogger('silent'), warn: (...a: unknown[]) => lines.push(JSON.stringify(a)), info: (...a: unknown[]) => lines.push(JSON.stringify(a)) }; // prettier-ignore
    receiver.state.answer = (p, response) => response.writeHead(500).end(`no service ${p.path} at ${receiver.url}${p.path}`);
    await new Relay(db().pool, openWriters(settingsOf(one())), wallClock, log as never).drain();
    const { rows } = await db().pool.query(`select o::text row, d::text tries from outbox o join outbox_delivery d on d.outbox_id = o.id`);
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify([rows, lines])).not.toContain(SECRET);
  });
});

test.each([
  ['https://hooks.slack.com/services/T000/B000/abcDEF123', 'no /services/T000/B000/abcDEF123', 'no …'],
  ['https://x.example/hook?sig=a%2Fbcdefg', 'sig a/bcdefg, a%2Fbcdefg', 'sig …, …'],
  ['https://x.example/', 'connect ECONNREFUSED', 'connect ECONNREFUSED'],
])('%s: %s', (url, detail, expected) => {
  expect(hidden(detail, url)).toBe(expected);
});

test.each([
  [{ chats: [{ kind: 'slack', name: 'ops', url: `http://hooks.example/${SECRET}` }] }, 'chats.0.url: expected the https address'],
  [{ chats: [{ kind: 'slack', name: 'ops', url: SECRET }] }, 'chats.0.url: expected the https address'],
  [{ chats: [{ kind: 'irc', name: 'ops', url: `https://hooks.example/${SECRET}` }] }, 'chats.0.kind'],
  [{ chats: [1, 2].map((n) => ({ kind: 'slack', name: 'ops', url: `https://hooks.example/${SECRET}${n}` })) }, 'two of the name ops'],
  [{ alerts: { chats: ['nowhere'] } }, 'the section "chats" names no nowhere'],
])('%j stops the start, and does not tell the address', (wrong, message) => {
  const open = (): Alerts => Alerts.open(settingsOf({ ...settings(), ...wrong }));
  expect(open).toThrow(message);
  expect(open).not.toThrow(SECRET);
});
