import type { FastifyRequest } from 'fastify';
import { lastName } from '../../domain/syntax/part-names';
import type { Sees } from '../access/sees';
import { BODY_LIMITS, mediaType, wholeBody } from './body';
import { Problem } from './problems';
import type { UploadDto } from './uploads.dto';

export const FORM = 'multipart/form-data';

/** A supplier's file as it comes by the web: alone, or as a field of a form. */
export interface Delivery {
  readonly name: string;
  readonly supplier: string | null;
  readonly bytes: Buffer;
}

/** Who sees one supplier hands over for that one; of several it has to be said, or the file could say it of another. */
export function whose(d: Delivery, { suppliers }: Sees): Delivery {
  if (d.supplier !== null || suppliers === null) return d;
  if (suppliers.length === 1) return { ...d, supplier: suppliers[0]! };
  throw new Problem(422, 'unknown-supplier', `say whose it is: ?supplier=${suppliers.join(' or ')}`);
}

export async function deliveryOf(request: FastifyRequest, asked: UploadDto, most: number = BODY_LIMITS.delivery): Promise<Delivery> {
  const body = await wholeBody(request, most);
  const form = mediaType(request) === FORM ? await formOf(body, request.headers['content-type']!) : undefined;
  const file = form?.get('file');
  if (form && !(file instanceof File)) throw new Problem(400, 'wrong-request', 'the form has no field `file` that holds a file');
  const bytes = file instanceof File ? Buffer.from(await file.arrayBuffer()) : body;
  if (bytes.length === 0) throw new Problem(400, 'wrong-request', 'there is nothing in the body');
  const said = form?.get('supplier');
  const supplier = asked.supplier ?? (typeof said === 'string' && said !== '' ? said : null);
  return { bytes, supplier, name: lastName(asked.name ?? (file instanceof File ? file.name : '')) };
}

async function formOf(body: Buffer, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  } catch {
    throw new Problem(400, 'wrong-request', 'the body is no multipart form');
  }
}
