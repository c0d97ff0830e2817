import { readEdifact } from '../syntax/edifact';
import type { EdifactFrame } from './frame';
import { isPlain, NotWritable } from './not-writable';

export type EdifactSegment = readonly (readonly string[])[]; // elements of components; the first one is the tag

const DEFAULT = { una: null, component: ':', element: '+', decimal: '.', release: '?', repetition: '', segment: "'" };

/** By the service characters of the partner; what of our words is one of them is released. Read again by our own reader. */
export function writeEdifact(frame: EdifactFrame, unb: EdifactSegment, message: readonly EdifactSegment[], reference: string): Buffer {
  const s = frame.separators.una === null && frame.separators.segment === '\n' ? DEFAULT : frame.separators;
  const control = message[0]![1]![0]!;
  const segments: EdifactSegment[] = [unb, ...message, [['UNT'], [String(message.length + 1)], [control]], [['UNZ'], ['1'], [reference]]];
  const una = s.una === null ? '' : `UNA${s.component}${s.element}${s.decimal}${s.release || ' '}${s.repetition || ' '}${s.segment}`;
  const specials = [
    s.component,
    s.element,
    s.segment,
    s.release,
    ...(Number(frame.version.split(':')[1]) >= 4 ? [s.repetition] : []),
  ].filter((c) => c !== '');
  const released = (value: string): string => {
    if (!isPlain(value)) throw new NotWritable(`${JSON.stringify(value)} cannot be written in ${frame.version}`);
    const out = [...value].map((c) => (specials.includes(c) ? `${s.release}${c}` : c)).join('');
    if (out !== value && s.release === '') throw new NotWritable(`${JSON.stringify(value)} holds a separator of the partner's`);
    return out;
  };
  const text = segments.map(
    (x) => `${withoutBlanks(x.map((e) => withoutBlanks(e.map(released)).join(s.component))).join(s.element)}${s.segment}`,
  );
  const bytes = Buffer.from(`${una}${text.join('')}`, 'latin1');
  readBack(bytes, message, [frame.receiver, frame.sender, reference, frame.version, frame.test ? 'T' : 'P']);
  return bytes;
}

const withoutBlanks = (values: readonly string[]): readonly string[] => values.slice(0, values.findLastIndex((v) => v !== '') + 1);

function readBack(bytes: Buffer, message: readonly EdifactSegment[], envelope: readonly string[]): void {
  const { interchanges, issues } = readEdifact(bytes);
  const [i, ...more] = interchanges;
  const trouble = [...issues, ...(i?.issues ?? [])];
  const [m, ...others] = i?.messages ?? [];
  if (!i || !m || more.length + others.length > 0 || i.refused || trouble.length > 0)
    throw new NotWritable(`what was written cannot be read: ${trouble[0]?.detail ?? 'it is not one message'}`);
  const read = [...m.segments()].flat().slice(0, -1);
  const same =
    read.length === message.length && message.every((x, n) => x.every((e, at) => e.every((c, k) => read[n]!.at(at, k + 1) === c.trim())));
  const framed = [i.sender, i.receiver, i.control, i.version, i.usage];
  if (!same || framed.some((v, n) => v !== envelope[n])) throw new NotWritable('what was written is read as something else');
}
