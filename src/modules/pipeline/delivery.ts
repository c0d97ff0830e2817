import type { PoolClient } from 'pg';
import type { DocumentStatus, Issue } from '../../domain/canonical/vocabulary';
import type { DriftProposal } from '../../domain/mapping/drift-proposal';
import { uuidv7 } from '../../platform/ids';
import { copyIn } from '../../database/copy';
import { failpoint } from '../../platform/failpoints';
import { Earlier } from './earlier';
import type { DocumentTold, PartTold, Told } from './told';
import { COPY_LINES, emptyLines } from './stage.store';

/** A part or a message of the delivery with the fate that it meets on the way; `hold` keeps its lines from being posted. */
export interface Part extends PartTold {
  supplierId: string | null;
  hold: DocumentStatus | null;
  proposal?: DriftProposal; // of a list that its mapping no longer fits
}
export interface Doc extends DocumentTold {
  readonly id: string;
  released?: boolean; // by a person: it counts whatever it contradicts
  hold: DocumentStatus | null;
  status?: DocumentStatus; // once it is recorded
}
export type Names = Omit<Extract<Told, { tell: 'names' }>, 'tell' | 'refs'> & { readonly refs: readonly Uint8Array[] };
export interface Said {
  readonly part: number;
  readonly document: number | null;
  readonly issue: Issue;
}

/** The documents of a delivery, by their ordinal, that are read once more; the others stay as they are. */
export interface Only {
  readonly ordinals: ReadonlySet<number>;
  readonly supplierId: string | null; // whose it is, where a person said so
  readonly released: { readonly author: string; readonly reason: string } | null; // null: judged anew
}

/** Everything about one delivery but its lines, which lie in the stage. It grows while the delivery is read. */
export class Delivery {
  readonly parts: Part[] = [];
  readonly documents: Doc[] = [];
  readonly issues: Said[] = []; // as read
  readonly doubts: Said[] = []; // ours: about the sender, about a repeat
  readonly answers: Extract<Told, { tell: 'answer' }>[] = []; // to what we sent
  readonly earlier = new Earlier();
  notices = 0; // ship notices among the documents
  readonly ofParts: Said[] = []; // what refuses the documents of a part, also those that are still to come
  judged = 0; // how many of the issues were looked at for what refuses a document
  failed: Extract<Told, { tell: 'failed' }> | null = null; // our reader broke, or the file is beyond it

  constructor(readonly only: Only | null = null) {}

  /** As documents are numbered when they are recorded: a part without any is one, too. */
  ordinalOf(doc: Doc): number {
    let n = 0;
    for (const part of this.parts) {
      const documents = this.documents.filter((d) => d.part === part.part);
      if (part.part === doc.part) return n + documents.indexOf(doc);
      n += Math.max(1, documents.length);
    }
    return n;
  }
}

/** What was told since the batch before; the lines of the batch lie in the stage. */
export interface Batch {
  readonly parts: readonly Part[];
  readonly documents: readonly Doc[];
  readonly names: Names;
}

/** Bytes of lines that are matched and posted at once, while the reading thread goes on: about twenty thousand lines. */
const BATCH = 4 * 1024 * 1024;

/**
 * Lets the reader's lines flow into the stage as they come, and gathers the rest: batch by batch, each to be dealt with before
 * the next. One with a ship notice waits for the end, since what it says of itself goes by all of its lines.
 */
export async function* gather(client: PoolClient, delivery: Delivery, told: AsyncIterator<Told>, size = BATCH): AsyncGenerator<Batch> {
  let more = true;
  const take = async function* (batch: { parts: Part[]; documents: Doc[]; names: Growing }): AsyncGenerator<Uint8Array> {
    for (let bytes = 0; bytes < size || delivery.notices > 0;) {
      const next = await told.next();
      if (next.done) {
        more = false;
        return;
      }
      const t = next.value;
      if (t.tell === 'lines') {
        yield t.copy;
        bytes += t.copy.length;
      } else if (t.tell === 'part') {
        const part = { ...t, supplierId: null, hold: null };
        batch.parts.push(part);
        delivery.parts.push(part);
        failpoint(`process.E2 ${delivery.parts.length}`);
      } else if (t.tell === 'document') {
        const doc = { ...t, id: uuidv7(), hold: null };
        batch.documents.push(doc);
        delivery.documents.push(doc);
        if (doc.kind === 'ship_notice') delivery.notices += 1;
      } else if (t.tell === 'answer') delivery.answers.push(t);
      else if (t.tell === 'issues') for (const i of t.issues) delivery.issues.push(i);
      else if (t.tell === 'names') grow(batch.names, t);
      else if (t.tell === 'failed') delivery.failed = t;
    }
  };
  try {
    for (let first = true; more; first = false) {
      if (!first) await emptyLines(client);
      const batch = { parts: [], documents: [], names: { firstSet: Infinity, refs: [], locations: [], units: [], asOfs: [] } };
      await copyIn(client, COPY_LINES, take(batch));
      yield batch;
    }
  } finally {
    await told.return?.();
  }
}

interface Growing extends Names {
  firstSet: number;
  readonly refs: Uint8Array[];
  readonly locations: Names['locations'][number][];
  readonly units: Names['units'][number][];
  readonly asOfs: Names['asOfs'][number][];
}
function grow(names: Growing, t: Extract<Told, { tell: 'names' }>): void {
  names.firstSet = Math.min(names.firstSet, t.firstSet);
  names.refs.push(t.refs);
  for (const l of t.locations) names.locations.push(l);
  for (const u of t.units) names.units.push(u);
  for (const a of t.asOfs) names.asOfs.push(a);
}
