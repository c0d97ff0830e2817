/** A list by what a stranger writes. `constructor` and `__proto__` are found in every other object, and would be somebody's code for stock. */
export const codes = <T>(list: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.assign(Object.create(null) as Record<string, T>, list);
