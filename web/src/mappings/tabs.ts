/** The parts of a mapping's page. */
export const TABS = { columns: 'Columns', text: 'Text', versions: 'Versions' } as const;
export type Tab = keyof typeof TABS;
