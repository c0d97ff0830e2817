/** Mails as suppliers send them. */
export interface MailText {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  readonly id?: string;
  readonly headers?: readonly string[];
  readonly text?: string;
  readonly csv?: string;
  readonly file?: string;
}
let made = 0;

/** A mail with a list attached, or without one. Lines end as on the wire. */
export function mailOf(m: MailText): string {
  made += 1;
  const head = [
    ...(m.headers ?? []),
    `From: ${m.from ?? 'lager@nord.example'}`,
    `To: ${m.to ?? 'vmi@buyer.example'}`,
    `Subject: ${m.subject ?? 'Bestand'}`,
    `Message-ID: ${m.id ?? `<${made}@nord.example>`}`,
    'Date: Mon, 16 Nov 2026 08:00:00 +0100',
    'MIME-Version: 1.0',
  ];
  const text = m.text ?? 'Anbei der Bestand.';
  if (m.csv === undefined) return [...head, 'Content-Type: text/plain; charset=utf-8', '', text, ''].join('\r\n');
  return [
    ...head,
    'Content-Type: multipart/mixed; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '--b1',
    `Content-Type: text/csv; name="${m.file ?? 'bestand.csv'}"`,
    `Content-Disposition: attachment; filename="${m.file ?? 'bestand.csv'}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(m.csv).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b1--',
    '',
  ].join('\r\n');
}

export const CSV = 'Artikel;Werk;Bestand;Stand\nBRK-2210;HAM;412;2026-11-15\n';
