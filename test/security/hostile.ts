/** Hostile inputs by what they attack, and how many of each there must be. A group is whatever specs say `hostile(GROUP, …)`. */
export const GROUPS = {
  'file names': 40,
  bombs: 25,
  'sender forgery': 24,
  SSRF: 45,
  XSS: 60,
  SQL: 50,
  'sessions and origins': 40,
  'headers and commands': 15,
  expressions: 30,
  formulas: 14,
  TLS: 6,
  'host keys': 6,
  floods: 8,
  secrets: 10,
  'edits of the audit log': 200,
} as const;
export type Group = keyof typeof GROUPS;

/** Not written yet. Told by name in the totals, and refused here once it is there. */
export const AWAITED: readonly Group[] = [];

export const titleOf = (group: string): string => `hostile: ${group}`;

/** One test for each input of a group, counted by `npm run hostile -- --totals`. What shows that the test can fail stands outside of it. */
export function hostile<T extends { readonly name: string }>(
  group: Group,
  inputs: readonly T[],
  check: (input: T) => unknown,
  timeout?: number,
): void {
  const twice = inputs.find((a, i) => inputs.findIndex((b) => b.name === a.name) < i);
  if (twice) throw new Error(`${group}: there are two inputs ${twice.name}`);
  describe(titleOf(group), () => {
    test.each(inputs.map((input) => [input.name, input] as const))('%s', async (_, input) => void (await check(input)), timeout);
  });
}
