// Runs commands in one process, as cli.ts does in one each, so that a table of fifty does not cost fifty starts of Node.
const { runCommand } = require('../../dist/cli/run.js');
const { Readers } = require('../../dist/modules/pipeline/reader.js');

// Nor fifty starts of a reading thread, which take longer than the rest of a command: the next one takes it over, as `serve` has it.
const idle = [];
const { start } = Readers.prototype;
Readers.prototype.start = function () {
  return idle.pop() ?? start.call(this);
};
Readers.prototype.close = async function () {
  idle.push(...this.idle.splice(0));
};

process.on('message', ({ id, args, env }) => {
  const out = [];
  const messages = [];
  const print = { data: (text) => out.push(text), message: (text) => messages.push(text) };
  void runCommand(args, env, print).then((code) => process.send({ id, code, stdout: out.join('\n'), stderr: messages.join('\n') }));
});
