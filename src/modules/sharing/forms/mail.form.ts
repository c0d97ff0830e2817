import type { PoolClient } from 'pg';
import { timeAt } from '../../../domain/rules/at';
import { rowsOf, sheetOf } from '../../../domain/sharing/sheet';
import { filled } from '../../../domain/sharing/words';
import { writeWorkbook } from '../../../domain/workbook/write-workbook';
import { csvRow } from '../../../platform/csv';
import { insertLink } from '../links.store';
import { addressesOf, type Form, type Made, NotShared } from './form';
import { WORKBOOK_TYPE } from '../../../domain/workbook/book';

const DAY_MS = 86_400_000;

/** A mail with the workbook and the same as CSV (`mail`), with a link to the page (`link`), or with both. Each recipient gets a link of their own: it can be withdrawn alone. */
export const mailForm: Form = {
  names: ['mail', 'link'],
  async make(client, made) {
    const { snapshot, settings, words, supplier } = made;
    const { from, to } = addressesOf(made);
    const files = settings.as.includes('mail') ? await filesOf(made) : [];
    const lines = [filled(words.lead, { items: String(snapshot.lines.length), at: newestOf(made) }), words.unknown];
    const messages = [];
    for (const address of to) {
      const link = settings.as.includes('link') ? await linkFor(client, made, address) : null;
      const text = [
        ...(settings.as.includes('mail') ? lines : []),
        ...(link === null ? [] : [`${filled(words.link, { until: link.until.slice(0, 10) })}\n${link.url}`]),
        `${words.snapshot} ${snapshot.id}`,
        words.program,
      ].join('\n\n');
      const message = {
        kind: 'mail' as const,
        target: address,
        payload: {
          ...{ from, to: address, subject: filled(words.subject, { day: snapshot.madeAt.slice(0, 10) }), text: `${text}\n` },
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Gateway-Snapshot': snapshot.id,
            'X-Gateway-Supplier': encodeURIComponent(supplier.code),
          },
          ...(files.length > 0 ? { attachments: files } : {}),
        },
      };
      messages.push({ message }); // prettier-ignore
    }
    return messages;
  },
};

const newestOf = ({ snapshot }: Made): string => {
  const last = snapshot.lines.reduce<Made['snapshot']['lines'][number] | undefined>((a, b) => (a && a.asOf >= b.asOf ? a : b), undefined);
  return last ? timeAt(Date.parse(last.asOf), last.timezone) : snapshot.madeAt;
};

async function filesOf({ snapshot, words }: Made): Promise<{ filename: string; contentType: string; base64: string }[]> {
  const name = `stock-${snapshot.madeAt.slice(0, 10)}-${snapshot.id.slice(-8)}`;
  const csv = `\ufeff${rowsOf(snapshot, words).map(csvRow).join('\r\n')}\r\n`; // without the mark a spreadsheet reads it in the machine's own letters
  const workbook = await writeWorkbook(sheetOf(snapshot, words));
  return [
    { filename: `${name}.xlsx`, contentType: WORKBOOK_TYPE, base64: workbook.toString('base64') },
    { filename: `${name}.csv`, contentType: 'text/csv; charset=utf-8', base64: Buffer.from(csv).toString('base64') },
  ];
}

async function linkFor(
  client: PoolClient,
  { consoleUrl, settings, supplier, now }: Made,
  address: string,
): Promise<{ url: string; until: string }> {
  if (consoleUrl === undefined) throw new NotShared('gateway.yaml does not say where the gateway is reached (alerts: url)');
  const until = new Date(Date.parse(now) + settings.link_days * DAY_MS).toISOString();
  const { token } = await insertLink(client, { supplierId: supplier.id, madeFor: address, now, until, author: 'sharing' });
  return { url: `${consoleUrl}/share/${token}`, until };
}
