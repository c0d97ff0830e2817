import { Button, Skeleton } from '@mantine/core';
import { Failure } from '../notice';
import type { Place } from '../route';
import { useKeys } from '../shell/keys';
import { Sideways } from '../sideways';
import { since } from '../times';
import { go } from '../use-place';
import { FileState } from './parts';
import { type Channel, useRemoval, useSettings, useSources } from './use-settings';
import { Wizard } from './wizard';
import { YamlSection } from './yaml-section';

const STATES: Readonly<Record<string, string>> = {
  working: '● works',
  failing: '▲ fails',
  paused: '‖ paused',
  stopped: '○ stopped',
  new: '◌ not looked into yet',
};
export const ofAfter = (after: unknown): string =>
  after === undefined || after === 'nothing' || after === 'keep'
    ? 'stays where it is'
    : after === 'delete'
      ? 'is deleted'
      : 'move' in (after as object)
        ? `moved to ${(after as { move: string }).move}`
        : `flagged ${(after as { flag: string }).flag}`;

/** The mailboxes that are looked into, and the server by which mails leave. */
export function Mailboxes({ place }: { readonly place: Place }) {
  const settings = useSettings();
  const sources = useSources();
  const at = place.query.mailbox;
  const show = (mailbox: string): void => go({ ...place, query: mailbox ? { mailbox } : {} });
  const remove = useRemoval(settings.data);
  useKeys([{ keys: 'n', says: 'Connect a mailbox', run: () => show('new') }]);
  if (settings.error) return <Failure error={settings.error} again={() => void settings.refetch()} />;
  if (!settings.data) return <Skeleton height={160} />;
  const boxes = settings.data.channels.filter((c) => c.kind === 'imap' || c.kind === 'smtp-inlet');
  if (at !== undefined) {
    const known = boxes.find((b) => b.name === at && b.kind === 'imap');
    return <Wizard key={at} settings={settings.data} known={known} close={() => show('')} />;
  }
  const state = (c: Channel) => sources?.find((s) => s.source === `${c.kind} ${c.name}`);
  return (
    <>
      <FileState settings={settings.data} />
      <div className="acts">
        <Button size="sm" onClick={() => show('new')}>
          Connect a mailbox
        </Button>
      </div>
      {boxes.length === 0 ? (
        <p className="empty">
          No mailbox is looked into. Connect the one to which your suppliers send their lists; its mails are neither marked as read nor
          deleted.
        </p>
      ) : (
        <Sideways label="Mailboxes" columns={['Name', 'Server', 'Folders', 'Afterwards', 'State', 'Do']}>
          {boxes.map((c) => (
            <tr key={`${c.kind} ${c.name}`}>
              <th scope="row">
                {c.name}
                <span className="why">{c.kind === 'imap' ? String(c.settings.user ?? '') : 'SMTP inlet: mails are forwarded to it'}</span>
              </th>
              <td>
                {String(c.settings.host ?? '127.0.0.1')}
                {c.settings.port !== undefined && `:${String(c.settings.port)}`}
                {c.settings.auth !== undefined && <span className="why">sign-in without a password</span>}
              </td>
              <td>{c.kind === 'imap' ? [c.settings.folders ?? 'INBOX'].flat().join(', ') : '–'}</td>
              <td>{c.kind === 'imap' ? `a mail that was taken ${ofAfter(c.settings.after)}` : '–'}</td>
              <td>
                {STATES[state(c)?.state ?? 'new']}
                {state(c)?.looked_at && <span className="why">{since(state(c)!.looked_at)}</span>}
              </td>
              <td>
                <div className="deeds">
                  {c.kind === 'imap' && (
                    <Button size="compact-xs" variant="default" aria-label={`Change ${c.name}`} onClick={() => show(c.name)}>
                      {c.signs_in ? 'Change, sign in' : 'Change'}
                    </Button>
                  )}
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`Remove ${c.name}`}
                    disabled={!settings.data.writable}
                    onClick={() => remove.mutate(c)}
                  >
                    Remove
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </Sideways>
      )}
      {remove.error && <Failure error={remove.error} />}
      <h2>By which server mails leave</h2>
      <YamlSection
        section="mail"
        example={'mail:\n  host: smtp.acme.example\n  port: 587\n  user: vmi@acme.example\n  password: \n  from: vmi@acme.example\n'}
      />
      <details>
        <summary>All channels as YAML</summary>
        <YamlSection section="channels" />
      </details>
    </>
  );
}
