import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { filesIn, type Scene } from './scene';

/** One thing that is not as it must be. `point`: where the gateway was killed with it, when it belongs to one delivery. */
export interface Wrong {
  readonly what: 'lost' | 'doubled';
  readonly point: string | null;
  readonly text: string;
}
const shaOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const inletsOf = (scene: Scene): string[] => [scene.drop, scene.sftp.folder].map((f) => path.join(f, 'NORD'));
const outOf = (scene: Scene): string => path.join(scene.sftp.folder, 'out');
type Row = Record<string, string | number | null>;
const rowsOf = async (scene: Scene, sql: string): Promise<Row[]> => (await scene.pool.query(sql)).rows as Row[];

/** What must hold at any moment, also while the gateway lies dead: nothing touched that is not kept, nothing kept without bytes. */
export async function accountOfTheDead(scene: Scene): Promise<Wrong[]> {
  const kept = new Set((await rowsOf(scene, 'select sha256 from receipt')).map((r) => r.sha256));
  const wrong: Wrong[] = [];
  const lost = (point: string | null, text: string): void => void wrong.push({ what: 'lost', point, text });
  const done = inletsOf(scene).flatMap((inlet) => filesIn(path.join(inlet, 'done')).map((f) => shaOf(fs.readFileSync(f))));
  const moved = await mailsIn(scene, 'Done');
  for (const d of scene.deliveries) {
    const touched = d.way === 'file' || d.way === 'remote' ? done.includes(d.sha256) : d.way === 'mail' && moved.includes(d.sha256);
    if (touched && !kept.has(d.sha256)) lost(d.point, `${d.name} was moved away at the source and has no receipt`);
  }
  for (const { sha256 } of await rowsOf(scene, 'select sha256 from blob')) {
    const s = String(sha256);
    const file = path.join(scene.home, 'raw', s.slice(0, 2), s.slice(2, 4), s);
    const point = scene.deliveries.find((d) => d.sha256 === s)?.point ?? null;
    if (!fs.existsSync(file)) lost(point, `${s} has a receipt and no bytes`);
    else if (shaOf(fs.readFileSync(file)) !== s) lost(point, `the bytes of ${s} are others`);
  }
  for (const { sha256, name } of await rowsOf(scene, FORGOTTEN))
    lost(scene.deliveries.find((d) => d.sha256 === sha256)?.point ?? null, `${name} was posted, and is neither compared nor due to be`);
  for (const { document_id } of await rowsOf(scene, WITHOUT_DOCUMENT))
    wrong.push({ what: 'doubled', point: null, text: `lines were posted of document ${document_id}, which is not there` });
  return wrong;
}

/** Posted and never recorded: the delivery is read again, and its lines are there a second time, under no document. */
const WITHOUT_DOCUMENT = `select distinct document_id from (select document_id from observation union all select document_id from shipment_line) l
where not exists (select 1 from document d where d.id = l.document_id)`;

/** What was posted is compared, or noted as due. The minute's round would come to it by itself, and hide that nobody knew. */
const FORGOTTEN = `select r.sha256, r.name from receipt r join document d on d.receipt_id = r.id
where not exists (select 1 from touched t where t.kind = 'document' and t.ref = d.id::text)
  and not exists (select 1 from supply_exception e where e.documents::text like '%' || d.id || '%')`;

/** The numbers that the server uses now; what was noted under those before is history. */
const NOW = `(select uidvalidity from mail_folder f where f.channel = m.channel and f.folder = m.folder order by first_seen_at desc limit 1)`;

/** Whether it may be over: cheap, and asked often. */
export async function quiet(scene: Scene): Promise<boolean> {
  const [row] = await rowsOf(
    scene,
    `select (select count(*) from touched) + (select count(*) from jobs.job where name <> 'evaluate' and state <> 'completed')
  + (select count(*) from outbox where state = 'waiting') + (select count(*) from receipt where state <> 'done')
  + ${scene.deliveries.length} - (select count(*) from receipt) n`,
  );
  return Number(row!.n) <= 0;
}

/**
 * What must hold once all was taken up: each delivery and each event came through once, and nothing is under way any more.
 * `deaths`: how often the gateway was killed.
 */
