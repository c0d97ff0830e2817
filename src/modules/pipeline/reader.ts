import fs from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { LIMITS } from '../../domain/syntax/limits';
import type { Receipt } from '../documents/receipts.store';
import type { Logger } from '../../platform/logger';
import type { Replies } from '../acks/reply/replies';
import type { Alerts } from '../alerts/alerts';
import type { Keeping } from '../documents/keep';
import type { Edi } from '../suppliers/edi';
import type { Trust } from '../suppliers/trust';
import type { MappingText } from '../suppliers/mapping-files';
import { layoutsFor, type Layouts } from './layouts';
import type { Asks, ReadTask, Told } from './told';

export interface Reading extends Keeping {
  readonly trust: Trust;
  readonly edi: Edi;
  readonly readers: Readers;
  readonly layouts: Layouts;
  readonly mapping?: string; // the only one that is used, by its name
  readonly draft?: MappingText; // and its text, where it is none that holds
  readonly alerts: Alerts;
  readonly mailFrom?: string | undefined; // of what is answered by mail; absent where no mail is sent
  readonly replies?: Replies; // to suppliers, by mail; absent: nobody is written to
  readonly log: Logger;
}

const BUILT = __filename.endsWith('.ts') ? path.resolve(__dirname, '../../../dist/modules/pipeline') : __dirname;

interface Thread {
  readonly worker: Worker;
}

type ReadingLimit = 'readerHeapMegabytes' | 'readerYoungMegabytes' | 'readerSeconds' | 'workbookSeconds';

/** A zip, a gz, an old Office file, or a mail that may bring one, by how it begins: what is packed takes longer than its size says. */
function isPacked(file: string): boolean {
  const head = Buffer.alloc(64);
  const fd = fs.openSync(file, 'r');
  try {
    fs.readSync(fd, head, 0, head.length, 0);
  } finally {
    fs.closeSync(fd);
  }
  return /^(PK\x03\x04|\x1f\x8b|\xd0\xcf\x11\xe0|[A-Za-z-]+: )/.test(head.toString('latin1'));
}

/** Threads that open and read what suppliers sent, with limits on heap and time; a thread that fails is replaced. */
export class Readers {
  private readonly idle: Thread[] = [];
  private closed = false;

  constructor(private readonly limits: Readonly<Record<ReadingLimit, number>> = LIMITS) {}

  /** Everything that the reading thread tells about one file. Ends with `end` or `failed`; never throws for a file's sake. */
  async *read(task: Omit<ReadTask, 'credits'>, answer: (asked: Asks) => Promise<unknown>): AsyncGenerator<Told> {
    const { worker } = this.idle.pop() ?? this.start();
    const credits = new Int32Array(new SharedArrayBuffer(4));
    credits[0] = LIMITS.readerAhead;
    const told: Told[] = [];
    let wake: (() => void) | undefined;
    const put = (t: Told): void => {
      told.push(t);
      wake?.();
    };
    const onMessage = (t: Told): void => put(t);
    const onError = (error: NodeJS.ErrnoException): void =>
      put(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? { tell: 'failed', message: `reading took more than ${this.limits.readerHeapMegabytes} MB of memory`, beyond: true }
          : { tell: 'failed', message: error.message },
      );
    const onExit = (): void => put({ tell: 'failed', message: 'the reading thread stopped' });
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.ref();
    const seconds = isPacked(task.path) ? this.limits.workbookSeconds : this.limits.readerSeconds;
    let left = seconds * 1000; // for the reading alone: what is posted meanwhile takes its own time
    let finished = false;
    try {
      worker.postMessage({ ...task, credits: credits.buffer } satisfies ReadTask);
      for (;;) {
        const next = told.shift();
        if (!next) {
          const begun = performance.now();
          const late = (): void => put({ tell: 'failed', message: `reading took longer than ${seconds} s`, beyond: true });
          const timer = setTimeout(late, left);
          await new Promise<void>((resolve) => (wake = resolve));
          clearTimeout(timer);
          left = Math.max(0, left - (performance.now() - begun));
          wake = undefined;
          continue;
        }
        if (next.tell === 'ask-layout' || next.tell === 'ask-masters' || next.tell === 'ask-counts') {
          worker.postMessage({ answer: await answer(next) });
          continue;
        }
        yield next;
        if (next.tell === 'lines') {
          Atomics.add(credits, 0, 1);
          Atomics.notify(credits, 0);
        }
        finished = next.tell === 'end';
        if (finished || next.tell === 'failed') return;
      }
    } finally {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      if (finished && !this.closed) {
        worker.unref();
        this.idle.push({ worker });
      } else {
        void worker.terminate();
      }
    }
  }

  /** Starts a thread ahead of its first file, while others do other things. */
  warm(): void {
    if (this.idle.length > 0) return;
    const thread = this.start();
    thread.worker.unref();
    this.idle.push(thread);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.idle.splice(0).map((t) => t.worker.terminate()));
  }

  private start(): Thread {
    const worker = new Worker(path.join(BUILT, 'reader-worker.js'), {
      resourceLimits: {
        maxOldGenerationSizeMb: this.limits.readerHeapMegabytes,
        maxYoungGenerationSizeMb: this.limits.readerYoungMegabytes,
      },
    });
    worker.setMaxListeners(20);
    return { worker };
  }
}

export function read(services: Reading, receipt: Receipt, file: string): AsyncGenerator<Told> {
  const task = { path: file, name: receipt.name, receivedAt: receipt.receivedAt, charsets: services.edi.charsets };
  return services.readers.read(task, (asked) =>
    asked.tell === 'ask-layout' ? layoutsFor(services, receipt, asked) : Promise.resolve(null),
  );
}

const AT_ONCE = 2; // for people, each with a thread and its memory; who leafs fast must not stand before what has to be read
let open = 0;
const waiting: (() => void)[] = [];
type Once = 'shown' | 'looked';

/** The one thing that somebody who looks at a file is told, or what kept the thread from it; undefined where there is no such thing. */
export async function toldOnce<K extends Once>(
  { readers, edi }: Pick<Reading, 'readers' | 'edi'>,
  tell: K,
  task: Omit<ReadTask, 'credits' | 'charsets'>,
  answer: (asked: Asks) => Promise<unknown> = () => Promise.resolve(null),
): Promise<Extract<Told, { tell: K | 'failed' }> | undefined> {
  while (open >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  open += 1;
  try {
    const is = (t: Told): t is Extract<Told, { tell: K | 'failed' }> => t.tell === tell || t.tell === 'failed';
    let once: Extract<Told, { tell: K | 'failed' }> | undefined;
    for await (const t of readers.read({ ...task, charsets: edi.charsets }, answer)) if (is(t)) once = t;
    return once;
  } finally {
    open -= 1;
    waiting.shift()?.();
  }
}
