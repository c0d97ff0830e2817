/** An entry under `channels`, to be pasted: JSON is YAML, and needs no writer of its own. */
export function yamlOf(kind: string, settings: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries({ kind, ...settings }).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return `channels:\n  - ${lines.join('\n    ')}\n`;
}
