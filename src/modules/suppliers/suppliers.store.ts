import type { Pool, PoolClient } from 'pg';

/**
 * The suppliers bound to a sender: an interchange id (`QUALIFIER:ID`, X12 ISA05-06) or a mail address (whole, or its
 * `@domain`). Several are a question, never the first one found.
 */
export async function suppliersOf(
  db: Pool | PoolClient,
  sender: { readonly ediId: string } | { readonly mail: string },
): Promise<string[]> {
  if ('ediId' in sender) {
    const { rows } = await db.query<{ id: string }>(
      `select id from supplier where not void and $1 = any (regexp_split_to_array(edi_id, '\\s*;\\s*'))`,
      [sender.ediId],
    );
    return rows.map((r) => r.id);
  }
  const mail = sender.mail.trim().toLowerCase();
  const domain = mail.slice(mail.indexOf('@'));
  for (const wanted of [mail, domain]) {
    const { rows } = await db.query<{ id: string }>(
      `select id from supplier where not void and $1 = any (regexp_split_to_array(lower(email_from), '\\s*;\\s*'))`,
      [wanted],
    );
    if (rows.length > 0) return rows.map((r) => r.id);
  }
  return [];
}
