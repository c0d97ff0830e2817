import { SignInRefused } from '../../access/oauth/refusals';
import { needsPerson, type OAuth2 } from '../../access/oauth/settings';
import { byBrowser, byDeviceCode } from '../../access/oauth/sign-in';
import { keepSignIn } from '../../access/oauth/sign-ins.store';
import type { Gateway } from '../../pipeline/gateway';
import { wallClock } from '../../../platform/clock';
import { type Dialer } from '../../../platform/dialer/dialer';
import { Problem } from '../problems';
import type { Meant } from './mailbox';

export interface SigningIn {
  readonly name: string; // of the mailbox
  readonly state: 'asked' | 'done' | 'refused';
  readonly says: readonly string[]; // what the person is to do, or why not
  readonly begun_at: string;
  readonly by: string;
}
interface Running {
  told: SigningIn;
  pasted?: (line: string) => void;
}
const AT_MOST = 20;

/** Sign-ins by a person at the provider that were begun here: told what to do, and waited for, up to a quarter of an hour. */
export class SigningsIn {
  private readonly all = new Map<string, Running>();

  list(): readonly SigningIn[] {
    return [...this.all.values()].map((r) => r.told);
  }

  begin(gateway: Gateway, { settings, dialer }: Pick<Meant, 'settings' | 'dialer'>, by: string): SigningIn {
    const { name, auth } = settings;
    if (!auth || !needsPerson(auth)) throw new Problem(409, 'refused', `${name}: no person signs in for it`);
    const before = this.all.get(name);
    if (before?.told.state === 'asked' && Date.parse(wallClock.now()) - Date.parse(before.told.begun_at) < 60_000)
      throw new Problem(409, 'refused', `${name}: a sign-in was begun by ${before.told.by} less than a minute ago; finish that one`);
    while (this.all.size >= AT_MOST) this.all.delete(this.all.keys().next().value!);
    const running: Running = { told: { name, state: 'asked', says: [], begun_at: wallClock.now(), by } };
    this.all.set(name, running);
    void this.wait(gateway, running, auth, dialer);
    return running.told;
  }

  /** The address of the browser's last page, where that could not be shown. */
  paste(name: string, line: string): boolean {
    const running = this.all.get(name);
    running?.pasted?.(line);
    return running?.pasted !== undefined;
  }

  private async wait({ db, vault }: Gateway, running: Running, auth: OAuth2, dialer: Dialer): Promise<void> {
    const { name, by } = running.told;
    const tell = (line: string): void => void (running.told = { ...running.told, says: [...running.told.says, line] });
    const end = (state: 'done' | 'refused', says: string): void => void (running.told = { ...running.told, state, says: [says] });
    const pasted = (signal: AbortSignal): Promise<string | undefined> =>
      new Promise((resolve) => {
        running.pasted = resolve;
        signal.addEventListener('abort', () => resolve(undefined), { once: true });
      });
    try {
      const way = auth.flow === 'device_code' ? byDeviceCode : byBrowser;
      const granted = await way({ dialer, auth, how: 'sign in once more' }, auth.scope, { tell, pasted });
      if (granted.refresh === undefined) throw new SignInRefused('no_refresh', 'the server signs in for an hour only (there is no refresh token)', 'Check that `scope` asks for lasting access (offline_access).'); // prettier-ignore
      await keepSignIn(db.pool, vault, { name: `imap ${name}`, author: by, now: wallClock.now(), granted });
      end('done', `${name} is signed in`);
    } catch (error) {
      const { message, advice } = error as Error & { advice?: string };
      end('refused', [message, advice].filter(Boolean).join('. '));
    } finally {
      delete running.pasted;
    }
  }
}
