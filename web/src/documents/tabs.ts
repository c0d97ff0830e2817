/** What one looks at of a document, by the keys 1 to 8. */
export const TABS = [
  ['file', 'File'],
  ['lines', 'Lines'],
  ['problems', 'Problems'],
  ['mail', 'Mail'],
  ['reply', 'Reply'],
  ['acknowledgement', 'Acknowledgement'],
  ['runs', 'Runs'],
  ['audit', 'Audit'],
] as const;
export type Tab = (typeof TABS)[number][0];
export const tabOf = (query: Readonly<Record<string, string>>): Tab => TABS.find(([tab]) => tab === query.tab)?.[0] ?? 'file';
