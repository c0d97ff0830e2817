import { createHash } from 'node:crypto';
import net from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { z } from 'zod';
import { readMailHeaders } from '../../../domain/syntax/mail-headers';
import { wallClock } from '../../../platform/clock';
import { failpoint } from '../../../platform/failpoints';
import type { Gateway } from '../../pipeline/gateway';
import type { Channel, ChannelKind, Inbound } from '../channel';
import { canaryArrived } from '../mail/canary.store';
import { takeMail } from '../mail/take-mail';

const settings = z.strictObject({
  kind: z.literal('smtp-inlet'),
  name: z.string(),
  host: z.string().min(1).default('127.0.0.1').describe('only this machine, unless said otherwise'),
  port: z.number().int().min(0).max(65535),
  recipients: z
    .array(z.string().regex(/^\S*@\S+$/, 'expected an address, or @domain'))
    .min(1)
    .describe('nothing is taken for anybody else'),
  max_mb: z.number().positive().max(50).default(50),
  supplier: z.string().optional(),
  every_seconds: z.number().min(1).max(3600).default(10),
});
export type SmtpInletSettings = z.infer<typeof settings>;

const AT_ONCE = 4; // mails of the largest size that are held in memory, of all clients together
const BANNER = 'Crosscount inlet';
const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/**
 * A second way in: mails that another server forwards. `250` is said when the mail is durable here, and not before; said
 * earlier, a crash would lose a mail that its sender has been told to forget.
 */
export class SmtpInletChannel implements Channel {
  readonly kind = 'smtp-inlet';
  readonly everywhere = true; // each process listens that can; on one machine the first has the port
  readonly everySeconds: number;
  private server: SMTPServer | undefined;
  private into: Inbound | undefined;
  private held = 0; // bytes of mails that are not kept yet

  constructor(
    readonly name: string,
    private readonly settings: SmtpInletSettings,
    private readonly gateway: Pick<Gateway, 'db' | 'log'>,
  ) {
    this.everySeconds = settings.every_seconds;
  }

  get port(): number {
    return (this.server?.server.address() as { port: number } | null)?.port ?? this.settings.port;
  }

  async look(into: Inbound): Promise<void> {
    this.into = into;
    if (this.server) return;
    try {
      this.server = await this.listen();
    } catch (error) {
      // Another process of the cluster has the port; should it end, this one takes over at its next look.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || !(await isInlet(this.settings))) throw error;
    }
  }

  private listen(): Promise<SMTPServer> {
    const server = new SMTPServer({
      name: 'crosscount',
      banner: BANNER,
      size: Math.floor(this.settings.max_mb * 1024 * 1024),
      disabledCommands: ['AUTH', 'STARTTLS'],
      authOptional: true,
      disableReverseLookup: true,
      maxClients: 50,
      socketTimeout: 60_000,
      closeTimeout: 5_000,
      logger: false,
      onRcptTo: ({ address }, _, done) => done(this.isOurs(address) ? null : refusal(550, '5.1.1 nobody of that name is here')),
      onData: (stream, session, done) => {
        this.receive(stream, session).then(
          (said) => done(null, said),
          (error: Error) => done(error),
        );
      },
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.settings.port, this.settings.host, () => {
        server.off('error', reject);
        server.on('error', (error) => this.gateway.log.warn(`${this.name}: ${error.message}`));
        resolve(server);
      });
    });
  }

  private isOurs(address: string): boolean {
    const to = address.toLowerCase();
    return this.settings.recipients.some((r) => (r.startsWith('@') ? to.endsWith(r.toLowerCase()) : to === r.toLowerCase()));
  }

  /** All of it, or why not: what is too large or too much is dropped as it comes, and read to its end so that the answer is heard. */
  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const { max_mb } = this.settings;
    const parts: Buffer[] = [];
    let mine = 0;
    let tooMuch = false;
    const letGo = (): void => {
      this.held -= mine;
      mine = 0;
      parts.length = 0;
    };
    try {
      for await (const part of stream as AsyncIterable<Buffer>) {
        tooMuch ||= this.held + part.length > max_mb * 1024 * 1024 * AT_ONCE;
        if (stream.sizeExceeded || tooMuch) {
          letGo();
          continue;
        }
        parts.push(part);
        mine += part.length;
        this.held += part.length;
      }
      if (stream.sizeExceeded) throw refusal(552, `5.3.4 larger than ${max_mb} MB`);
      if (tooMuch) throw refusal(451, '4.3.1 too much comes in at once; please try again');
      return await this.taken(Buffer.concat(parts), session);
    } finally {
      letGo();
    }
  }

  private async taken(bytes: Buffer, session: SMTPServerSession): Promise<string> {
    try {
      return await this.keep(bytes, session);
    } catch (error) {
      this.gateway.log.error(`${this.name}: a mail could not be kept, its sender will try again: ${(error as Error).message}`);
      throw refusal(451, '4.3.0 it cannot be kept now; please try again');
    }
  }

  private async keep(bytes: Buffer, session: SMTPServerSession): Promise<string> {
    const head = await readMailHeaders(bytes);
    const { db } = this.gateway;
    const now = wallClock.now();
    if (head.canary !== null && (await canaryArrived(db.pool, this.name, head.canary, now))) return '2.0.0 our own test mail';
    const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    const to = session.envelope.rcptTo.map((r) => r.address.toLowerCase()).sort();
    // The same mail in the same envelope is the same delivery: a sender that missed our 250 sends it once more.
    const envelope = createHash('sha256')
      .update([from.toLowerCase(), ...to].join('\n'))
      .digest('hex');
    const arrivalKey = `${createHash('sha256').update(bytes).digest('hex')} ${envelope.slice(0, 16)}`;
    const taken = await takeMail(
      { db: db.pool, into: this.into! },
      {
        channel: this.name,
        arrivalKey,
        receivedAt: now,
        bytes,
        subject: head.subject,
        from: head.from,
        supplier: this.settings.supplier,
        origin: {
          envelope_from: from,
          envelope_to: to.join(' '),
          peer: session.remoteAddress,
          subject: head.subject,
          ...(head.messageId === null ? {} : { message_id: head.messageId }),
          ...(head.from.length === 1 ? { from: head.from[0]! } : {}),
        },
      },
      async () => undefined,
    );
    failpoint('inlet.before-250');
    return `2.0.0 ${taken.state} as ${taken.receiptId}`;
  }

  async probe(): Promise<string> {
    const { host, port } = this.settings;
    const taken = await listens(this.settings);
    if (taken && !(await isInlet(this.settings)))
      throw Object.assign(new Error(`another program listens on port ${port} of ${host}`), { code: 'EADDRINUSE' });
    return taken ? `it listens on port ${port} of ${host}` : `port ${port} of ${host} is free for it`;
  }

  async close(): Promise<void> {
    const server = this.server;
    if (server) await new Promise<void>((r) => server.close(() => r()));
  }
}

const listens = ({ host, port }: SmtpInletSettings): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** Whether what listens there is one of ours, by its greeting. */
const isInlet = ({ host, port }: SmtpInletSettings): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, host);
    const end = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(5000, () => end(false));
    socket.once('error', () => end(false)).once('data', (said) => end(said.toString().includes(BANNER)));
  });

export const smtpInlet: ChannelKind<SmtpInletSettings> = {
  kind: 'smtp-inlet',
  settings,
  make: (name, given, gateway) => new SmtpInletChannel(name, given, gateway),
};
