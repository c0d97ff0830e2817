import net from 'node:net';

/** What a proxy does to the traffic; each may be changed while it runs. */
export interface Meddling {
  /** Each line that the client sends; another one in its place, or `cut`: both ends are reset. */
  line?: ((line: string) => string | 'cut') | undefined;
  /** Each piece that the server sends, as latin1, which must keep its length. */
  answer?: ((text: string) => string) | undefined;
}
export interface Proxy extends Meddling {
  readonly port: number;
  readonly trace: string[]; // what clients sent, line by line
  received: number; // bytes that clients got
  connections: number;
  cut(): void;
  hold(): void; // the connections of now become a black hole: nothing more goes through, nobody is told
  stop(): Promise<void>;
}

/** Stands between a client and a server: sees every line, and can cut, hold, or change what passes. */
export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<Proxy> {
  const open = new Set<net.Socket>();
  let held = 0;
  const server = net.createServer((client) => {
    proxy.connections += 1;
    const generation = held;
    const up = net.connect(target.port, target.host);
    for (const s of [client, up]) {
      open.add(s);
      s.on('error', () => undefined).on('close', () => (open.delete(s), client.destroy(), up.destroy()));
    }
    let rest = '';
    client.on('data', (data) => {
      rest += data.toString('latin1');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        proxy.trace.push(line);
        if (generation < held) continue;
        const sent = proxy.line ? proxy.line(line) : line;
        if (sent === 'cut') {
          client.resetAndDestroy();
          up.destroy();
        } else up.write(`${sent}\r\n`, 'latin1');
      }
    });
    up.on('data', (data) => {
      if (generation < held) return;
      proxy.received += data.length;
      client.write(proxy.answer ? Buffer.from(proxy.answer(data.toString('latin1')), 'latin1') : data);
    });
  });
  await new Promise<void>((r) => server.listen(0, '127.0.0.1', r));
  const proxy: Proxy = {
    port: (server.address() as net.AddressInfo).port,
    trace: [],
    received: 0,
    connections: 0,
    hold: () => void (held += 1),
    cut: () => open.forEach((s) => s.destroy()),
    stop: () => {
      proxy.cut();
      return new Promise((r) => server.close(() => r()));
    },
  };
  return proxy;
}
