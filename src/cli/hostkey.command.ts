import { adviceFor } from '../modules/channels/advice';
import { dialerOf } from '../platform/dialer/dialer';
import { CrosscountError, UsageError } from '../platform/errors';
import { hostKeysOf } from '../platform/sftp/connect';
import { type Command, DONE } from './command';
import { table } from './table';

export const hostKeyCommand: Command = {
  name: 'channels hostkey',
  args: 'HOST[:PORT]',
  summary: 'the keys that a server of SFTP shows, to be compared with what its operator says',
  options: {},
  words: [1, 1],
  async run({ words, json, config, out }) {
    const { host, port } = hostAndPort(words[0]!);
    const keys = await hostKeysOf(host, port, dialerOf(config.settings)).catch((error: Error) => {
      throw new CrosscountError('sftp', `${host}: ${error.message}. ${adviceFor(error)}`, 1, { cause: error });
    });
    if (json) out.data(JSON.stringify({ host, port, keys }, null, 2));
    else {
      out.data(table(['key', 'kind'], keys.map((k) => [k.fingerprint, k.type]))); // prettier-ignore
      out.message('whoever stands between you and the server could show keys of their own: ask its operator, then put one into host_keys');
    }
    return DONE;
  },
};

/** `host`, `host:2222`, `[2001:db8::1]:2222`; an address of the new family has colons of its own. */
function hostAndPort(text: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:\s]+))(?::(\d+))?$/.exec(text) ?? [];
  const host = bracketed ?? plain ?? (/^[0-9a-f:.]+$/i.test(text) ? text : undefined);
  const number = Number(port ?? 22);
  if (host === undefined || number < 1 || number > 65535) throw new UsageError(`${text}: expected a host, or host:port`);
  return { host, port: number };
}
