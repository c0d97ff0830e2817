import type { Pool, PoolClient } from 'pg';
import { type About, everybody, type MaySee, type Route, type Routes } from '../../domain/exceptions/routing';
import { peopleCalled, type PersonCalled } from '../access/people/people.store';
import { RIGHTS_OF } from '../access/rights';
import { type Sees, seesSupplier } from '../access/sees';
import type { Chat } from '../outbox/chats';
import type { AlertSettings, Quiet } from './settings';

/** Somebody who is told, with their own hours. */
export interface Hearer {
  readonly who: string; // the address, or `slack:ops`: under this it is remembered what they were told
  readonly person: string | null; // the name of who signs in, where it is one
  readonly works: boolean; // may deal with exceptions, and so by a link
  readonly timezone: string;
  readonly digestAt: string;
  readonly quiet: Quiet | undefined;
}
export interface Hearing {
  readonly hearers: readonly Hearer[];
  readonly routes: Routes;
  readonly maySee: MaySee;
  readonly planners: boolean; // whether a route asks for them
  readonly seesOf: (who: string) => readonly Sees[]; // none: all of it
}

/**
 * Who hears, by the settings and by who there is just now. Somebody who signs in is told of no more than they may see, also where
 * only their address is named; somebody who was disabled, or has no address, of nothing. An address that is nobody's hears all that
 * is routed to it.
 */
export async function hearingOf(client: PoolClient, settings: AlertSettings): Promise<Hearing> {
  const named = settings.routes.flatMap((r) => r.people);
  const addresses = [...settings.to, ...settings.routes.flatMap((r) => r.to)];
  const persons = await peopleCalled(client, [...named, ...addresses]);
  const isCalled = (p: PersonCalled, word: string): boolean => [p.name, p.email].some((n) => n?.toLowerCase() === word.toLowerCase());
  const known = new Map<string, string>(); // an address has one spelling here, whoever wrote it
  const spelt = (a: string): string => {
    const lower = a.toLowerCase();
    if (!known.has(lower)) known.set(lower, a);
    return known.get(lower)!;
  };
  const addressesOf = (word: string): string[] => persons.flatMap((p) => (isCalled(p, word) && p.email !== null ? [spelt(p.email)] : []));
  const routes = routesTo(settings, settings.to.map(spelt), (r) => [...r.to.map(spelt), ...r.people.flatMap(addressesOf)]);
  const found = new Map<string, PersonCalled[]>(); // asked for each exception, of each of a route's people
  const behind = (who: string): PersonCalled[] => {
    const all = found.get(who) ?? persons.filter((p) => p.email?.toLowerCase() === who.toLowerCase());
    const them = all.some((p) => !p.disabled) ? all.filter((p) => !p.disabled) : all;
    found.set(who, them);
    return them;
  };
  const hearers = everybody(routes).flatMap((who): Hearer[] => {
    const them = behind(who);
    if (them.some((p) => p.disabled)) return []; // then all are
    const isOwn = (word: string): boolean => word.toLowerCase() === who.toLowerCase() || them.some((p) => isCalled(p, word));
    const works = them.every((p) => RIGHTS_OF[p.role].includes('work'));
    return [{ who, person: them[0]?.name ?? null, works, ...hoursOf(settings, routes, who, isOwn) }];
  });
  const there = new Set(hearers.map((h) => h.who));
  return {
    hearers,
    routes,
    planners: wantsPlanners(settings),
    seesOf: behind,
    maySee: (who, about) => there.has(who) && behind(who).every((p) => seesAbout(p, about)),
  };
}

/** Names in the settings that nobody bears who can be told: misspelt, disabled, or without an address. What is theirs goes to `to`. */
export async function nobodyCalled(db: Pool, settings: AlertSettings): Promise<string[]> {
  const names = [...new Set(settings.routes.flatMap((r) => r.people))];
  const able = (await peopleCalled(db, names)).filter((p) => !p.disabled && p.email !== null);
  return names.filter((n) => !able.some((p) => [p.name, p.email].some((c) => c?.toLowerCase() === n.toLowerCase())));
}

/**
 * Which channels hear, by the same routes among themselves: a channel takes nothing away from people, since it has no digest, and
 * what is not grave would be told to nobody.
 */
export function channelsHearing(settings: AlertSettings, channels: readonly Chat[]): Hearing {
  const idsOf = (names: readonly string[]): string[] => channels.filter((c) => names.includes(c.name)).map(idOf);
  const routes = routesTo(settings, idsOf(settings.chats), (r) => idsOf(r.chats));
  const hearers = everybody(routes).map((who): Hearer => {
    const { name } = channels.find((c) => idOf(c) === who)!;
    return { who, person: null, works: true, ...hoursOf(settings, routes, who, (word) => word === name) };
  });
  return { hearers, routes, planners: wantsPlanners(settings), seesOf: () => [], maySee: () => true };
}
export const idOf = ({ kind, name }: Pick<Chat, 'kind' | 'name'>): string => `${kind}:${name}`;

type RouteSettings = AlertSettings['routes'][number];
const routesTo = (settings: AlertSettings, to: readonly string[], of: (r: RouteSettings) => readonly string[]): Routes => ({
  to: [...new Set(to)],
  routes: settings.routes.map(({ name, suppliers, programs, planners, locations, budget, ...r }): Route => {
    const takes = { name, suppliers, programs, planners, locations, budget };
    return { ...takes, to: [...new Set(of({ ...takes, ...r }))] };
  }),
  budget: settings.budget,
});
const wantsPlanners = (settings: AlertSettings): boolean => settings.routes.some((r) => r.planners !== undefined);

/** Their own, else those of the first route that is theirs and says so, else everybody's. */
function hoursOf(settings: AlertSettings, { routes }: Routes, who: string, isOwn: (word: string) => boolean) {
  const all = [...settings.people.filter((o) => isOwn(o.who)), ...settings.routes.filter((_, i) => routes[i]!.to.includes(who)), settings];
  const said = <K extends 'timezone' | 'digest_at' | 'quiet'>(key: K) => all.find((x) => x[key] !== undefined)?.[key];
  return { timezone: said('timezone') ?? settings.timezone, digestAt: said('digest_at') ?? settings.digest_at, quiet: said('quiet') };
}

/** As the console has it: what is wider than a place is about each of them. */
const seesAbout = (sees: Sees, { supplier, location }: About): boolean =>
  seesSupplier(sees, supplier) && (sees.locations === null || location === null || sees.locations.includes(location));
