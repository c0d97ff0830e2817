import { hidden, HIDDEN, sealed, secretsIn, unhidden } from './hidden';
import { sectionText, sectionTexts, withSection } from './sections';

const FILE = `# who runs this: IT, ext. 12
channels:
  # the mailbox of the buyers
  - kind: imap
    name: vmi
    host: imap.acme.example
    user: vmi # not a person
    password: hunter2 # asked for twice
    # password: hunter1
  - kind: sftp
    name: pac
    private_key: |
      -----BEGIN-----
      abc
    passphrase: \${secret:pass}

# alerts go out once a day
alerts: { to: [a@acme.example] }
webhooks:
  - { name: erp, url: 'https://erp.example/in', secret: [whsec_AA, '\${HOOK}'] }
`;
const channels = sectionText(FILE, 'channels');

test('a section is cut out with its own remarks, and those of the next one stay there', () => {
  expect(channels.startsWith('channels:\n  # the mailbox')).toBe(true);
  expect(channels.endsWith('passphrase: ${secret:pass}\n')).toBe(true);
  expect(sectionText(FILE, 'mail')).toBe('');
  const without = withSection(FILE, 'channels', '');
  expect(without).toContain('# who runs this');
  expect(without).toContain('# alerts go out once a day\nalerts:');
  expect(withSection(FILE, 'channels', channels)).toBe(FILE);
  expect(withSection(FILE, 'mail', 'mail: { host: x }')).toBe(`${FILE}mail: { host: x }\n`);
  expect(withSection('', 'mail', 'mail: { host: x }\n')).toBe('mail: { host: x }\n');
  expect(() => withSection('{ "mail": { "host": "x" } }', 'mail', 'mail: {}')).toThrow('in braces');
});

test('what is shown holds no secret, wherever it stands and however it is written; what is a reference is shown', () => {
  const shown = hidden(channels, 'channels');
  for (const secret of ['hunter2', 'hunter1', 'BEGIN', 'abc']) expect(shown).not.toContain(secret);
  expect(shown).toContain(`password: "${HIDDEN}" # asked for twice`);
  expect(shown).toContain('${secret:pass}');
  expect(shown).toContain('user: vmi # not a person');
  const hooks = hidden(sectionText(FILE, 'webhooks'), 'webhooks');
  expect(hooks).not.toContain('whsec_AA');
  expect(hooks).toContain('${HOOK}');
  expect(hidden('chats:\n  - { name: ops, url: https://hooks.example/T1 }\n', 'chats')).not.toContain('T1');
});

test('what comes back as it was shown is what it was, though the list was put in another order', () => {
  expect(unhidden(hidden(channels, 'channels'), channels, 'channels').replace('\n    private_key: "-----BEGIN-----\\nabc\\n"\n', '')).toBe(
    channels.replace('\n    private_key: |\n      -----BEGIN-----\n      abc\n', ''),
  );
  const moved = `channels:
  - { kind: sftp, name: pac, private_key: ${HIDDEN} }
  - { kind: imap, name: vmi, password: ${HIDDEN} }
`;
  const back = secretsIn(unhidden(moved, channels, 'channels'), 'channels');
  expect(back.map((s) => s.value)).toEqual(['-----BEGIN-----\nabc\n', 'hunter2']);
  expect(() => unhidden(moved.replace('vmi', 'other'), channels, 'channels')).toThrow('channels.1.password');
});

test('a secret that was typed in gets a name of its own, and is in the text no more', () => {
  const kept = new Map<string, string>();
  const text = sealed(channels, '', 'channels', (name, value) => (kept.set(name, value), name));
  expect([...kept.keys()]).toEqual(['imap-vmi-password', 'sftp-pac-private_key']);
  expect(text).toContain('password: ${secret:imap-vmi-password} # asked for twice');
  expect(secretsIn(text, 'channels')).toEqual([]);
  expect(sealed(channels, channels, 'channels', (name) => name)).toBe(channels);
});

test('a key that is no text keeps nothing from being hidden and sealed', () => {
  const text = 'channels:\n  - kind: imap\n    1: { password: hunter4 }\n';
  expect(hidden(text, 'channels')).not.toContain('hunter4');
  expect(sealed(text, '', 'channels', (name) => name)).not.toContain('hunter4');
});

test('each section has its own text, and a file in braces has none that could be changed alone', () => {
  const texts = sectionTexts(FILE);
  expect([...texts.keys()]).toEqual([...FILE.matchAll(/^(\w+):/gm)].map((m) => m[1]));
  for (const [section, text] of texts) expect(sectionText(FILE, section)).toBe(text);
  expect(() => withSection('{ "mail": { "host": "x" } }', 'trust', 'trust: {}')).toThrow('in braces');
});
