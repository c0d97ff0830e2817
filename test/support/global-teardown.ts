import fs from 'node:fs';
import type { Running } from './global-setup';

export default async function globalTeardown(): Promise<void> {
  const { running } = globalThis as { running?: Running };
  await running?.server.close();
  if (running?.home.startsWith('/dev/shm/')) fs.rmSync(running.home, { recursive: true, force: true }); // memory is for who works now
}
