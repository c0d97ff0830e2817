import type { PoolClient } from 'pg';
import type { DocumentStatus, Issue } from '../../domain/canonical/vocabulary';
import { uuidv7 } from '../../platform/ids';
import { copyIn } from '../../database/copy';
import { failpoint } from '../../platform/failpoints';
import type { DocumentTold, PartTold, Told } from './told';
import { COPY_LINES } from './stage.store';

export interface Part extends PartTold {
  supplierId: string | null;
}
/** A message of the delivery with the fate that it meets on the way; `hold` keeps its lines from being posted. */
export interface Doc extends DocumentTold {
  readonly id: string;
  hold: DocumentStatus | null;
}
type Names = Extract<Told, { tell: 'names' }>;

/** Everything about one delivery but its lines, which lie in the stage. */
export interface Delivery {
  readonly parts: Part[];
  readonly documents: Doc[];
  readonly issues: { readonly part: number; readonly document: number | null; readonly issue: Issue }[];
  readonly names: Names;
  readonly failed: string | null; // our reader broke; the sender is not to blame
}

/** Lets the reader's lines flow into the stage as they come, and gathers the rest. */
export async function gather(client: PoolClient, told: AsyncIterable<Told>): Promise<Delivery> {
  const delivery = {
    parts: [] as Part[],
    documents: [] as Doc[],
    issues: [] as Delivery['issues'],
    names: undefined as Names | undefined,
    failed: null as string | null,
  };
  async function* lines(): AsyncGenerator<Buffer> {
    for await (const t of told) {
      if (t.tell === 'lines') yield Buffer.from(t.copy.buffer, t.copy.byteOffset, t.copy.byteLength);
      else if (t.tell === 'part') {
        delivery.parts.push({ ...t, supplierId: null });
        failpoint(`process.E2 ${delivery.parts.length}`);
      } else if (t.tell === 'document') delivery.documents.push({ ...t, id: uuidv7(), hold: null });
      else if (t.tell === 'issues') for (const i of t.issues) delivery.issues.push(i);
      else if (t.tell === 'names') delivery.names = t;
      else if (t.tell === 'failed') delivery.failed = t.message;
    }
  }
  await copyIn(client, COPY_LINES, lines());
  const names = delivery.names ?? { tell: 'names', refs: new Uint8Array(), locations: [], units: [], asOfs: [] };
  return { ...delivery, names };
}
