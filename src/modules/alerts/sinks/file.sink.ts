import { toPlaces } from '../../outbox/subscribed';
import { consoleUrl } from '../settings';
import { sinkOf } from './events';
import type { SinkKind } from './sink';

/** What a webhook would say, as files: for an ERP that looks into a folder. By their names they sort as they happened. */
export const fileSink: SinkKind = {
  kind: 'file',
  open(settings) {
    const tell = toPlaces(settings);
    return tell && sinkOf(consoleUrl(settings), tell);
  },
};
