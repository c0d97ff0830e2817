import type { DocumentView } from './document-view';
import type { Rule } from './rule';
import { judgeUnresolved } from './unresolved';

/**
 * No conversion from the unit that a line gives to the item's own: a doubt about the unit before any number can be compared.
 * Its key is the item's number and the unit as sent; the doubt that two numbers raise is kept by item and place.
 */
export const unitUnresolved: Rule<DocumentView> = {
  types: ['UOM_SUSPECT'],
  judge: (view) =>
    judgeUnresolved(view, {
      type: 'UOM_SUSPECT',
      claims: (line) => line.reason.startsWith('unit.'),
      name: (line) => ({ qualifier: `unit ${line.unit}`, value: line.sku ?? line.refs[0]?.value ?? '' }),
      severity: () => 'high',
    }),
};
