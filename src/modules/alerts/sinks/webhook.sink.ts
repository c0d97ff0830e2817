import { endpoints } from '../../outbox/settings';
import { consoleUrl } from '../settings';
import { matches, sinkOf } from './events';
import type { SinkKind } from './sink';

/** Standard Webhooks. */
export const webhookSink: SinkKind = {
  kind: 'webhook',
  open(settings) {
    const all = endpoints(settings);
    if (all.length === 0) return null;
    return sinkOf(consoleUrl(settings), ({ payload, key, of, about }) =>
      all
        .filter((e) => e.events.some((pattern) => matches(pattern, payload.type)))
        .map((e) => ({ kind: 'webhook', eventKey: `${e.name} ${key}`, target: e.name, sequence: of, payload, about })),
    );
  },
};
