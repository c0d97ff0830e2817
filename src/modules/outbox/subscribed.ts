import type { SettingsFile } from '../../platform/settings-file';
import type { FileMessage, Outgoing, WebhookMessage } from './message';
import { places } from './places';
import { endpoints } from './settings';

/** Something that happened, for a program: `exception.opened`, `document.accepted`, `reorder.approved`. */
export interface Event {
  readonly payload: WebhookMessage;
  readonly key: string; // this event, once
  readonly of: string; // what it is about, of which messages stay in order
  readonly about: Readonly<Record<string, unknown>>;
}
export type Tell = (event: Event) => readonly Outgoing[];

/** `*`, `document.*`, `exception.opened`. */
export const matches = (pattern: string, type: string): boolean =>
  pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)));

/** To the endpoints that asked for it, by Standard Webhooks; null where there are none. */
export function toEndpoints(settings: SettingsFile): Tell | null {
  const all = endpoints(settings);
  if (all.length === 0) return null;
  return ({ payload, key, of, about }) =>
    all
      .filter((e) => e.events.some((pattern) => matches(pattern, payload.type)))
      .map((e) => ({ kind: 'webhook', eventKey: `${e.name} ${key}`, target: e.name, sequence: of, payload, about }));
}

/** What a webhook would say, as files: for an ERP that looks into a folder. By their names they sort as they happened. */
export function toPlaces(settings: SettingsFile): Tell | null {
  const all = places(settings).filter((p) => p.events.length > 0);
  if (all.length === 0) return null;
  return (event) =>
    all
      .filter((p) => p.events.some((pattern) => matches(pattern, event.payload.type)))
      .map((p) => ({
        kind: 'file',
        eventKey: `file ${p.name} ${event.key}`,
        target: p.name,
        sequence: event.of,
        payload: fileOf(event),
        about: event.about,
      }));
}

function fileOf({ payload, of, about }: Event): FileMessage {
  const at = payload.timestamp.replace(/[-:.]/g, '');
  const id = typeof about.document === 'string' ? about.document : of;
  return { name: `${at}-${payload.type}-${id}.json`, base64: Buffer.from(`${JSON.stringify(payload)}\n`).toString('base64') };
}
