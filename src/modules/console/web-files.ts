import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import fs from 'node:fs';
import path from 'node:path';

/** Where the build puts the console, seen from src and from dist alike. */
export const WEB = path.resolve(__dirname, '../../../dist/web');
const YEAR = '365d';

/** No script and no style but from files of ours, and nowhere to send anything but here: what a supplier wrote stays text. */
export const CONSOLE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** The page that everything else of the console is loaded by; null where it was not built. */
export const consolePage = (): string | null => built('index.html');
/** The terms of all that the pages are made of. */
export const licenceTexts = (): string | null => built('licences.md');

function built(file: string): string | null {
  try {
    return fs.readFileSync(path.join(WEB, file), 'utf8');
  } catch {
    return null;
  }
}

/** Their names say what is in them, so that a browser asks for each once; the build has compressed them. */
export async function serveAssets(http: FastifyInstance): Promise<void> {
  const root = path.join(WEB, 'assets');
  if (!fs.existsSync(root)) return;
  const rules = { immutable: true, maxAge: YEAR, preCompressed: true, index: false as const, decorateReply: false };
  await http.register(fastifyStatic, { root, prefix: '/assets/', ...rules });
}
