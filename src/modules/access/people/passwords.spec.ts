import { checkPassword, hashPassword, isPassword, SHORTEST } from './passwords';

test.each([
  ['correct horse battery'],
  [' '.repeat(3) + 'spaces count too '],
  ['пароль из слов и ещё'],
  ['🦔'.repeat(3) + ' hedgehogs'],
  ['x'.repeat(64) + 'y'.repeat(64)],
  ['q7'.repeat(400) + 'end'], // 803 characters
])('%s is taken, kept as argon2id, and is itself alone', async (password) => {
  await checkPassword(password, 'anna');
  const sealed = await hashPassword(password);
  expect(sealed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await isPassword(password, sealed)).toBe(true);
  expect(await isPassword(`${password}x`, sealed)).toBe(false);
  expect(await isPassword(password.slice(0, -1), sealed)).toBe(false);
});

test('all of a long one counts: two that begin alike for 72 bytes are two', async () => {
  const sealed = await hashPassword(`${'a'.repeat(72)}1`);
  expect(await isPassword(`${'a'.repeat(72)}2`, sealed)).toBe(false);
});

test('what looks alike is alike, and each hash has a salt of its own', async () => {
  const sealed = await hashPassword('Caf\u00e9 au lait, bitte');
  expect(await isPassword('Cafe\u0301 au lait, bitte', sealed)).toBe(true);
  expect(await hashPassword('Caf\u00e9 au lait, bitte')).not.toBe(sealed);
});

test('a hash of another cost is read by what it says of itself', async () => {
  const { argon2Sync } = await import('node:crypto');
  const tag = argon2Sync('argon2id', {
    message: 'hedgehog',
    nonce: Buffer.alloc(16, 1),
    parallelism: 2,
    tagLength: 24,
    memory: 64,
    passes: 1,
  });
  const bare = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
  const sealed = `$argon2id$v=19$m=64,t=1,p=2$${bare(Buffer.alloc(16, 1))}$${bare(tag)}`;
  expect([await isPassword('hedgehog', sealed), await isPassword('hedgehoG', sealed)]).toEqual([true, false]);
});

test('nobody, and a hash that is none, take nothing; nobody takes as long as somebody', async () => {
  const sealed = await hashPassword('correct horse battery');
  const timed = async (hash: string | null): Promise<number> => {
    const from = process.hrtime.bigint();
    expect(await isPassword('anything else at all', hash)).toBe(false);
    return Number(process.hrtime.bigint() - from);
  };
  const quickest = async (hash: string | null): Promise<number> => {
    const times = [];
    for (let i = 0; i < 5; i++) times.push(await timed(hash));
    return Math.min(...times);
  };
  const [somebody, nobody] = [await quickest(sealed), await quickest(null)];
  expect(nobody).toBeGreaterThan(somebody / 5); // a hash is made for both; without it, it would be a hundredth
  for (const none of ['', 'x', '$argon2i$v=19$m=64,t=1,p=1$YQ$YQ', sealed.replace('v=19', 'v=16')])
    expect(await isPassword('correct horse battery', none)).toBe(false);
});

test.each([
  ['', 'at least'],
  ['x'.repeat(SHORTEST - 1), 'at least'],
  ['🦔'.repeat(SHORTEST - 1), 'at least'], // characters, not units
  ['x'.repeat(1001), 'at most'],
  ['aaaaaaaaaaaaaaaa', 'tried first'],
  ['abcabcabcabcabc', 'tried first'],
  ['PASSWORD1234567', 'tried first'],
  ['qwertyuiop123', 'tried first'],
  ['Football!2026', 'tried first'],
  ['anna.schmidt1', 'little more than anna.schmidt'],
  ['Crosscount2026!', 'little more than crosscount'],
])('%s is not taken: %s', async (password, why) => {
  await expect(checkPassword(password, 'anna.schmidt')).rejects.toThrow(why);
});