export async function account(scene: Scene, deaths: number): Promise<Wrong[]> {
  const wrong = [
    ...(await accountOfTheDead(scene)),
    ...(await deliveries(scene)),
    ...(await sources(scene)),
    ...(await told(scene, deaths)),
  ];
  const none = async (what: Wrong['what'], text: string, sql: string): Promise<void> => {
    const rows = await rowsOf(scene, sql);
    if (rows.length > 0) wrong.push({ what, point: null, text: `${text}: ${JSON.stringify(rows[0])}` });
  };
  await none('doubled', 'one receipt for each key', 'select channel, arrival_key from receipt group by 1, 2 having count(*) > 1');
  await none(
    'doubled',
    'one exception for each key',
    `select key from supply_exception where status <> 'resolved' group by 1 having count(*) > 1`,
  );
  await none('lost', 'nothing is left to be compared', 'select kind, ref from touched');
  await none('lost', 'no work is left', `select name, state from jobs.job where name <> 'evaluate' and state <> 'completed'`);
  await none('lost', 'all that must leave has left', `select kind, target, state from outbox where state not in ('sent', 'withheld')`);
  await none(
    'lost',
    'each mail is accounted for',
    `select uid, state, reason from mail_seen where state not in ('kept', 'duplicate', 'skipped', 'gone')`,
  );
  await none('lost', 'each kept mail is moved', `select uid, state from mail_seen m where settled = 'due' and uidvalidity = ${NOW}`);
  await none(
    'lost',
    'listed = received + explained',
    'select channel, listed, received, explained from channel_health where listed <> received + explained',
  );
  const announced = `select name from receipt r where not exists (select 1 from outbox o where o.event_key like '%document.received ' || r.id || '%')`;
  await none('lost', 'each receipt is told to the webhook', announced);
  wrong.push(...(await webhooks(scene)), ...(await answers(scene)));
  const temporary = [...filesIn(path.join(scene.home, 'raw')), ...filesIn(outOf(scene))].filter((f) => /\.(tmp|part)$/.test(f));
  if (temporary.length > 0) wrong.push({ what: 'lost', point: null, text: `${temporary.length} temporary files are left` });
  return wrong;
}

/** Each interchange has one TA1 and one 997, under numbers without a gap, and they lie where the partner fetches them. */
async function answers(scene: Scene): Promise<Wrong[]> {
  const made = await rowsOf(scene, 'select kind, own_control::int number, bytes from acknowledgement order by own_control');
  const sent = scene.deliveries.filter((d) => d.name.endsWith('.edi'));
  const found = filesIn(path.join(scene.drop, 'NORD', 'out')).map((f) => shaOf(fs.readFileSync(f)));
  const wrong: Wrong[] = [];
  if (made.length !== 2 * sent.length)
    wrong.push({
      what: made.length > 2 * sent.length ? 'doubled' : 'lost',
      point: null,
      text: `${made.length} answers to ${sent.length} interchanges`,
    });
  for (const [i, { kind, number, bytes }] of made.entries()) {
    if (number !== i + 1) wrong.push({ what: 'lost', point: null, text: `an answer has the number ${number}, not ${i + 1}` });
    const there = found.filter((sha) => sha === shaOf(bytes as unknown as Buffer)).length;
    if (there !== 1) wrong.push({ what: there > 1 ? 'doubled' : 'lost', point: null, text: `a ${kind} lies in out ${there} times` });
  }
  if (found.length > made.length)
    wrong.push({ what: 'doubled', point: null, text: `${found.length} files in out, ${made.length} answers` });
  return wrong;
}

async function deliveries(scene: Scene): Promise<Wrong[]> {
  const rows = await rowsOf(
    scene,
    `select r.sha256, count(*)::int receipts, count(*) filter (where r.state = 'done')::int done,
  sum((select count(*) from document d where d.receipt_id = r.id))::int documents,
  sum((select count(*) from observation o join document d on d.id = o.document_id where d.receipt_id = r.id)
    + (select count(*) from parked_line p join document d on d.id = p.document_id where d.receipt_id = r.id and p.taken_up_at is null))::int lines,
  sum((select count(*) from supply_exception e, document d where d.receipt_id = r.id and e.documents::text like '%' || d.id || '%'))::int told
from receipt r group by 1`,
  );
  const found = new Map(rows.map((r) => [r.sha256, r]));
  return scene.deliveries.flatMap((d) => {
    const f = found.get(d.sha256);
    const all = (n: number): Row => ({ receipts: 1, done: 1, documents: n * d.documents, lines: n * d.lines });
    if (!f) return [{ what: 'lost', point: d.point, text: `${d.name} has no receipt` } as const];
    const wrong: Wrong[] = [];
    for (const [what, n] of Object.entries(all(1)))
      if (f[what] !== n)
        wrong.push({
          what: Number(f[what]) > Number(n) ? 'doubled' : 'lost',
          point: d.point,
          text: `${d.name}: ${f[what]} ${what}, not ${n}`,
        });
    if (f.done === 1 && f.told === 0)
      wrong.push({ what: 'lost', point: d.point, text: `${d.name} was read, and nobody was told of its unknown item` });
    return wrong;
  });
}

