import { z } from 'zod';
import type { SettingsFile } from '../../../platform/settings-file';
import { type OAuth2, oauth2 } from './settings';

/** A sign-in that the settings name: that of a mailbox, or of the server that sends our mails. */
export interface SignInNamed {
  readonly name: string; // `imap vmi`, or `mail`
  readonly auth: OAuth2;
  readonly user: string; // whose mailbox it is
  readonly scope: string; // what a person is asked to permit
}

const auth = oauth2.optional();
const channel = z.looseObject({ kind: z.string(), name: z.string(), user: z.string().optional() });
const mail = z.looseObject({ user: z.string().optional(), sign_in: z.string().optional() }).optional();

export function signInsOf(settings: SettingsFile): readonly SignInNamed[] {
  const sending = settings.section('mail', mail);
  const of = (
    name: string,
    user: string | undefined,
    path: readonly (string | number)[],
    to: { read: boolean; send: boolean },
  ): SignInNamed[] => {
    const found = settings.checked([...path, 'auth'], auth);
    if (found === undefined || user === undefined) return [];
    const asked = [...(to.read ? [found.scope] : []), ...(to.send ? [found.sendScope ?? found.scope] : [])];
    return [{ name, user, auth: found, scope: [...new Set(asked.join(' ').split(' '))].join(' ') }];
  };
  const channels = settings.entries('channels').flatMap(({ path }) => {
    const { kind, name, user } = settings.checked([...path], channel);
    return kind === 'imap' ? of(`imap ${name}`, user, path, { read: true, send: sending?.sign_in === name }) : [];
  });
  return [...channels, ...(sending ? of('mail', sending.user, ['mail'], { read: false, send: true }) : [])];
}

/** The one by which our mails are sent, where they are sent without a password. */
export function signInOfMail(settings: SettingsFile): SignInNamed | undefined {
  const name = settings.section('mail', mail)?.sign_in;
  const found = signInsOf(settings).find((s) => s.name === (name === undefined ? 'mail' : `imap ${name}`));
  if (name !== undefined && !found)
    throw settings.wrong(['mail', 'sign_in'], [{ path: [], message: `no mailbox ${name} is signed in to by oauth2` }]);
  return found;
}
