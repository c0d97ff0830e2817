import { execFile } from 'node:child_process';
import path from 'node:path';

const command = path.join(__dirname, '../../tools/crosscount.cjs');

/** Runs the command as a person does, on a home of its own with the embedded database. 3 says: done, and problems in the data. */
export function crosscount(home: string, ...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env: NodeJS.ProcessEnv = { ...process.env, CROSSCOUNT_HOME: home, NO_COLOR: '1' };
  delete env.DATABASE_URL;
  delete env.NODE_OPTIONS;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [command, ...args], { env, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      const code = error ? Number(error.code) : 0;
      if (code === 0 || code === 3) resolve({ code, stdout, stderr });
      else reject(new Error(`crosscount ${args.join(' ')} ended with ${code}:\n${stderr}`));
    });
  });
}
