/** The focus on the next or the former row of a short table; its link opens it. */
export function step(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('tr[data-row] a')];
  const at = links.findIndex((l) => l === document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.focus();
}
