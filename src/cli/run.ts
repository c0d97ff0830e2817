import { parseArgs } from 'node:util';
import { COMMANDS } from './index';
import { clean, cleanJson } from '../domain/canonical/shown';
import type { Command, Context, Output } from './command';
import type { Gateway } from '../modules/pipeline/gateway';
import { loadConfig } from '../platform/config';
import { CrosscountError, UsageError } from '../platform/errors';

type Environment = Readonly<Record<string, string | undefined>>;

/** One call of the command: data and messages go to `out`, and the exit code of contract section 2 comes back. Never throws. */
export async function runCommand(argv: readonly string[], env: Environment, given: Output): Promise<number> {
  const out = readable(given, argv.includes('--json'));
  try {
    return await run(argv, env, out);
  } catch (error) {
    if (error instanceof CrosscountError) {
      out.message(`crosscount: ${error.message}`);
      return error.exitCode;
    }
    // A stack helps whoever mends us, and frightens everybody else.
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const told = env.CROSSCOUNT_LOG === 'debug' || env.CROSSCOUNT_LOG === 'trace' ? (stack ?? message) : message;
    out.message(`crosscount: it failed, and the fault is not in your data: ${told}`);
    return 1;
  }
}

/** What others wrote neither steers the terminal nor turns a line round, whichever command shows it. */
const readable = (out: Output, json: boolean): Output => ({
  data: (text) => out.data(json ? cleanJson(text) : clean(text)),
  message: (text) => out.message(clean(text)),
});

function find(argv: readonly string[]): { name: string; load: () => Promise<Command>; rest: readonly string[] } | undefined {
  const two = `${argv[0]} ${argv[1]}`;
  const command = COMMANDS.find((c) => c.name === two) ?? COMMANDS.find((c) => c.name === argv[0]);
  return command && { ...command, rest: argv.slice(command.name.split(' ').length) };
}

async function help(name?: string): Promise<string> {
  const commands = await Promise.all(COMMANDS.filter((c) => name === undefined || c.name === name).map((c) => c.load()));
  if (name !== undefined && commands[0]) {
    const options = Object.entries({ ...commands[0].options, json: { type: 'boolean', help: 'one JSON document on stdout' } as const });
    const lines = options.map(([key, o]) => `  --${`${key}${'value' in o && o.value ? ` ${o.value}` : ''}`.padEnd(24)} ${o.help}`);
    return [`crosscount ${commands[0].name} ${commands[0].args}`.trim(), `  ${commands[0].summary}`, '', ...lines].join('\n');
  }
  const lines = commands.map((c) => `  ${`${c.name} ${c.args}`.trim().padEnd(34)} ${c.summary}`);
  return [
    'crosscount COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'crosscount help COMMAND says more. CROSSCOUNT_HOME names the data folder (./data if absent).',
  ].join('\n');
}

async function run(argv: readonly string[], env: Environment, out: Output): Promise<number> {
  if (argv.length === 0 || argv[0] === 'help' || argv[0] === '--help') {
    const wanted = argv.slice(1).join(' ');
    if (wanted !== '' && !COMMANDS.some((c) => c.name === wanted))
      throw new UsageError(`there is no command "${wanted}"; "crosscount help" lists them`);
    out.data(await help(wanted === '' ? undefined : wanted));
    return argv.length === 0 ? 2 : 0;
  }
  const found = find(argv);
  if (!found) throw new UsageError(`there is no command "${argv.join(' ')}"; "crosscount help" lists them`);
  if (found.rest.includes('--help')) {
    out.data(await help(found.name));
    return 0;
  }
  const command = await found.load();
  const { words, options } = parsed(command, found.rest);
  let gateway: Promise<Gateway> | undefined;
  const config = loadConfig(env);
  const context: Context = {
    words,
    options,
    json: options.json === true,
    config: env.CROSSCOUNT_LOG ? config : { ...config, log: 'warn' },
    out,
    gateway: () =>
      (gateway ??= import('../modules/pipeline/gateway.js').then((m) =>
        m.openGateway(context.config, { supervise: false, reads: command.reads ?? false }),
      )),
  };
  try {
    return await command.run(context);
  } finally {
    await gateway?.then(
      (g) => g.close(),
      () => undefined,
    );
  }
}

function parsed(command: Command, rest: readonly string[]): { words: string[]; options: Record<string, string | boolean | undefined> } {
  try {
    const options = Object.fromEntries(
      Object.entries({ ...command.options, json: { type: 'boolean' as const } }).map(([k, o]) => [k, { type: o.type }]),
    );
    const { positionals, values } = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true });
    const [min, max] = command.words;
    if (positionals.length < min || positionals.length > max) throw new Error(`it takes ${command.args || 'no words'}`);
    return { words: positionals, options: values as Record<string, string | boolean | undefined> };
  } catch (error) {
    const [what] = (error as Error).message.split('. To specify'); // Node goes on about words that begin with a dash
    throw new UsageError(`${`crosscount ${command.name} ${command.args}`.trim()}: ${what}`);
  }
}
