import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: from this host alone, for all of it, over TLS (or on the machine itself); a neighbour's page can neither read nor set it. */
export const SESSION = '__Host-crosscount';
export const ERRAND = '__Host-crosscount-errand';
const ALWAYS = 'Path=/; Secure; HttpOnly; SameSite=Lax';

export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** For as long as the browser runs; how long it is good is decided here, at each request. */
export const giveCookie = (reply: FastifyReply, name: string, value: string, seconds?: number): void =>
  void reply.header('set-cookie', `${name}=${value}; ${ALWAYS}${seconds === undefined ? '' : `; Max-Age=${seconds}`}`);

export const takeCookie = (reply: FastifyReply, name: string): void => giveCookie(reply, name, '', 0);

/** Asked by a page of this host. A browser always says so of what changes something; who says nothing is none, and may use a key. */
export function sameOrigin(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === request.host;
}
