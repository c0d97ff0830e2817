import { useCommands } from '../support/commands';

const { run, sql } = useCommands();
beforeAll(() => sql(`insert into supplier (id, code, name) values (gen_random_uuid(), 'NORD', 'Nord')`));

test('somebody is invited, seen in the list, changed, and signed out; all of it with who did it', async () => {
  const made = await run('user', 'create', 'Anna', '--role', 'planner', '--email', 'anna@acme.example', '--by', 'it');
  expect([made.code, made.stdout]).toEqual([0, expect.stringMatching(/^cci_[\w-]{43}$/)]);
  expect((await run('user', 'list')).stdout).toMatch(/Anna +planner +all suppliers +not yet +no +never/);
  expect((await run('user', 'change', 'anna', '--role', 'viewer', '--supplier', 'NORD')).stdout).toBe('Anna: viewer, sees NORD');
  expect((await run('user', 'change', 'Anna', '--supplier', '*')).stdout).toBe('Anna: viewer, sees all suppliers');
  expect((await run('user', 'invite', 'Anna')).stdout).toMatch(/^cci_/);
  expect((await run('user', 'change', 'Anna', '--disable')).stdout).toBe('Anna: viewer, sees all suppliers; may not come in any longer');
  expect((await run('user', 'sign-out', 'Anna')).stdout).toBe('Anna is signed out of 0 sessions');
  const { entries } = (await run('audit', '--what', 'person', '--json')).json as { entries: { by: string; what: string }[] };
  expect(entries.length).toBeGreaterThanOrEqual(4);
  expect(entries.at(-1)).toMatchObject({ by: 'it', what: 'person insert' });
});

test('a key of one supplier says so', async () => {
  expect((await run('key', 'create', 'nord', '--scope', 'read,send', '--supplier', 'NORD')).code).toBe(0);
  expect((await run('key', 'list')).stdout).toMatch(/nord +cck_\S+ +read, send +NORD/);
});

test.each([
  [['user', 'create', 'Bert'], 'expected viewer'],
  [['user', 'create', 'Bert', '--role', 'owner'], 'expected viewer'],
  [['user', 'create', '<b>', '--role', 'viewer'], 'expected a name'],
  [['user', 'create', 'ANNA', '--role', 'viewer'], 'already'],
  [['user', 'create', 'Bert', '--role', 'supplier'], 'needs --supplier'],
  [['user', 'create', 'Bert', '--role', 'viewer', '--supplier', 'NOPE'], 'no supplier NOPE'],
  [['user', 'change', 'Anna'], 'nothing is said'],
  [['user', 'change', 'Anna', '--enable', '--disable'], 'contradict'],
  [['user', 'change', 'Anna', '--no-second-factor'], 'no second factor in force'],
  [['user', 'change', 'Bert', '--role', 'viewer'], 'nobody of the name'],
  [['user', 'invite', 'Bert'], 'nobody of the name'],
  [['key', 'create', 'x', '--location', 'NOPE'], 'no location NOPE'],
])('%j is wrong usage: %s', async (args, why) => {
  const done = await run(...args);
  expect([done.code, done.stderr]).toEqual([2, expect.stringContaining(why)]);
});
