/** What a webhook, a provider or a mail server must not be talked into. */
export interface Url {
  readonly name: string; // the address itself
  readonly why: RegExp; // it is not called
  readonly here?: true; // where it leads to if nobody looks: to this machine
}
const url = (name: string, why: RegExp, here?: true): Url => ({ name, why, ...(here ? { here } : {}) });
const THIS = /this (machine|host)/;

/** Names that DNS knows, and what it says. */
export const WORLD: Readonly<Record<string, readonly string[]>> = {
  'erp.example': ['93.184.215.14'],
  'six.example': ['2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.1.2.3'],
  'both.example': ['93.184.215.14', '127.0.0.1'],
  'mail.acme.lan': ['10.2.0.7'],
  'xn--mnchen-3ya.example': ['93.184.215.14'],
  localhost: ['127.0.0.1', '::1'],
};

export const URLS: readonly Url[] = [
  url('http://127.0.0.1/', THIS, true),
  url('http://127.1/', THIS, true),
  url('http://0x7f000001/', THIS, true),
  url('http://0x7f.0.0.1/', THIS, true),
  url('http://2130706433/', THIS, true),
  url('http://017700000001/', THIS, true),
  url('http://0177.0.0.1/', THIS, true),
  url('http://127.0.0.1./', THIS, true),
  url('http://127。0。0。1/', THIS, true),
  url('http://①②⑦.⓪.⓪.①/', THIS, true),
  url('http://0/', THIS, true),
  url('http://0.0.0.0/', THIS, true),
  url('http://[::]/', THIS, true),
  url('http://[::1]/', THIS, true),
  url('http://[0:0:0:0:0:0:0:1]/', THIS, true),
  url('http://[::ffff:127.0.0.1]/', THIS, true),
  url('http://[::ffff:10.0.0.1]/', /private network/),
  url('http://[::ffff:7f00:1]/', THIS, true),
  url('http://[::127.0.0.1]/', THIS),
  url('http://[64:ff9b::7f00:1]/', THIS),
  url('http://[64:ff9b::a9fe:a9fe]/', /link-local/),
  url('http://[2002:7f00:1::]/', /6to4/),
  url('http://[2001::7f00:1]/', /Teredo/),
  url('http://[fe80::1]/', /link-local/),
  url('http://[fd00::1]/', /private network/),
  url('http://[ff02::1]/', /multicast/),
  url('http://localhost/', THIS, true),
  url('http://LOCALHOST/', THIS, true),
  url('http://localhost./', THIS, true),
  url('http://inside.example/', /10\.1\.2\.3, which is a private network/),
  url('http://both.example/', THIS),
  url('http://10.0.0.1/', /private network/),
  url('http://172.16.0.1/', /private network/),
  url('http://192.168.1.1/', /private network/),
  url('http://169.254.169.254/latest/meta-data/', /link-local/),
  url('http://100.64.0.1/', /carrier/),
  url('http://100.100.100.200/', /carrier/),
  url('http://192.0.0.192/', /reserved/),
  url('http://198.18.0.1/', /benchmarks/),
  url('http://224.0.0.1/', /multicast/),
  url('http://255.255.255.255/', /reserved/),
  url('http://user@erp.example/', /with a user in it/),
  url('http://127.0.0.1@erp.example/', /with a user in it/),
  url('http://erp.example:25/', /at port 25/),
  url('http://erp.example:6379/', /at port 6379/),
  url('https://erp.example:8443/', /at port 8443/),
  url('gopher://erp.example/', /not http/),
  url('file:///etc/passwd', /not http/),
  url('ftp://erp.example/', /not http/),
];
