import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { clean } from '../../domain/canonical/shown';

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;color:#1a1a1a;background:#fff}' +
  'h1{font-size:1.25rem}button{font:inherit;padding:.5rem 1.25rem;border:0;border-radius:.375rem;background:#1f5fbf;color:#fff;cursor:pointer}' +
  '@media(prefers-color-scheme:dark){body{color:#eee;background:#16181c}}';
const HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

const escaped = (text: string): string => clean(text).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** A page that says one thing and perhaps asks for one press, without any script. */
export function page(
  reply: FastifyReply,
  status: number,
  said: { readonly title: string; readonly text: string; readonly press?: string },
): void {
  const form = said.press === undefined ? '' : `<form method="post"><button>${escaped(said.press)}</button></form>`;
  const title = escaped(said.title);
  void reply
    .code(status)
    .type('text/html; charset=utf-8')
    .headers({ 'content-security-policy': POLICY, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' })
    .send(
      `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>` +
        `<style>${STYLE}</style><h1>${title}</h1><p>${escaped(said.text)}</p>${form}</html>`,
    );
}
