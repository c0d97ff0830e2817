import { type EdiInterchange, messagesOf } from '../syntax/edi-message';
import type { EdifactInterchange } from '../syntax/edifact';
import type { ServiceCharacters } from '../syntax/edifact-service';
import type { X12Interchange } from '../syntax/x12';
import type { Separators } from '../syntax/x12-envelope';

/** What an answer has to know of the frame of an interchange. Plain data, and nothing of what stands inside. */
export type Frame = X12Frame | EdifactFrame;

export interface X12Frame {
  readonly syntax: 'x12';
  readonly isa: readonly string[];
  readonly separators: Separators;
  readonly groups: readonly FrameGroup[];
}
export interface FrameGroup {
  readonly elements: readonly string[]; // of its GS
  readonly number: number; // of its GS, counted from the start of the file
  readonly declared: string | null; // GE01
  readonly sets: readonly FrameMessage[];
}
export interface FrameMessage {
  readonly type: string;
  readonly control: string;
  readonly first: number; // number of its ST or UNH
}

export interface EdifactFrame {
  readonly syntax: 'edifact';
  readonly separators: ServiceCharacters;
  readonly version: string; // 'UNOC:3'
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly test: boolean;
  readonly asks: boolean;
  readonly groups: readonly { readonly control: string; readonly sender: string; readonly receiver: string }[];
  readonly messages: readonly EdifactFrameMessage[];
}
export interface EdifactFrameMessage extends FrameMessage {
  readonly named: readonly string[]; // type, version, release, agency, association, as its UNH says them
  readonly group: number | null;
}

/** Messages are numbered from 0 as `messagesOf` tells them. Null where nobody is named who could be answered. */
export const frameOf = (i: EdiInterchange): Frame | null => (i.sender === '' ? null : i.syntax === 'x12' ? x12Frame(i) : edifactFrame(i));

const x12Frame = ({ isa, separators, groups }: X12Interchange): X12Frame => ({
  syntax: 'x12',
  isa,
  separators,
  groups: groups.map(({ elements, number, declared, sets }) => ({
    ...{ elements, number, declared },
    sets: sets.map(({ type, control, first }) => ({ type, control, first })),
  })),
});

function edifactFrame(i: EdifactInterchange): EdifactFrame {
  const { separators, version, sender, receiver, control, groups } = i;
  const messages = i.refused ? i.messages : messagesOf(i);
  return {
    ...{ syntax: 'edifact', separators, version, sender, receiver, control },
    test: i.usage === 'T',
    asks: i.asksForAnswer,
    groups: groups.map((g) => ({ control: g.control, sender: g.sender, receiver: g.receiver })),
    messages: messages.flatMap((m) =>
      m.syntax === 'x12'
        ? []
        : {
            ...{ type: m.type, control: m.control, first: m.first },
            named: [m.type, m.version, m.release, m.agency, m.association],
            group: m.group === null ? null : groups.indexOf(m.group),
          },
    ),
  };
}
