import { TLSSocket } from 'node:tls';
import type { Expiry } from '../../../domain/rules/channel-view';

/**
 * Until when the server can prove who it is, by the certificate that it showed on this connection. The day after, no look works
 * any more, and mails wait where nobody sees them.
 */
export function certificateOf(socket: unknown, host: string): Expiry | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const shown = socket.getPeerCertificate() as { valid_from?: string; valid_to?: string } | null; // null once the connection has ended
  if (!shown?.valid_from || !shown.valid_to) return undefined;
  return { what: `the certificate of ${host}`, from: Date.parse(shown.valid_from), to: Date.parse(shown.valid_to) };
}
