import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../platform/free-port';
import type { DemoServices } from './services';

const INBOX = 'vmi@alder-finch.example';
const PLANNER = 'planning@alder-finch.example';

export type DemoMail = Pick<DemoServices, 'mail' | 'outbox'> & { readonly close: () => Promise<void> };

/**
 * The mail of the demo: an inlet of its own for what suppliers send, and a server on this machine that puts what would leave
 * into a folder, so that nobody is written to. Both are settings like anybody's, in the demo's own gateway.yaml.
 */
export async function openDemoMail(home: string): Promise<DemoMail> {
  const folder = path.join(home, 'outbox');
  fs.mkdirSync(folder, { recursive: true });
  const left = await outgoing(folder);
  const inlet = await freePort();
  fs.mkdirSync(path.join(home, 'config'), { recursive: true });
  fs.writeFileSync(
    path.join(home, 'config', 'gateway.yaml'),
    `# Written by the demo at each start.
channels:
  - kind: smtp-inlet
    name: inlet
    port: ${inlet}
    recipients: ['${INBOX}']
outgoing:
  allow: [127.0.0.1]
mail:
  host: 127.0.0.1
  port: ${left.port}
  tls: if_offered
  from: ${INBOX}
alerts:
  to: ['${PLANNER}']
  pause_minutes: 0
trust:
  policy: 'off' # nobody on this machine signs mails
replies:
  leave: send
  accepted: always
`,
  );
  return {
    mail: async (from, subject, file) => {
      const transport = createTransport({ host: '127.0.0.1', port: inlet, ignoreTLS: true });
      await transport.sendMail({ from, to: INBOX, subject, text: `${subject}, see attachment.`, attachments: [{ path: file }] });
      transport.close();
      return INBOX;
    },
    outbox: () => left.mails,
    close: left.close,
  };
}

/** Takes every mail and writes it down, whole before it says that it has it. */
async function outgoing(folder: string): Promise<{ port: number; mails: { to: string; file: string }[]; close: () => Promise<void> }> {
  const mails: { to: string; file: string }[] = [];
  const before = fs.readdirSync(folder).length;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const file = path.join(folder, `${before + mails.length + 1}.eml`);
        fs.writeFileSync(file, Buffer.concat(chunks));
        mails.push({ to: session.envelope.rcptTo.map((r) => r.address).join(', '), file });
        done();
      });
    },
  });
  server.on('error', () => undefined); // a connection that breaks is the relay's to try again
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, mails, close: () => new Promise((resolve) => server.close(() => resolve())) };
}
