import { fileSink } from './file.sink';
import { mailSink } from './mail.sink';
import type { SinkKind } from './sink';
import { slackSink } from './slack.sink';
import { teamsSink } from './teams.sink';
import { webhookSink } from './webhook.sink';

/** Every kind of sink. */
export const SINKS: readonly SinkKind[] = [mailSink, webhookSink, fileSink, slackSink, teamsSink];
