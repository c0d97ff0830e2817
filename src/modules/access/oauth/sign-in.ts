import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { adviceOn, SignInRefused } from './refusals';
import { ask, type Asking, askForToken, clientOf, type Granted } from './token-endpoint';

/** What a person is told and does meanwhile. */
export interface Person {
  readonly tell: (line: string) => void;
  /** An address that the person hands over by hand: the browser may run on another machine. Resolves with none when nothing comes. */
  readonly pasted?: (signal: AbortSignal) => Promise<string | undefined>;
}
interface Waiting {
  readonly sleep?: (ms: number) => Promise<unknown>;
}
const SLOWER_SECONDS = 5;
const POLL_SECONDS = 5; // where the server does not say
const IN_ALL_MS = 15 * 60_000;
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 8628: a person enters a code on any machine that has a browser; we ask every few seconds whether that was done. */
export async function byDeviceCode(asking: Asking, scope: string, person: Person, { sleep: wait = sleep }: Waiting = {}): Promise<Granted> {
  const { auth } = asking;
  const start = await ask(asking, auth.deviceEndpoint!, { ...clientOf(auth), scope });
  const { device_code: device, user_code: code, verification_uri: url } = start;
  if (typeof device !== 'string' || typeof code !== 'string' || typeof url !== 'string')
    throw new SignInRefused('no_code', `${new URL(auth.deviceEndpoint!).host} answers without a code to enter`, undefined);
  person.tell(`open ${url} and enter the code ${code}`);
  const seconds = (value: unknown, absent: number): number => (Number(value) > 0 ? Number(value) : absent);
  let every = seconds(start['interval'], POLL_SECONDS);
  let left = seconds(start['expires_in'], IN_ALL_MS / 1000);
  while (left > 0) {
    left -= every;
    await wait(every * 1000);
    try {
      return await askForToken(asking, { grant_type: DEVICE, device_code: device });
    } catch (error) {
      const { error: said, permanent } = error as SignInRefused;
      if (said === 'slow_down') every += SLOWER_SECONDS;
      else if ((said === 'unreachable' || said === 'http') && !permanent)
        every = Math.min(every * 2, 60); // a server that is away is asked less often
      else if (said !== 'authorization_pending') throw error;
    }
  }
  throw new SignInRefused('expired_token', 'the code was not entered in time', `Call it again: ${asking.how}`);
}

/** RFC 6749 4.1 with RFC 7636 and 8252: the browser comes back to this machine, or the person hands over where it wanted to go. */
export async function byBrowser(asking: Asking, scope: string, person: Person): Promise<Granted> {
  const { auth, how } = asking;
  const [state, verifier] = [randomBytes(24).toString('base64url'), randomBytes(48).toString('base64url')];
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const came = await listening(state);
  try {
    const redirect = `http://${auth.redirectHost}:${came.port}/`;
    const asked = { response_type: 'code', client_id: auth.clientId, redirect_uri: redirect, scope, state, code_challenge: challenge, code_challenge_method: 'S256', ...auth.more }; // prettier-ignore
    person.tell(`open ${auth.authorizationEndpoint}?${new URLSearchParams(asked).toString()}`);
    person.tell('where that is on another machine, its last page cannot be shown: paste its address here');
    const ended = AbortSignal.timeout(IN_ALL_MS);
    const done = new AbortController();
    const either = AbortSignal.any([ended, done.signal]);
    const answer = await Promise.race([came.answer, pastedAnswer(person, state, either), tooLate(ended, how)]).finally(() => done.abort());
    if (answer.has('error')) throw refusedBy(answer, how);
    return await askForToken(asking, {
      grant_type: 'authorization_code',
      code: answer.get('code')!,
      redirect_uri: redirect,
      code_verifier: verifier,
    });
  } finally {
    came.close();
  }
}

/** Ours, and no other's: who does not know the state did not begin here. */
const isAnswer = (p: URLSearchParams, state: string): boolean => p.get('state') === state && (p.has('code') || p.has('error'));

async function listening(state: string): Promise<{ port: number; answer: Promise<URLSearchParams>; close: () => void }> {
  let heard: (p: URLSearchParams) => void;
  const answer = new Promise<URLSearchParams>((resolve) => (heard = resolve));
  const server = http.createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const ours = isAnswer(searchParams, state);
    response.writeHead(ours ? 200 : 404, { 'content-type': 'text/plain', connection: 'close' });
    response.end(ours ? 'Done. This page can be closed.\n' : 'This is not what was waited for.\n');
    if (ours) heard(searchParams);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, answer, close };
}

async function pastedAnswer(person: Person, state: string, signal: AbortSignal): Promise<URLSearchParams> {
  while (person.pasted && !signal.aborted) {
    const line = (await person.pasted(signal))?.trim();
    if (line === undefined) break;
    if (URL.canParse(line) && isAnswer(new URL(line).searchParams, state)) return new URL(line).searchParams;
    if (line !== '') person.tell('that is not the address that the browser was sent to at the end');
  }
  return new Promise(() => undefined); // the browser may still come back
}

const tooLate = (signal: AbortSignal, how: string): Promise<never> =>
  new Promise((_, reject) => {
    const late = (): void => reject(new SignInRefused('expired_token', 'nobody has signed in within 15 minutes', `Call it again: ${how}`));
    signal.addEventListener('abort', late, { once: true });
  });

function refusedBy(answer: URLSearchParams, how: string): SignInRefused {
  const said = [answer.get('error'), answer.get('error_description')].filter(Boolean).join(': ').slice(0, 300);
  return new SignInRefused(answer.get('error')!, said, adviceOn(said, how));
}
