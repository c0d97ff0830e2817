import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Inbound, Tally } from '../../src/modules/channels/channel';
import { inboundOf } from '../../src/modules/channels/inbound';
import { SftpChannel } from '../../src/modules/channels/kinds/sftp.channel';
import { sftpSettings } from '../../src/modules/channels/sftp/settings';
import { Dialer } from '../../src/platform/dialer/dialer';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { useDatabase } from '../support/database';
import type { TestSftp } from '../support/ssh-keys';
import { TRUST } from '../support/trust';

export const EDI = `ISA*00*          *00*          *ZZ*NORD           *ZZ*ACME           *261117*0800*U*00401*000000001*0*P*>~IEA*0*000000001~`;
export const CSV = 'sku;qty\n1;2\n';

/** A channel at a server, with a database and a raw store of its own. Minutes pass when they are told to. */
export function useRemote() {
  const { db, url } = useDatabase();
  const open: { close(): Promise<void> }[] = [];
  let home: string;
  let jobs: Jobs;
  let n = 0;
  beforeAll(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'remote-'));
    jobs = new Jobs(url(), createLogger('silent'), false);
  });
  afterEach(async () => {
    for (const o of open.splice(0)) await o.close();
  });
  afterAll(async () => {
    await jobs.stop();
    fs.rmSync(home, { recursive: true });
  });

  function remote(server: TestSftp, more: object = {}) {
    const name = `sftp t${++n}`;
    const given = { kind: 'sftp', name: 't', host: '127.0.0.1', port: server.port, folder: server.path, ...server.signIn };
    const settings = sftpSettings.parse({ ...given, host_keys: [...server.hostKeys], timeout_seconds: 2, ...more });
    const log: string[] = [];
    const say = (...said: unknown[]): void => void log.push(String(said.at(-1)));
    const logger = { ...createLogger('silent'), info: () => undefined, warn: say, error: say };
    const storage = new Storage(path.join(home, 'raw'));
    const into: Inbound = inboundOf({ db: db(), storage, jobs, log: logger, trust: TRUST });
    let clock = 0;
    const make = (): SftpChannel => new SftpChannel(name, settings, { db: db() }, new Dialer(['127.0.0.1']), () => clock);
    let channel = make();
    open.push({ close: () => channel.close() });
    const rows = async <T>(sql: string): Promise<T[]> => (await db().pool.query(sql, [name])).rows as T[];
    const at = (file: string): string => path.join(server.folder, file);
    const look = (through: Inbound = into): Promise<Tally | void> => channel.look(through);
    return {
      name,
      log,
      into,
      look,
      pass: (seconds: number): void => void (clock += seconds * 1000),
      /** Two looks with a while between them, which is what a file whose end is proven takes. */
      async looks(times = 2, seconds = 2): Promise<Tally | void> {
        let last: Tally | void = undefined;
        for (let i = 0; i < times; i++) {
          last = await look();
          clock += seconds * 1000;
        }
        return last;
      },
      probe: (): Promise<string> => channel.probe(),
      /** As after a restart: nothing is remembered but what the database holds. */
      restart: async (): Promise<void> => {
        await channel.close();
        channel = make();
      },
      put(file: string, content: string | Buffer = EDI): string {
        fs.mkdirSync(path.dirname(at(file)), { recursive: true });
        if (file.includes('/')) fs.chmodSync(path.dirname(at(file)), 0o777); // the account of the server is another one
        fs.writeFileSync(at(file), content);
        return at(file);
      },
      list: (under = '.'): string[] => (fs.existsSync(at(under)) ? fs.readdirSync(at(under)).sort() : []),
      receipts: (): Promise<{ id: string; name: string; sha256: string; arrival_key: string; origin: Record<string, string> }[]> =>
        rows('select id, name, sha256, arrival_key, origin from receipt where channel = $1 order by id'),
      names: async (): Promise<string[]> =>
        (await rows<{ name: string }>('select name from receipt where channel = $1')).map((r) => r.name).sort(),
      kept: async (): Promise<string[]> =>
        (await rows<{ path: string }>('select path from remote_file where channel = $1 order by path')).map((r) => r.path),
      raw: async (sha256: string): Promise<Buffer> => storage.read(sha256),
      temporary: (): string[] => fs.readdirSync(path.join(home, 'raw', '.incoming')),
    };
  }
  return { remote, db };
}
export type Remote = ReturnType<ReturnType<typeof useRemote>['remote']>;
