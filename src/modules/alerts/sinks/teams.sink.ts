import type { Said } from '../chat/said';
import { tellChats } from '../chat/tell';
import type { SinkKind } from './sink';

const MOST_BYTES = 26_000; // Teams refuses a message of more than 28 kB
const MOST_GROUPS = 20;

/** Microsoft Teams, by an incoming webhook or a workflow: a message with one Adaptive Card. */
export const teamsSink: SinkKind = {
  kind: 'teams',
  open: (settings, links) => tellChats(settings, links, 'teams', MOST_BYTES, teamsBody),
};

/** Runs of text have no markdown, unlike blocks of text: what a supplier wrote is shown letter by letter. */
const runs = (...inlines: readonly Readonly<Record<string, unknown>>[]) => ({
  type: 'RichTextBlock',
  inlines: inlines.map((i) => ({ type: 'TextRun', ...i })),
});
const link = (title: string, url: string) => ({ type: 'Action.OpenUrl', title, url });

export function teamsBody({ title, groups, why }: Said): Record<string, unknown> {
  const shown = groups.slice(0, MOST_GROUPS);
  const body = [
    runs({ text: title, size: 'Large', weight: 'Bolder' }),
    ...shown.flatMap((g) => [
      runs({ text: g.more === 0 ? g.heading : `${g.heading} – and ${g.more} more of these`, weight: 'Bolder' }),
      ...g.entries.flatMap((e) => {
        const actions = [...(e.open === null ? [] : [link('Open', e.open)]), ...(e.press === null ? [] : [link('Acknowledge', e.press)])];
        return [
          runs({ text: `${e.about}: `, weight: 'Bolder' }, { text: e.text }),
          ...(actions.length === 0 ? [] : [{ type: 'ActionSet', actions }]),
        ];
      }),
    ]),
    ...(groups.length > shown.length ? [runs({ text: `and ${groups.length - shown.length} more groups` })] : []),
    runs({ text: why, size: 'Small', isSubtle: true }),
  ];
  const card = { $schema: 'http://adaptivecards.io/schemas/adaptive-card.json', type: 'AdaptiveCard', version: '1.4', body };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }] };
}
