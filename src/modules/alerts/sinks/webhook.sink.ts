import { toEndpoints } from '../../outbox/subscribed';
import { consoleUrl } from '../settings';
import { sinkOf } from './events';
import type { SinkKind } from './sink';

/** Standard Webhooks. */
export const webhookSink: SinkKind = {
  kind: 'webhook',
  open(settings) {
    const tell = toEndpoints(settings);
    return tell && sinkOf(consoleUrl(settings), tell);
  },
};
