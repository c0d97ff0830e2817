import { Skeleton } from '@mantine/core';
import { Failure } from '../notice';
import { Sideways } from '../sideways';
import { useSettings } from './use-settings';
import { YamlSection } from './yaml-section';

const WHAT: Readonly<Record<string, string>> = {
  documents: 'what suppliers sent, as it was read',
  raw_files: 'their files, byte for byte',
  exceptions: 'resolved ones, with their history',
  acknowledgements: 'what EDI was answered, and EDI of ours',
  snapshots: 'what suppliers were told of their stock',
  messages: 'mails, chats and webhooks, and replies',
  tries: 'the log of each try to send',
  mails: 'what became of mails under numbers that their server gave up',
  sessions: 'who was signed in when',
};
const UNITS: Readonly<Record<string, readonly [string, string]>> = { d: ['day', 'days'], m: ['month', 'months'], y: ['year', 'years'] };
const inWords = (p: string): string => {
  const [, n, unit] = /^(\d+)([dmy])$/.exec(p) ?? [];
  return n === undefined ? 'for ever' : `${n} ${UNITS[unit!]![n === '1' ? 0 : 1]}`;
};

/** How long what is kept. */
export function Retention() {
  const settings = useSettings();
  return (
    <>
      {settings.error && <Failure error={settings.error} again={() => void settings.refetch()} />}
      {settings.isLoading && <Skeleton height={160} />}
      {settings.data && (
        <Sideways label="Periods" columns={['Kind', 'What', 'Kept']}>
          {Object.entries(settings.data.periods).map(([kind, period]) => (
            <tr key={kind}>
              <th scope="row">{kind.replaceAll('_', ' ')}</th>
              <td className="wrap">{WHAT[kind] ?? ''}</td>
              <td>{inWords(period)}</td>
            </tr>
          ))}
        </Sideways>
      )}
      <p className="quiet">
        What something else leans on stays, whatever its age; the audit log, receipts and the book stay for ever. It is done once a night,
        and `crosscount retention --dry-run` says what would go.
      </p>
      <YamlSection section="retention" example={'retention:\n  documents: 10y # 90d, 18m, 10y, or keep\n  messages: 2y\n'} />
    </>
  );
}
