import { createInterface } from 'node:readline';
import { type SignInNamed, signInsOf } from '../modules/access/oauth/named';
import { SignInRefused } from '../modules/access/oauth/refusals';
import { needsPerson } from '../modules/access/oauth/settings';
import { byBrowser, byDeviceCode, type Person } from '../modules/access/oauth/sign-in';
import { forgetSignIn, keepSignIn } from '../modules/access/oauth/sign-ins.store';
import { tokensFor } from '../modules/access/oauth/tokens-for';
import { adviceFor } from '../modules/channels/advice';
import { plannedChannels } from '../modules/channels/settings';
import { mailSettings } from '../modules/outbox/settings';
import { mailTokens, probeMailServer } from '../modules/outbox/writers/mail';
import type { Gateway } from '../modules/pipeline/gateway';
import { wallClock } from '../platform/clock';
import { dialerOf } from '../platform/dialer/dialer';
import { RefusedError, UsageError } from '../platform/errors';
import { Vault } from '../platform/vault';
import { type Command, DONE, FAILED, type Output } from './command';
import { authorOf, BY } from './config-folder';
import { keysOrNew } from './keys';
import { inLine } from './table';

export const signInCommand: Command = {
  name: 'channels sign-in',
  args: 'NAME',
  summary: 'sign in to a mailbox whose settings say `auth`, or to the server of section mail',
  options: { forget: { type: 'boolean', help: 'forget the sign-in that is kept' }, by: BY },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const services = await gateway();
    const signIn = named(services, words[0]!);
    const { pool } = services.db;
    if (options.forget === true) {
      if (!(await forgetSignIn(pool, signIn.name))) throw new UsageError(`nobody is signed in as ${signIn.name}`);
      return DONE;
    }
    const tokens = tokensFor(services, signIn);
    try {
      if (needsPerson(signIn.auth)) {
        const keys = keysOrNew(services.config, out);
        const asking = { dialer: dialerOf(services.config.settings), auth: signIn.auth, how: tokens.how };
        const how = signIn.auth.flow === 'device_code' ? byDeviceCode : byBrowser;
        const granted = await how(asking, signIn.scope, personAt(out));
        if (granted.refresh === undefined)
          throw new SignInRefused('no_refresh', 'the server signs in for an hour only (there is no refresh token)', 'Check that `scope` asks for lasting access (offline_access).'); // prettier-ignore
        await keepSignIn(pool, new Vault(keys), { name: signIn.name, author: authorOf(options), now: wallClock.now(), granted });
      }
      await tokens.access();
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      throw new RefusedError('sign-in.refused', [error.message, error.advice].filter(Boolean).join('. '));
    }
    out.message(needsPerson(signIn.auth) ? `${signIn.name}: signed in` : `${signIn.name}: no person has to sign in; it has a token`);
    return probed(services, signIn, json, out);
  },
};

function named({ config }: Gateway, word: string): SignInNamed {
  const all = signInsOf(config.settings);
  const found = all.find((s) => s.name === word) ?? all.find((s) => s.name === `imap ${word}`);
  if (found) return found;
  const there = all.length === 0 ? 'none has `auth`' : `there is ${all.map((s) => s.name.replace(/^imap /, '')).join(', ')}`;
  throw new UsageError(`no mailbox ${word} is signed in to without a password; ${there}`);
}

/** The address of the browser's last page may be pasted, or piped in. */
const personAt = (out: Output): Person => ({
  tell: (line) => out.message(inLine(line)),
  pasted: (signal) =>
    new Promise((resolve) => {
      const lines = createInterface({ input: process.stdin });
      const end = (line?: string): void => {
        lines.close();
        process.stdin.unref();
        resolve(line);
      };
      lines.once('line', end).once('close', () => resolve(undefined));
      signal.addEventListener('abort', () => end(), { once: true });
    }),
});

/** Whether the mailbox takes it: who signed in may be somebody else than its owner. */
async function probed(services: Gateway, { name }: SignInNamed, json: boolean, out: Output): Promise<number> {
  const { settings } = services.config;
  const channel = plannedChannels(services.config)
    .map((make) => make(services))
    .find((c) => c.name === name);
  try {
    const says = channel
      ? await channel.probe!()
      : await probeMailServer(mailSettings(settings)!, dialerOf(settings), mailTokens(settings, services));
    if (json) out.data(JSON.stringify({ name, says }));
    else out.data(`${name}: ${says}`);
    return DONE;
  } catch (error) {
    out.message(`${name}: the sign-in is kept, but the server does not take it: ${(error as Error).message}. ${adviceFor(error as Error)}`);
    return FAILED;
  }
}
