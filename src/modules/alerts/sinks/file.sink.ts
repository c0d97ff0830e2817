import type { FileMessage } from '../../outbox/message';
import { places } from '../../outbox/places';
import { consoleUrl } from '../settings';
import { type Event, matches, sinkOf } from './events';
import type { SinkKind } from './sink';

/** What a webhook would say, as files: for an ERP that looks into a folder. By their names they sort as they happened. */
export const fileSink: SinkKind = {
  kind: 'file',
  open(settings) {
    const all = places(settings).filter((p) => p.events.length > 0);
    if (all.length === 0) return null;
    return sinkOf(consoleUrl(settings), (event) =>
      all
        .filter((p) => p.events.some((pattern) => matches(pattern, event.payload.type)))
        .map((p) => ({
          kind: 'file',
          eventKey: `file ${p.name} ${event.key}`,
          target: p.name,
          sequence: event.of,
          payload: fileOf(event),
          about: event.about,
        })),
    );
  },
};

function fileOf({ payload, of, about }: Event): FileMessage {
  const at = payload.timestamp.replace(/[-:.]/g, '');
  const id = typeof about.document === 'string' ? about.document : of;
  return { name: `${at}-${payload.type}-${id}.json`, base64: Buffer.from(`${JSON.stringify(payload)}\n`).toString('base64') };
}
