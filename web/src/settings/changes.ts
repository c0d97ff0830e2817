type State = Readonly<Record<string, unknown>> | null;
export interface Change {
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}
const said = (value: unknown): string | null =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);

/** What differs, field by field; what stands in an object of two states (`said`) is told as those. */
export function changesOf(before: State, after: State): readonly Change[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.flatMap((name): Change[] => {
    const [was, is] = [before?.[name], after?.[name]];
    if (is && typeof is === 'object' && 'before' in is && 'after' in is) return [...changesOf({ text: is.before }, { text: is.after })];
    const [from, to] = [said(was), said(is)];
    return from === to ? [] : [{ field: name.replaceAll('_', ' '), from, to }];
  });
}
