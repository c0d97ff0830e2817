import { keepSecret, listSecrets, removeSecret, resealSecrets } from '../modules/access/secrets.store';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { keysOf, newKey, Vault, writeKeys } from '../platform/vault';
import { type Command, DONE } from './command';
import { authorOf, BY } from './config-folder';
import { keysOrNew } from './keys';
import { onDatabase } from './database';
import { count, table } from './table';

const LONGEST = 16_384;

/** Never an argument: those stand in the history of the shell, and in the list of processes. */
async function fromInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('the secret, then Enter and Ctrl-D: ');
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += chunk as string;
    if (text.length > LONGEST) throw new UsageError(`a secret has at most ${LONGEST} characters`);
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') throw new UsageError('the secret is read from the standard input, and nothing came');
  return secret;
}

export const secretSetCommand: Command = {
  name: 'secret set',
  args: 'NAME',
  summary: 'keep a password sealed, for ${secret:NAME} in gateway.yaml; it is read from the standard input',
  options: { by: BY },
  words: [1, 1],
  async run({ words, options, json, out, config }) {
    const name = words[0]!;
    if (!/^[\w.-]{1,60}$/.test(name)) throw new UsageError(`${name}: expected a short name of letters, digits, dots and dashes`);
    const text = await fromInput();
    const keys = keysOrNew(config, out);
    const secret = { name, text, author: authorOf(options), now: wallClock.now() };
    await onDatabase(config, ({ pool }) => keepSecret(pool, new Vault(keys), secret));
    if (json) out.data(JSON.stringify({ name }));
    else out.message(`kept; in gateway.yaml it is \${secret:${name}}`);
    return DONE;
  },
};

export const secretListCommand: Command = {
  name: 'secret list',
  args: '',
  summary: 'the names of the secrets that are kept',
  options: {},
  words: [0, 0],
  async run({ json, out, config }) {
    const secrets = await onDatabase(config, ({ pool }) => listSecrets(pool));
    if (json) out.data(JSON.stringify({ secrets }, null, 2));
    else out.data(table(['name', 'by', 'changed'], secrets.map((s) => [s.name, s.author, s.changed_at]))); // prettier-ignore
    return DONE;
  },
};

export const secretRemoveCommand: Command = {
  name: 'secret remove',
  args: 'NAME',
  summary: 'forget a secret',
  options: {},
  words: [1, 1],
  async run({ words, config }) {
    if (!(await onDatabase(config, ({ pool }) => removeSecret(pool, words[0]!)))) throw new UsageError(`there is no secret ${words[0]!}`);
    return DONE;
  },
};

export const secretRotateCommand: Command = {
  name: 'secret rotate',
  args: '',
  summary: 'seal every secret with a new key, and drop the old one',
  options: {},
  words: [0, 0],
  async run({ json, out, config }) {
    const keys = keysOf(config.key, config.keyFile);
    if (keys.length === 0) throw new UsageError('there is no key yet; `crosscount secret set` makes one');
    if (config.key !== undefined) {
      if (keys.length < 2)
        throw new UsageError('CROSSCOUNT_KEY holds the key: set it to the new one and the old one, with a comma, and call this again');
      const done = await onDatabase(config, ({ pool }) => resealSecrets(pool, new Vault(keys)));
      out.message(`${count(done, 'secret')} sealed anew with ${keys[0]!.id}; now take the old key out of CROSSCOUNT_KEY`);
      return DONE;
    }
    // The new key is safe before anything is sealed with it, the old one goes when nothing needs it: a crash in between costs nothing.
    const fresh = newKey();
    writeKeys(config.keyFile, [fresh, ...keys]);
    const done = await onDatabase(config, ({ pool }) => resealSecrets(pool, new Vault([fresh, ...keys])));
    writeKeys(config.keyFile, [fresh]);
    if (json) out.data(JSON.stringify({ sealed: done, key: fresh.id }));
    else out.message(`${count(done, 'secret')} sealed anew with ${fresh.id}; restart the gateway`);
    return DONE;
  },
};
