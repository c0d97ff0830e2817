/**
 * A small process of its own that ends the server when nobody holds it any more. Those who leave in order stop it themselves;
 * the keeper is for those who were killed, since a server without a user would hold port, memory and data folder for ever.
 * Usage: keeper.js <holders folder> <lock file> <server's process id> <endpoint file>
 */
import fs from 'node:fs';
import { alive, holders, locked } from './holders';

const [folder, lock, pidText, endpoint] = process.argv.slice(2) as [string, string, string, string];
const pid = Number(pidText);

async function look(): Promise<void> {
  if (!alive(pid)) process.exit(0);
  if (holders(folder) === 0) {
    await locked(lock, async () => {
      if (holders(folder) > 0) return;
      fs.rmSync(endpoint, { force: true });
      try {
        process.kill(pid, 'SIGINT');
      } catch {
        // it went by itself
      }
      for (let i = 0; i < 400 && alive(pid); i++) await new Promise((resolve) => setTimeout(resolve, 25));
    });
  }
  setTimeout(() => void look(), 500);
}
void look();
