import type { TriedMails } from '../api/types';
import { Sideways } from '../sideways';
import { clock } from '../times';

type Mail = TriedMails['data'][number];
const FATES: Readonly<Record<Mail['fate'], readonly [tone: string, says: string]>> = {
  taken: ['good', '● taken'],
  automatic: ['dim', '↩ automatic'],
  no_match: ['dim', '○ left alone'],
  too_large: ['warn', '▲ too large'],
};
const SUMS: readonly (readonly [Mail['fate'], string])[] = [
  ['taken', 'would be taken'],
  ['automatic', 'automatic, ignored'],
  ['no_match', 'left alone by a rule'],
  ['too_large', 'too large'],
];

/** What would become of the newest mails, each with its reason. */
export function DryRun({ mails }: { readonly mails: readonly Mail[] }) {
  if (mails.length === 0) return <p>There is no mail in these folders yet. The first one that comes will be looked at.</p>;
  const sums = SUMS.map(([fate, says]) => [mails.filter((m) => m.fate === fate).length, says] as const).filter(([n]) => n > 0);
  return (
    <>
      <p>
        Of the last {mails.length}: <b>{sums.map(([n, says]) => `${n} ${says}`).join(', ')}</b>. Nothing was marked or moved.
      </p>
      <Sideways label="The last mails" columns={['Came', 'From', 'Subject and files', 'Would be']}>
        {mails.map((m, i) => (
          <tr key={i}>
            <td className="once">{m.at ? clock(m.at) : 'not said'}</td>
            <td className="wrap">
              {m.from ?? 'nobody'}
              <span className="why">{m.suppliers.length > 0 ? m.suppliers.join(', ') : 'no supplier of ours'}</span>
            </td>
            <td className="wrap">
              {m.subject || '(no subject)'}
              {m.files.length > 0 && <span className="why">{m.files.join(', ')}</span>}
            </td>
            <td>
              <span className={FATES[m.fate][0]}>{FATES[m.fate][1]}</span>
              <span className="why">{m.reason}</span>
            </td>
          </tr>
        ))}
      </Sideways>
    </>
  );
}
