import { changePerson } from '../modules/access/people/manage';
import { listPeople, PERSON_NAME, personNamed } from '../modules/access/people/people.store';
import { endSessionsOf } from '../modules/access/people/sessions.store';
import { removeFactor } from '../modules/access/people/second-factor.store';
import { invite, inviteAgain } from '../modules/access/people/sign-in';
import { type Role, ROLES } from '../modules/access/rights';
import { wallClock } from '../platform/clock';
import { UsageError } from '../platform/errors';
import { type Command, type Context, DONE, type Option } from './command';
import { authorOf, BY } from './config-folder';
import { SCOPE_OPTIONS, scopeOf, scopeText } from './scope';
import { count, table } from './table';

const ROLE: Option = { type: 'string', value: 'ROLE', help: ROLES.join(', ') };
const EMAIL: Option = { type: 'string', value: 'ADDRESS', help: 'where they are written to' };

function roleIn(given: string | boolean | undefined): Role {
  if (!ROLES.includes(given as Role)) throw new UsageError(`--role ${String(given ?? '')}: expected ${ROLES.join(', ')}`);
  return given as Role;
}
const textIn = (given: string | boolean | undefined): string | null => (typeof given === 'string' ? given : null);

function tellInvitation({ json, out }: Pick<Context, 'json' | 'out'>, name: string, invitation: string): void {
  if (json) return out.data(JSON.stringify({ name, invitation }));
  out.data(invitation);
  out.message(`${name} comes in with it, once, within a day: POST /api/v1/invitation {"token", "password"}; it is not shown again`);
}

async function known(pool: Parameters<typeof personNamed>[0], name: string): Promise<{ readonly id: string; readonly name: string }> {
  const person = await personNamed(pool, name);
  if (!person) throw new UsageError(`there is nobody of the name ${name}; "user list" shows them`);
  return person;
}

export const userCreateCommand: Command = {
  name: 'user create',
  args: 'NAME',
  summary: 'somebody who is to come in; prints the invitation with which they choose their password',
  options: { role: ROLE, email: EMAIL, ...SCOPE_OPTIONS, by: BY },
  words: [1, 1],
  async run(context) {
    const { words, options, gateway } = context;
    const name = words[0]!;
    if (!PERSON_NAME.test(name)) throw new UsageError(`${name}: expected a name of 2 to 60 letters`);
    const role = roleIn(options.role);
    const { pool } = (await gateway()).db;
    const sees = await scopeOf(pool, options);
    if (role === 'supplier' && sees.suppliers === null) throw new UsageError("a supplier's reader needs --supplier: whose data it is");
    const person = { name, email: textIn(options.email), role, ...sees };
    tellInvitation(context, name, await invite(pool, person, authorOf(options), wallClock.now()));
    return DONE;
  },
};

export const userListCommand: Command = {
  name: 'user list',
  args: '',
  summary: 'the people, what each may do and whose data they see',
  options: {},
  words: [0, 0],
  async run({ json, out, gateway }) {
    const people = await listPeople((await gateway()).db.pool);
    if (json) out.data(JSON.stringify({ people }, null, 2));
    else
      out.data(
        table(
          ['name', 'role', 'sees', 'signs in', 'second factor', 'last seen', 'disabled'],
          people.map((p) => [
            p.name,
            p.role,
            scopeText(p),
            p.signs_in,
            p.second_factor ? 'yes' : 'no',
            p.last_seen_at ?? 'never',
            p.disabled_at,
          ]),
        ),
      );
    return DONE;
  },
};

export const userChangeCommand: Command = {
  name: 'user change',
  args: 'NAME',
  summary: 'what somebody may do, from their next request on',
  options: {
    role: ROLE,
    email: EMAIL,
    ...SCOPE_OPTIONS,
    disable: { type: 'boolean', help: 'may not come in any longer; signed out everywhere' },
    enable: { type: 'boolean', help: 'may come in again' },
    'no-second-factor': { type: 'boolean', help: 'takes the second factor off of who lost it' },
    by: BY,
  },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    if (options.disable && options.enable) throw new UsageError('--disable and --enable contradict each other');
    const { pool } = (await gateway()).db;
    const sees = await scopeOf(pool, options);
    const to = {
      ...(options.role === undefined ? {} : { role: roleIn(options.role) }),
      ...(options.email === undefined ? {} : { email: textIn(options.email) }),
      ...(options.supplier === undefined ? {} : { suppliers: sees.suppliers }),
      ...(options.location === undefined ? {} : { locations: sees.locations }),
      ...(options.disable || options.enable ? { disabled: options.disable === true } : {}),
    };
    const off = options['no-second-factor'] === true;
    if (Object.keys(to).length === 0 && !off) throw new UsageError('nothing is said that would change');
    const person = await changePerson(pool, words[0]!, to, authorOf(options), wallClock.now());
    if (!person) throw new UsageError(`there is nobody of the name ${words[0]!}; "user list" shows them`);
    if (off && !(await removeFactor(pool, person.id, authorOf(options))))
      throw new UsageError(`${person.name} has no second factor in force`);
    if (json) out.data(JSON.stringify(person));
    else out.data(`${person.name}: ${person.role}, sees ${scopeText(person)}${options.disable ? '; may not come in any longer' : ''}`);
    return DONE;
  },
};

export const userInviteCommand: Command = {
  name: 'user invite',
  args: 'NAME',
  summary: 'another invitation, for who forgot their password; older ones are over',
  options: { by: BY },
  words: [1, 1],
  async run(context) {
    const { pool } = (await context.gateway()).db;
    const person = await known(pool, context.words[0]!);
    tellInvitation(context, person.name, await inviteAgain(pool, person.id, authorOf(context.options), wallClock.now()));
    return DONE;
  },
};

export const userSignOutCommand: Command = {
  name: 'user sign-out',
  args: 'NAME',
  summary: 'sign somebody out everywhere',
  options: { by: BY },
  words: [1, 1],
  async run({ words, options, json, out, gateway }) {
    const { pool } = (await gateway()).db;
    const person = await known(pool, words[0]!);
    const ended = await endSessionsOf(pool, person.id, authorOf(options), wallClock.now());
    if (json) out.data(JSON.stringify({ name: person.name, ended }));
    else out.data(`${person.name} is signed out of ${count(ended, 'session')}`);
    return DONE;
  },
};
