import path from 'node:path';
import type { PoolClient } from 'pg';
import type { Receipt } from '../documents/receipts.store';
import type { Outgoing } from '../outbox/message';
import { suppliersOf } from '../suppliers/senders';
import type { Stored } from './answers.store';

export interface Partner {
  readonly code: string;
  readonly contact: string | null; // the first address of the masters
  readonly writes: boolean; // the address that the mail came from is bound to it
}

/** Where an answer goes: the way by which the document came. */
export type Way =
  | { readonly by: 'file'; readonly place: string }
  | { readonly by: 'folder'; readonly folder: string }
  | { readonly by: 'mail'; readonly from: string; readonly to: string; readonly reply: boolean };

/** Of the suppliers of a delivery, what has to be known to answer them. */
export async function partnersOf(client: PoolClient, ids: readonly string[], from: string | undefined): Promise<Map<string, Partner>> {
  const { rows } = await client.query<{ id: string; code: string; contact: string | null }>(
    `select id, code, nullif(trim(split_part(contact_email, ';', 1)), '') contact from supplier where id = any ($1::uuid[])`,
    [[...new Set(ids)]],
  );
  const writers = from === undefined ? [] : await suppliersOf(client, { mail: from });
  return new Map(rows.map(({ id, code, contact }) => [id, { code, contact, writes: writers.includes(id) }]));
}

/**
 * To the place that was agreed; else into the folder `out` of the supplier's in the drop folder; in the thread of the mail, and only to an address that the masters
 * know: an answer to a forged sender would reach a stranger. Null where the way has no way back, so that it is fetched.
 */
export function wayBack(
  { channel, origin, supplierSaid, sender }: Receipt,
  partner: Partner,
  mailFrom: string | undefined,
  place: string | undefined,
): Way | null {
  if (place !== undefined) return { by: 'file', place };
  if (channel.startsWith('drop-folder') && origin.path !== undefined) {
    const folder = path.dirname(origin.path);
    return { by: 'folder', folder: path.join(supplierSaid === partner.code ? folder : path.join(folder, partner.code), 'out') };
  }
  if (origin.message_id === undefined && origin.from === undefined) return null;
  const believed = partner.writes && sender?.verdict !== 'fail' && origin.from !== undefined;
  const to = believed ? origin.from! : partner.contact;
  return mailFrom === undefined || to === null ? null : { by: 'mail', from: mailFrom, to, reply: believed };
}

type Common = Pick<Outgoing, 'eventKey' | 'about' | 'withheld'>;

export function messageFor(way: Way, stored: Stored, receipt: Receipt, common: Common): Outgoing {
  const name = fileName(stored);
  const base64 = stored.bytes!.toString('base64');
  if (way.by === 'folder') return { ...common, kind: 'folder', target: way.folder, payload: { name, base64 } };
  if (way.by === 'file') return { ...common, kind: 'file', target: way.place, payload: { name, base64 } };
  const { message_id: id, subject } = receipt.origin;
  const thread = way.reply && id !== undefined ? { inReplyTo: id, references: [id] } : {};
  const about = way.reply && subject ? `Re: ${subject}` : `${stored.kind} for ${stored.control}`;
  return {
    ...common,
    kind: 'mail',
    target: way.to,
    payload: {
      ...{ from: way.from, to: way.to, subject: about, bouncesTo: '', headers: { 'Auto-Submitted': 'auto-replied' }, ...thread },
      text: `Attached is the ${stored.kind} for interchange ${stored.control}. A program wrote this mail.\n`,
      attachments: [
        {
          filename: name,
          contentType: stored.kind === 'CONTRL' || stored.kind === 'APERAK' ? 'application/EDIFACT' : 'application/EDI-X12',
          base64,
        },
      ],
    },
  };
}

/** The same name each time that it leaves, and no other answer's. */
const fileName = ({ kind, control, ownControl, id }: Stored): string =>
  `${kind}-${control.replace(/[^A-Za-z0-9]/g, '_').slice(0, 40)}-${ownControl}-${id.slice(-8)}.edi`;
