import type { PoolClient } from 'pg';
import type { Issue } from '../../domain/canonical/vocabulary';
import type { Receipt } from '../documents/receipts.store';
import { doubtOf, suppliersOf } from '../suppliers/senders';
import type { Trust } from '../suppliers/trust';
import type { Part } from './delivery';

export interface Owner {
  readonly supplierId: string | null; // null: it waits for a person
  readonly issues: readonly Issue[];
}
const nobody = (code: string, detail: string, place?: Issue['place']): Owner => ({
  supplierId: null,
  issues: [{ code, severity: 'error', detail, ...(place === undefined ? {} : { place }) }],
});

const placeOf = (part: Part): Issue['place'] => ({ in: 'file', ...(part.within ? { within: part.within } : {}) });

/**
 * Whose a part is: by the channel or the person that gave it, by the id in its interchange, by the sender of its mail. Where
 * these contradict each other, or the mail may not be from whom it says, nobody is guessed.
 */
export async function ownerOf(client: PoolClient, receipt: Receipt, part: Part, trust: Trust): Promise<Owner> {
  const byId = part.envelope ? await suppliersOf(client, { ediId: part.envelope.sender }) : null;
  const byMail = part.from === undefined ? null : await suppliersOf(client, { mail: part.from });
  const found = byId ?? byMail ?? [];
  const who = part.envelope?.sender ?? part.from ?? receipt.name;
  const { supplierId: given, supplierSaid: said } = receipt;
  if ((given ?? said) !== null && found.length > 0 && !found.includes(given ?? '')) {
    const detail = given
      ? `it was given as another supplier's, but ${who} is bound to a different one`
      : `it was given as that of ${said}, which no supplier is called, but ${who} is bound to one`;
    return nobody('sender.mismatch', detail, placeOf(part));
  }
  if (given === null && said !== null)
    return nobody('sender.unknown', `no supplier is called ${said}; it is kept and will be read as soon as one is`);
  const supplierId = given ?? (found.length === 1 ? found[0]! : null);
  if (supplierId === null)
    return found.length === 0
      ? nobody('sender.unknown', `no supplier is bound to ${who}; it is kept and will be read as soon as one is`)
      : nobody('sender.ambiguous', `${who} is bound to ${found.length} suppliers`);
  if (byId && byMail && byMail.length > 0 && !byMail.includes(supplierId))
    return nobody('sender.mismatch', `the interchange is from ${who}, but ${part.from} is bound to another supplier`, placeOf(part));
  return believed(client, receipt, part, trust, supplierId);
}

async function believed(client: PoolClient, receipt: Receipt, part: Part, trust: Trust, supplierId: string): Promise<Owner> {
  const { sender, origin } = receipt;
  const doubt = await doubtOf(client, trust, supplierId, { sender, from: origin.from });
  if (doubt === null) return { supplierId, issues: [] };
  const from = origin.from ?? part.from ?? 'its sender';
  const why =
    sender!.verdict === 'undecided'
      ? 'whether that is so could not be found out yet, and is tried again'
      : 'neither a signature nor a mail server that counts vouches for it';
  const detail = `the mail says that it is from ${from}; ${why}${sender!.said ? ` (${sender!.said})` : ''}`;
  if (doubt === 'held') return nobody('sender.unauthenticated', detail);
  return { supplierId, issues: [{ code: 'sender.unauthenticated', severity: 'warning', detail }] };
}
