import type { EmbeddedServer } from '../../src/database/embedded';

export default async function globalTeardown(): Promise<void> {
  await (globalThis as { server?: EmbeddedServer }).server?.close();
}
