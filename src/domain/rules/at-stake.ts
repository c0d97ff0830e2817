import { absolute, add, exact, multiply, text, ZERO } from '../canonical/quantity';

interface Priced {
  readonly quantity: string;
  readonly unitCost: string | null;
  readonly currency: string | null;
}

/** What quantities are worth together; nothing where one cost is unknown or the currencies differ: half a sum would mislead. */
export function atStake(parts: readonly Priced[]): { readonly amount: string; readonly currency: string } | undefined {
  const currency = parts[0]?.currency;
  if (currency == null || parts.some((p) => p.unitCost === null || p.currency !== currency)) return undefined;
  const amount = parts.reduce((a, p) => add(a, multiply(absolute(exact(p.quantity)), exact(p.unitCost!))), ZERO);
  return { amount: text(amount, 2), currency };
}
