// Runs commands in one process, as cli.ts does in one each, so that a table of fifty does not cost fifty starts of Node.
const { runCommand } = require('../../dist/cli/run.js');
process.on('message', ({ id, args, env }) => {
  const out = [];
  const messages = [];
  const print = { data: (text) => out.push(text), message: (text) => messages.push(text) };
  void runCommand(args, env, print).then((code) => process.send({ id, code, stdout: out.join('\n'), stderr: messages.join('\n') }));
});
