import { runCommand } from './cli/run';

void runCommand(process.argv.slice(2), process.env, {
  data: (text) => void process.stdout.write(`${text}\n`),
  message: (text) => void process.stderr.write(`${text}\n`),
}).then((code) => {
  process.exitCode = code;
});
