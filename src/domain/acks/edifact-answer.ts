import type { Numbers } from './answer';
import type { EdifactVerdict, MessageVerdict } from './edifact-verdict';
import type { EdifactFrame } from './frame';
import { type EdifactSegment, writeEdifact } from './write-edifact';

/** CONTRL in the syntax version of the partner: 4:1 of version 4, D:3 of version 3, 2:2 before that and of EANCOM 1997. */
function versionOf({ version, messages }: EdifactFrame): readonly string[] {
  const syntax = Number(version.split(':')[1] ?? 3);
  const [, , release = '', , association = ''] = messages[0]?.named ?? [];
  const ean = /^EAN/i.test(association);
  if (syntax >= 4) return ['CONTRL', '4', '1', 'UN'];
  if (syntax < 3 || (ean && /^9[0-6]/.test(release))) return ['CONTRL', '2', '2', 'UN', ...(ean ? ['EAN002'] : [])];
  return ['CONTRL', 'D', '3', 'UN', ...(ean ? ['EAN004'] : [])];
}

/** The sender becomes the receiver; syntax and usage are theirs. */
export function unbOf(frame: EdifactFrame, reference: string, at: string): EdifactSegment {
  const four = Number(frame.version.split(':')[1]) >= 4;
  const day = at.slice(0, 10).replaceAll('-', '');
  return [
    ...[['UNB'], frame.version.split(':'), idOf(frame.receiver), idOf(frame.sender)],
    ...[[four ? day : day.slice(2), at.slice(11, 16).replace(':', '')], [reference]],
    ...(frame.test ? [[''], [''], [''], [''], [''], ['1']] : []),
  ];
}

export function contrl(frame: EdifactFrame, verdict: EdifactVerdict, { interchange }: Numbers, at: string): Buffer {
  const reference = String(interchange);
  const body: EdifactSegment[] = [
    [
      ['UCI'],
      [frame.control],
      idOf(frame.sender),
      idOf(frame.receiver),
      [verdict.action],
      [verdict.code],
      [verdict.code === '' ? '' : verdict.segment],
    ],
    ...said(frame, verdict),
  ];
  return writeEdifact(frame, unbOf(frame, reference, at), [[['UNH'], ['1'], [...versionOf(frame)]], ...body], reference);
}

/** Only what was not taken as it stands is named: 7 takes all the rest. Of an interchange that is rejected nothing more is said. */
function said(frame: EdifactFrame, { action, messages }: EdifactVerdict): EdifactSegment[] {
  if (action === '4') return [];
  const out: EdifactSegment[] = [];
  let open: number | null = null;
  for (const m of messages.filter((v) => v.status !== 'A')) {
    const { group } = m.message;
    if (group !== null && group !== open) {
      const g = frame.groups[group]!;
      out.push([['UCF'], [g.control], idOf(g.sender), idOf(g.receiver), ['7']]);
    }
    open = group;
    out.push(...messageOf(m));
  }
  return out;
}

function messageOf({ message, status, code, segments }: MessageVerdict): EdifactSegment[] {
  return [
    [['UCM'], [message.control], [...message.named], [status === 'R' ? '4' : '7'], [code]],
    ...segments.flatMap((s): EdifactSegment[] => [
      [['UCS'], [String(s.position)], [s.elements.length === 0 ? s.code : '']],
      ...s.elements.map((e): EdifactSegment => [['UCD'], [e.code], [String(e.element + 1)]]),
    ]),
  ];
}

/** `14:4012345000009` is written the other way round. */
export function idOf(party: string): string[] {
  const at = party.indexOf(':');
  return at < 0 ? [party] : [party.slice(at + 1), party.slice(0, at)];
}
