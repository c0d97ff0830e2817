import type { Said } from '../chat/said';
import { tellChats } from '../chat/tell';
import type { SinkKind } from './sink';

const MOST_BYTES = 40_000;

/** Slack, by an incoming webhook: Block Kit, and text that is plain in each block. */
export const slackSink: SinkKind = {
  kind: 'slack',
  open: (settings, links) => tellChats(settings, links, 'slack', MOST_BYTES, slackBody),
};

/** What Slack takes for markup, for a mention or for a link begins with one of these. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const words = (text: string) => ({ type: 'plain_text', text: escaped(text), emoji: false });
const button = (text: string, url: string) => ({ type: 'button', text: words(text), url });

export function slackBody({ title, groups, why }: Said): Record<string, unknown> {
  return {
    text: escaped(title), // where blocks are not shown: in a notice of a telephone
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: words(title) },
      ...groups
        .flatMap((g) => [
          { type: 'section', text: words(g.more === 0 ? g.heading : `${g.heading} – and ${g.more} more of these`) },
          ...g.entries.flatMap((e) => {
            const buttons = [
              ...(e.open === null ? [] : [button('Open', e.open)]),
              ...(e.press === null ? [] : [button('Acknowledge', e.press)]),
            ];
            return [
              { type: 'section', text: words(`${e.about}: ${e.text}`) },
              ...(buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]),
            ];
          }),
        ])
        .slice(0, MOST_BLOCKS),
      { type: 'context', elements: [words(why)] },
    ],
  };
}
const MOST_BLOCKS = 48; // Slack refuses more than fifty
