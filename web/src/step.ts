/** The `data-row` of the row that has the focus. */
export const focusedRow = (): string | undefined => document.activeElement?.closest<HTMLElement>('tr[data-row]')?.dataset.row;

/** The focus on the next or the former row of a short table; its first link opens it, and others in it are passed by. */
export function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('tr[data-row]')];
  const at = rows.findIndex((r) => r.contains(document.activeElement));
  rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.querySelector('a')?.focus();
}
