import { createTransport } from 'nodemailer';
import { signInOfMail } from '../../access/oauth/named';
import type { AccessToken, TokenSource } from '../../access/oauth/token-source';
import { type OfGateway, tokensFor } from '../../access/oauth/tokens-for';
import { type Dialer, dialerOf, type Pinned, servernameOf } from '../../../platform/dialer/dialer';
import { failpoint } from '../../../platform/failpoints';
import type { SettingsFile } from '../../../platform/settings-file';
import type { MailMessage, Outcome } from '../message';
import { type MailSettings, mailSettings } from '../settings';
import type { Writer } from './writer';

const CONNECT_MS = 15_000;
const SILENT_MS = 30_000;
const WHOLE_MS = 60_000; // well within the lease of the relay

/** A machine wrote it: no out-of-office may answer, and no loop can begin. */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' };

/**
 * SMTP. The Message-ID is made of the outbox id: a copy that was sent because the process died between the server's 250 and our
 * commit bears the same one, and mail programs show it once.
 */
export function mailWriter(settings: SettingsFile, gateway?: OfGateway): Writer | null {
  const mail = mailSettings(settings);
  if (!mail) return null;
  const dialer = dialerOf(settings);
  const tokens = mailTokens(settings, gateway);
  return {
    kind: 'mail',
    write: ({ id, payload }) => send({ mail, dialer, tokens }, id, payload as MailMessage),
  };
}

/** By what mails are sent without a password; `gateway` keeps the tokens. */
export function mailTokens(settings: SettingsFile, gateway: OfGateway | undefined): TokenSource | undefined {
  const signIn = signInOfMail(settings);
  return signIn && gateway && tokensFor(gateway, signIn);
}

interface Sending {
  readonly mail: MailSettings;
  readonly dialer: Dialer;
  readonly tokens: TokenSource | undefined;
}

/** Connects and signs in as for a mail, and sends none. Throws what is wrong. */
export async function probeMailServer(settings: MailSettings, dialer: Dialer, tokens?: TokenSource): Promise<string> {
  const token = await tokens?.access();
  const transport = transportOf(settings, await dialer.pin(settings.host), token);
  try {
    await transport.verify();
    return `${settings.host} takes our mails${settings.user === undefined ? '' : `, signed in as ${settings.user}`}; they are from ${settings.from}`;
  } finally {
    transport.close();
  }
}

const transportOf = (settings: MailSettings, to: Pinned, token?: AccessToken) =>
  createTransport({
    host: to.address,
    tls: servernameOf(to),
    port: settings.port,
    secure: settings.secure,
    requireTLS: !settings.secure && (settings.tls ?? (settings.user === undefined ? 'if_offered' : 'required')) === 'required',
    ...(settings.user === undefined ? {} : { auth: authOf(settings, settings.user, token) }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: onlyFor((entry) => entry.tnx === 'message' && failpoint('outbox.O5')),
  });

const authOf = (settings: MailSettings, user: string, token: AccessToken | undefined) =>
  settings.password === undefined ? { type: 'OAuth2' as const, user, accessToken: token?.token ?? '' } : { user, pass: settings.password };

async function send({ mail: settings, dialer, tokens }: Sending, id: string, m: MailMessage): Promise<Outcome> {
  const odd = [m.to, m.from, m.bouncesTo, m.replyTo].find((a) => a && !ONE_ADDRESS.test(a));
  if (odd !== undefined) return { outcome: odd === m.to ? 'refused' : 'failed', detail: `${JSON.stringify(odd)} is no mail address` };
  let transport: ReturnType<typeof transportOf> | undefined;
  let token: AccessToken | undefined;
  try {
    token = await tokens?.access();
    transport = transportOf(settings, await dialer.pin(settings.host), token);
    const info = await transport.sendMail({
      messageId: messageId(id, m.from),
      from: m.from,
      to: m.to,
      envelope: { from: m.bouncesTo ?? m.from, to: [m.to] },
      subject: oneLine(m.subject),
      text: m.text,
      ...(m.html === undefined ? {} : { html: m.html }),
      ...(m.replyTo === undefined ? {} : { replyTo: m.replyTo }),
      ...(m.inReplyTo === undefined ? {} : { inReplyTo: m.inReplyTo }),
      ...(m.references === undefined ? {} : { references: [...m.references] }),
      headers: Object.fromEntries(Object.entries({ ...AUTOMATIC, ...m.headers }).map(([k, v]) => [k, oneLine(v)])),
      attachments: (m.attachments ?? []).map((a) => ({
        filename: oneLine(a.filename),
        contentType: a.contentType,
        content: Buffer.from(a.base64, 'base64'),
      })),
      signal: AbortSignal.timeout(WHOLE_MS),
    });
    return { outcome: 'sent', detail: info.response };
  } catch (error) {
    if (token && (error as SmtpError).code === 'EAUTH') await tokens!.refused(token);
    return outcomeOf(error as SmtpError);
  } finally {
    transport?.close();
  }
}

export const messageId = (id: string, from: string): string => `<${id}@${from.slice(from.lastIndexOf('@') + 1)}>`;

/** One, and in the plain form: with a comma in it, a mail would go to two, and of names in quotes servers think differently. */
const ONE_ADDRESS = /^[^\s<>()[\],;:"\\@\u0000-\u001f\u007f-\u009f]+@[^\s<>()[\],;:"\\@\u0000-\u001f\u007f-\u009f]+$/;

/** A supplier's text in a header must not begin a header of its own. */
const oneLine = (s: string): string => s.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ').trim();

interface SmtpError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly advice?: string; // of a sign-in that was refused
}

/**
 * A 5xx about the recipient is the only answer that ends it. An unreachable server, a wrong password, a refused sender are ours
 * to mend: called a bounce, they would have people search for a wrong address that is right.
 */
function outcomeOf(e: SmtpError): Outcome {
  const detail = e.response ?? [e.code, e.message, e.advice].filter(Boolean).join(': ');
  const permanent = e.responseCode !== undefined && e.responseCode >= 500;
  if (permanent && e.command === 'RCPT TO') return { outcome: 'refused', detail: `the recipient was refused: ${detail}` };
  if (e.code === 'ETLS') return { outcome: 'failed', detail: `the server offers no TLS, and a password is not sent without: ${detail}` };
  const ofMessage = permanent && (e.code === 'EENVELOPE' || e.code === 'EMESSAGE');
  return { outcome: 'failed', detail: ofMessage ? `the server refused the message, not the recipient: ${detail}` : detail };
}

/** The only place where nodemailer says that all of DATA has been written and the answer is still out. */
function onlyFor(seen: (entry: { tnx?: string }) => unknown) {
  const log = (entry: object): void => void seen(entry);
  return { level: () => undefined, trace: log, debug: log, info: log, warn: log, error: log, fatal: log };
}
