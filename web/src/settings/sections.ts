import type { Me } from '../api/types';

export interface SectionEntry {
  readonly id: string;
  readonly says: string;
  readonly needs?: string; // a right; shown to everybody without one
  readonly finds?: string; // by which further words the palette finds it
}
export const SETTINGS: readonly SectionEntry[] = [
  { id: 'mailboxes', says: 'Mailboxes', needs: 'manage', finds: 'imap mail smtp' },
  { id: 'drops', says: 'Drops', needs: 'manage', finds: 'folder sftp as2' },
  { id: 'people', says: 'People and roles', needs: 'manage', finds: 'users invite admin' },
  { id: 'keys', says: 'API keys', needs: 'manage', finds: 'token programs' },
  { id: 'webhooks', says: 'Webhooks', needs: 'manage', finds: 'events chats slack teams' },
  { id: 'templates', says: 'Replies', needs: 'manage', finds: 'templates texts suppliers' },
  { id: 'calendars', says: 'Calendars', needs: 'manage', finds: 'holidays days off' },
  { id: 'retention', says: 'Retention', needs: 'manage', finds: 'delete keep' },
  { id: 'alerts', says: 'Alerts', needs: 'manage', finds: 'routing digest quiet hours' },
  { id: 'audit', says: 'Audit log', needs: 'audit', finds: 'who changed what' },
  {
    id: 'other',
    says: 'Other sections',
    needs: 'manage',
    finds: 'yaml edi trust orders approvals sharing claims outgoing web sign-in files',
  },
  { id: 'about', says: 'About', finds: 'version licences' },
];
export const sectionsFor = (me: Me): readonly SectionEntry[] =>
  SETTINGS.filter((s) => s.needs === undefined || me.rights.includes(s.needs));
