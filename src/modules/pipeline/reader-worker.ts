import { parentPort } from 'node:worker_threads';
import { failpoint } from '../../platform/failpoints';
import { sha256Of } from '../../platform/sha256';
import type { CountAsked, OwnCounts } from '../../domain/mapping/own-counts';
import { openFile } from './file-source';
import type { LayoutAnswer } from './layouts-read';
import type { MastersTold } from './look-delivery';
import { readDelivery } from './read-delivery';
import type { Asks, ReadTask, Told } from './told';

const MOST_WORDS = 20_000; // characters; nobody answers at such length
const port = parentPort!;
let answered: ((answer: unknown) => void) | undefined;

port.on('message', (message: ReadTask | { readonly answer: unknown }) => {
  if ('answer' in message) answered?.(message.answer);
  else void run(message);
});

async function run(task: ReadTask): Promise<void> {
  const credits = new Int32Array(task.credits);
  const tell = (told: Told, transfer: ArrayBuffer[] = []): void => {
    if (told.tell === 'lines') spend(credits);
    port.postMessage(told, transfer);
    if (told.tell === 'lines') failpoint(`process.P2 ${task.name}`);
  };
  let file: ReturnType<typeof openFile> | undefined;
  try {
    file = openFile(task.path);
    if (task.annotate) {
      const { annotateDelivery } = await import('./annotate-delivery.js'); // with what writes workbooks, that most files never need
      await annotateDelivery(file, task.name, task.annotate, tell);
      return tell({ tell: 'end' });
    }
    if (task.show) {
      const { showDelivery } = await import('./show-delivery.js');
      const shown = await showDelivery(file, task.path, task.name, task.show);
      if (shown) tell({ tell: 'shown', shown });
      return tell({ tell: 'end' });
    }
    if (task.words) {
      const { readMail } = await import('../../domain/syntax/mime.js');
      const { text } = await readMail(file.read(0, file.size));
      tell({ tell: 'words', text: text.slice(0, MOST_WORDS) });
      return tell({ tell: 'end' });
    }
    const ask = <T>(asked: Asks): Promise<T> =>
      new Promise((resolve) => {
        answered = resolve as (answer: unknown) => void;
        tell(asked);
      });
    if (task.look) {
      const { lookAtDelivery } = await import('./look-delivery.js'); // with what weighs columns, that reading never needs
      const masters = (values: readonly string[]) => ask<MastersTold>({ tell: 'ask-masters', values });
      const counts = (asked: readonly CountAsked[]) => ask<OwnCounts>({ tell: 'ask-counts', asked });
      tell({ tell: 'looked', found: await lookAtDelivery(file, task, task.look, { masters, counts }) });
      return tell({ tell: 'end' });
    }
    await readDelivery(file, task, { tell, layout: (asked) => ask<LayoutAnswer>({ tell: 'ask-layout', ...asked }), sha256: sha256Of });
  } catch (error) {
    tell({ tell: 'failed', message: error instanceof Error ? error.message : String(error) });
  } finally {
    file?.close();
  }
}

/** One credit for each chunk; none left means that the database is behind, and this thread sleeps. */
function spend(credits: Int32Array): void {
  for (;;) {
    const left = Atomics.load(credits, 0);
    if (left > 0 && Atomics.compareExchange(credits, 0, left, left - 1) === left) return;
    if (left <= 0) Atomics.wait(credits, 0, left);
  }
}
