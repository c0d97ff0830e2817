import type { ExceptionFilter } from '../modules/exceptions/exceptions.store';
import { UsageError } from '../platform/errors';
import type { Context, Option } from './command';
import { instantOption } from './instant';

export const STATES = ['open', 'acknowledged', 'waiting', 'snoozed', 'resolved', 'all'];
const SEVERITIES = ['low', 'medium', 'high', 'critical'];

/** What exceptions may have in common. */
export const FILTERS: Readonly<Record<string, Option>> = {
  status: { type: 'string', value: 'STATE,…', help: `${STATES.join(', ')}; all that are not resolved if absent` },
  type: { type: 'string', value: 'TYPE', help: 'of this type, as COUNT_DIVERGENCE' },
  supplier: { type: 'string', value: 'CODE', help: 'of this supplier' },
  location: { type: 'string', value: 'CODE', help: 'at this location' },
  sku: { type: 'string', value: 'SKU', help: 'of this item' },
  severity: { type: 'string', value: 'WORD', help: SEVERITIES.join(', ') },
  owner: { type: 'string', value: 'NAME', help: 'whose they are' },
  'opened-before': { type: 'string', value: 'INSTANT', help: 'that are older' },
  shadow: { type: 'boolean', help: 'of suppliers in shadow, which are left out otherwise' },
};

export interface AskedFor extends ExceptionFilter {
  readonly states?: readonly string[];
}

/** Null where nothing is said that they have in common. */
export function filterOf(options: Context['options']): AskedFor | null {
  const states = typeof options.status === 'string' ? options.status.split(',').map((s) => s.trim()) : undefined;
  const wrong = states?.find((s) => !STATES.includes(s));
  if (wrong !== undefined) throw new UsageError(`--status ${wrong}: expected ${STATES.join(', ')}`);
  if (typeof options.severity === 'string' && !SEVERITIES.includes(options.severity))
    throw new UsageError(`--severity ${options.severity}: expected ${SEVERITIES.join(', ')}`);
  const before = options['opened-before'] === undefined ? undefined : instantOption('opened-before', options['opened-before']);
  const said = ['type', 'supplier', 'location', 'sku', 'severity', 'owner'].flatMap((k) =>
    typeof options[k] === 'string' ? [[k, options[k]]] : [],
  );
  if (!states && said.length === 0 && before === undefined && options.shadow !== true) return null;
  return {
    ...Object.fromEntries(said as [string, string][]),
    ...(before === undefined ? {} : { openedBefore: before }),
    ...(options.shadow === true ? { shadow: true } : {}),
    ...(states ? { states: states.includes('all') ? ['all'] : states } : {}),
  };
}
