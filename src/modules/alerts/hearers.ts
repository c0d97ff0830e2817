import type { PoolClient } from 'pg';
import type { About, MaySee, Route, Routes } from '../../domain/exceptions/routing';
import { peopleCalled, type PersonCalled } from '../access/people/people.store';
import { RIGHTS_OF } from '../access/rights';
import { type Sees, seesSupplier } from '../access/sees';
import type { AlertSettings, Quiet } from './settings';

/** Somebody who is told, with their own hours. */
export interface Hearer {
  readonly who: string; // the address
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
  const routes: Routes = {
    to: [...new Set(settings.to.map(spelt))],
    routes: settings.routes.map((r): Route => {
      const { name, suppliers, programs, planners, locations, budget } = r;
      return {
        ...{ name, suppliers, programs, planners, locations, budget },
        to: [...new Set([...r.to.map(spelt), ...r.people.flatMap(addressesOf)])],
      };
    }),
    budget: settings.budget,
  };
  const behind = (who: string): PersonCalled[] => {
    const all = persons.filter((p) => p.email?.toLowerCase() === who.toLowerCase());
    return all.some((p) => !p.disabled) ? all.filter((p) => !p.disabled) : all;
  };
  const all = [...new Set([...routes.to, ...routes.routes.flatMap((r) => r.to)])];
  const hearers = all.flatMap((who): Hearer[] => {
    const them = behind(who);
    if (them.some((p) => p.disabled)) return []; // then all are
    const own = settings.people.find((o) => o.who.toLowerCase() === who.toLowerCase() || them.some((p) => isCalled(p, o.who)));
    const theirs = settings.routes.filter((_, i) => routes.routes[i]!.to.includes(who));
    const said = <K extends 'timezone' | 'digest_at' | 'quiet'>(key: K) =>
      [own, ...theirs, settings].find((x) => x?.[key] !== undefined)?.[key];
    return [
      {
        who,
        person: them[0]?.name ?? null,
        works: them.every((p) => RIGHTS_OF[p.role].includes('work')),
        timezone: said('timezone') ?? settings.timezone,
        digestAt: said('digest_at') ?? settings.digest_at,
        quiet: said('quiet'),
      },
    ];
  });
  const there = new Set(hearers.map((h) => h.who));
  return {
    hearers,
    routes,
    planners: settings.routes.some((r) => r.planners !== undefined),
    seesOf: behind,
    maySee: (who, about) => there.has(who) && behind(who).every((p) => seesAbout(p, about)),
  };
}

/** As the console has it: what is wider than a place is about each of them. */
const seesAbout = (sees: Sees, { supplier, location }: About): boolean =>
  seesSupplier(sees, supplier) && (sees.locations === null || location === null || sees.locations.includes(location));