/** At the source each lies in done, once; a mail that was copied when the kill came may lie there twice. */
async function sources(scene: Scene): Promise<Wrong[]> {
  const lie = inletsOf(scene).flatMap((inlet) =>
    filesIn(inlet).map((f) => ({ sha256: shaOf(fs.readFileSync(f)), folder: path.relative(inlet, path.dirname(f)) })),
  );
  const [done, inbox] = [await mailsIn(scene, 'Done'), await mailsIn(scene, 'INBOX')];
  return scene.deliveries.flatMap((d): Wrong[] => {
    if (d.way === 'inlet' || d.overwritten) return [];
    const at = d.way === 'mail' ? [] : lie.filter((f) => f.sha256 === d.sha256).map((f) => f.folder);
    const ok = d.way !== 'mail' ? at.length === 1 && at[0] === 'done' : done.includes(d.sha256) && !inbox.includes(d.sha256);
    return ok
      ? []
      : [{ what: at.length > 1 ? 'doubled' : 'lost', point: d.point, text: `${d.name} does not lie in done, once: ${at.join(', ')}` }];
  });
}

/**
 * Each event came under one id. A mail came once, and once more at most for each try that a kill cut off: the try is logged
 * before it is made, and whether the server had taken the mail by then nobody can know. It is the one admitted duplicate.
 */
async function told(scene: Scene, deaths: number): Promise<Wrong[]> {
  const tries = await rowsOf(
    scene,
    `select o.event_key, count(*) filter (where l.outcome = 'began')::int cut from outbox o join outbox_delivery l on l.outbox_id = o.id group by 1`,
  );
  const cut = new Map(tries.map((t) => [t.event_key, Number(t.cut)]));
  const got = [
    ...scene.smtp.got.map((m) => ({ key: m.mail.subject ?? '', id: m.mail.messageId ?? '' })),
    ...scene.http.got.map((p) => ({
      key: (JSON.parse(p.body) as { data: { key?: string } }).data.key ?? '',
      id: p.headers['webhook-id'] ?? '',
    })),
    ...filesIn(outOf(scene)).map((f) => ({ key: fs.readFileSync(f, 'utf8'), id: path.basename(f) })),
  ];
  return scene.events.flatMap((e): Wrong[] => {
    const ids = got.filter((g) => g.key === e.key).map((g) => g.id);
    if (ids.length === 0) return [{ what: 'lost', point: e.point, text: `${e.kind} ${e.key} never arrived` }];
    if (new Set(ids).size > 1) return [{ what: 'doubled', point: e.point, text: `${e.kind} ${e.key} came under ${new Set(ids).size} ids` }];
    const again = cut.get(e.key) ?? 0;
    if (again > deaths)
      return [{ what: 'doubled', point: e.point, text: `${e.kind} ${e.key}: ${again} tries without an end, ${deaths} deaths` }];
    if (e.kind === 'mail' && ids.length > 1 + again)
      return [{ what: 'doubled', point: e.point, text: `mail ${e.key} came ${ids.length} times, ${again} tries were cut off` }];
    return [];
  });
}

/** The receiver has had every id of the outbox, and no other. */
async function webhooks(scene: Scene): Promise<Wrong[]> {
  const sent = (await rowsOf(scene, `select id from outbox where kind = 'webhook' and state = 'sent'`)).map((r) => String(r.id));
  const had = new Set(scene.http.got.map((p) => p.headers['webhook-id']));
  const lost = sent
    .filter((id) => !had.has(id))
    .map((id) => ({ what: 'lost', point: null, text: `webhook ${id} is marked as sent and never arrived` }) as const);
  const more = [...had]
    .filter((id) => !sent.includes(id!))
    .map((id) => ({ what: 'doubled', point: null, text: `webhook ${id} is not in the outbox` }) as const);
  return [...lost, ...more];
}

/** Hashes of the mails in a folder; none where there is no such folder yet. */
async function mailsIn(scene: Scene, folder: string): Promise<string[]> {
  return scene.imap.person(async (c) => {
    const known = await c.list();
    if (!known.some((f) => f.path === folder)) return [];
    await c.mailboxOpen(folder, { readOnly: true });
    const all = await c.fetchAll('1:*', { source: true, uid: true }).catch(() => []);
    return all.map((m) => shaOf(m.source!));
  });
}
