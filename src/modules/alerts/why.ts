import type { Route } from '../../domain/exceptions/routing';
import type { Hearer } from './hearers';
import type { AlertSettings } from './settings';

/** Why somebody got this: by which routes, under what name, by which rule, and where that is changed. */
export function whyOf(
  settings: AlertSettings,
  { who, person, timezone, digestAt, quiet }: Hearer,
  by: readonly (Route | null)[],
  what: 'at once' | 'digest',
): string[] {
  const { at_once } = settings;
  const routes = by.map((r) => (r === null ? 'of everything that no route takes' : `by ${called(r)}`));
  const self = person === null ? who : `${person} (${who}), who is told of no more than they may see`;
  const graver = at_once === 'critical' ? '' : ' or graver';
  const because =
    what === 'digest' ? 'something changed since the last one' : `this is ${at_once}${graver}, or of the kind that cannot wait`;
  const hours = quiet === undefined ? '' : ` From ${quiet.from} to ${quiet.to} nothing comes at once${exceptFor(quiet.passes)}.`;
  return [
    `Why you get this: ${self}, hears ${routes.length === 0 ? 'of what was told before' : routes.join(', and ')}; and ${because}. What is less urgent comes once a day at ${digestAt} (${timezone}).${hours} Each thing is told once, until it changes.`,
    'An automatic mail of your Crosscount gateway. Who hears of what is set under "alerts" in its gateway.yaml.',
  ];
}

const WORDS = { critical: 'what is critical', cannot_wait: 'what cannot wait' } as const;
const exceptFor = (passes: readonly (keyof typeof WORDS)[]): string =>
  passes.length === 0 ? '' : ` but ${passes.map((p) => WORDS[p]).join(' and ')}`;

/** `the route "north" (suppliers NORD; locations HAM)` */
export function called({ name, suppliers, programs, planners, locations }: Route): string {
  const parts = Object.entries({
    suppliers,
    programs: programs?.map((p) => [p.supplier, p.sku, p.location].join('/')),
    planners,
    locations,
  }).flatMap(([what, all]) => (all === undefined ? [] : [`${what} ${all.join(', ')}`]));
  return `the route ${name === undefined ? 'of' : `“${name}” of`} ${parts.join('; ')}`;
}
