import { runCommand } from './cli/run';

// Whoever reads no more, as `head` does, ends no work half way: what is told goes nowhere, and what was asked is done.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

void runCommand(process.argv.slice(2), process.env, {
  data: (text) => void process.stdout.write(`${text}\n`),
  message: (text) => void process.stderr.write(`${text}\n`),
}).then((code) => {
  process.exitCode = code;
});
