import type { PoolClient } from 'pg';
import type { Parties } from '../../../domain/sharing/edi-parts';
import type { Snapshot } from '../../../domain/sharing/columns';
import { daysIn, writeEdifactShare } from '../../../domain/sharing/write-edifact-share';
import { groupsIn, setNumber, writeX12Share } from '../../../domain/sharing/write-x12-share';
import { allocateNumbers } from '../../suppliers/control-numbers.store';
import { noteSent } from '../../acks/sent.store';
import type { FormName } from '../settings';
import { addressesOf, type Form, type Leaving, type Made, type MadeMessage, NotShared } from './form';

/** One interchange with the numbers that it left under. */
interface Written {
  readonly bytes: Buffer;
  readonly interchange: number;
  readonly groups: readonly string[]; // of X12, one set in each
}
type Write = (client: PoolClient, snapshot: Snapshot, parties: Parties) => Promise<readonly Written[]>;

const LAST = 999_999_999;
/** Whether it can be written is seen before numbers are taken: the partner asks after one that never came. */
const REHEARSED = { interchange: 1, group: 1 };

const x12 =
  (set: '852' | '846'): Write =>
  async (client, snapshot, parties) => {
    const groups = groupsIn(set, snapshot);
    writeX12Share(set, snapshot, parties, REHEARSED);
    const numbers = await allocateNumbers(client, parties.own, parties.partner, groups);
    const bytes = writeX12Share(set, snapshot, parties, numbers);
    return [{ bytes, interchange: numbers.interchange, groups: Array.from({ length: groups }, (_, i) => String(((numbers.group + i - 1) % LAST) + 1)) }]; // prettier-ignore
  };

const edifact =
  (message: 'INVRPT' | 'SLSRPT'): Write =>
  async (client, snapshot, parties) => {
    const out: Written[] = [];
    for (const day of daysIn(message, snapshot)) {
      writeEdifactShare(message, day, parties, REHEARSED.interchange);
      const { interchange } = await allocateNumbers(client, parties.own, parties.partner, 0);
      out.push({ bytes: writeEdifactShare(message, day, parties, interchange), interchange, groups: [] });
    }
    return out;
  };

interface EdiKind {
  readonly name: FormName;
  readonly kind: string; // as answers to it are matched
  readonly mime: string;
  readonly write: Write;
}
const KINDS: readonly EdiKind[] = [
  { name: 'x12-852', kind: 'x12-852', mime: 'application/EDI-X12', write: x12('852') },
  { name: 'x12-846', kind: 'x12-846', mime: 'application/EDI-X12', write: x12('846') },
  { name: 'invrpt', kind: 'edifact-invrpt', mime: 'application/EDIFACT', write: edifact('INVRPT') },
  { name: 'slsrpt', kind: 'edifact-slsrpt', mime: 'application/EDIFACT', write: edifact('SLSRPT') },
];

/** EDI goes to the place that was agreed, else by mail; under control numbers that are taken in the transaction which stores it. */
export const ediForms: readonly Form[] = KINDS.map((kind): Form => ({
  names: [kind.name],
  make: (client, made) => make(client, made, kind),
}));

async function make(client: PoolClient, made: Made, { name, kind, mime, write }: EdiKind): Promise<MadeMessage[]> {
  const { snapshot, settings, supplier, now } = made;
  const { edi: parties } = settings;
  if (parties === undefined) throw new NotShared('the settings say no edi: { own, partner }');
  const ways = waysOf(made);
  const out: MadeMessage[] = [];
  for (const w of await write(client, snapshot, parties)) {
    const file = `${name}-${snapshot.id.slice(-8)}-${w.interchange}.edi`;
    const note = async (outboxId: string | null): Promise<void> => {
      for (const [i, group] of (w.groups.length > 0 ? w.groups : [null]).entries())
        await noteSent(client, {
          ...{ supplierId: supplier.id, kind, own: parties.own, partner: parties.partner, interchange: String(w.interchange), group },
          ...{ message: group === null ? '1' : setNumber(i), reference: snapshot.id, bytes: w.bytes, outboxId, at: now, withinHours: null },
        });
    };
    ways.forEach((way, i) => out.push({ message: way(file, mime, w.bytes.toString('base64')), ...(i === 0 ? { note } : {}) }));
  }
  return out;
}

/** As a file into a place, or as a mail to each address. */
function waysOf(made: Made): ((name: string, mime: string, base64: string) => Leaving)[] {
  const { place } = made.settings;
  if (place !== undefined) return [(name, _, base64) => ({ kind: 'file', target: place, payload: { name, base64 } })];
  const { from, to } = addressesOf(made);
  return to.map((address) => (filename, contentType, base64) => ({
    kind: 'mail',
    target: address,
    payload: {
      ...{ from, to: address, subject: `${filename} (${made.snapshot.id})`, text: `Attached is ${filename}.\n${made.words.program}\n` },
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Gateway-Snapshot': made.snapshot.id },
      attachments: [{ filename, contentType, base64 }],
    },
  }));
}
