import { NotWritable } from './not-writable';
import { writeX12, type X12Segment, type X12Separators } from './write-x12';

/** The numbers and ids under which a document of ours leaves. */
export interface OutEnvelope {
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly usage: 'P' | 'T';
  readonly interchange: number;
  readonly group: number;
  readonly at: string; // ISO instant
}
const VERSION = '004010';

/**
 * One document of ours in an interchange of its own, version 4010. By the writer of our answers, which reads back what it wrote.
 * Throws NotWritable where it cannot be said in X12.
 */
export function writeDocument(set: string, functional: string, segments: readonly X12Segment[], envelope: OutEnvelope): Buffer {
  const { element, segment, component } = separatorsFor(segments);
  const [day, time] = [envelope.at.slice(0, 10).replaceAll('-', ''), envelope.at.slice(11, 16).replace(':', '')];
  const [from, to] = [partyOf(envelope.sender), partyOf(envelope.receiver)];
  const control = String(envelope.interchange).padStart(9, '0');
  return writeX12({
    separators: { element, segment, component },
    isa: ['00', '', '00', '', ...from, ...to, day.slice(2), time, 'U', '00401', control, '0', envelope.usage, component],
    answers: [],
    groups: [
      {
        gs: [functional, from[1].padEnd(2), to[1].padEnd(2), day, time, String(envelope.group), 'X', VERSION],
        st: [set, '0001'],
        segments,
      },
    ],
  });
}

export function fits(value: string, most: number, what: string): string {
  if (value.length === 0 || value.length > most)
    throw new NotWritable(`${what}, ${JSON.stringify(value)}, does not fit into X12 (1 to ${most})`);
  return value;
}

/** X12 355: two letters. One that is longer is a name of ours, and theirs for it is not known here. */
export function unit(uom: string): string {
  if (!/^[A-Z0-9]{2}$/.test(uom)) throw new NotWritable(`the unit ${JSON.stringify(uom)} is none of X12 (two letters, such as EA)`);
  return uom;
}

/** A name is for people: letters that X12 has not are left out rather than keeping the order here. */
export const plainName = (name: string): string => name.normalize('NFKD').replace(/[^A-Za-z0-9 .,&()/-]/g, '').trim().slice(0, 60); // prettier-ignore

function partyOf(id: string): [string, string] {
  const at = id.indexOf(':');
  const [qualifier, rest] = [id.slice(0, at), id.slice(at + 1)];
  if (at !== 2 || rest.length === 0 || rest.length > 15) throw new NotWritable(`${JSON.stringify(id)} is no id of X12 (QUALIFIER:ID)`);
  return [qualifier, rest];
}

/** The usual separators, or others where our own words hold one: X12 has no way to escape. */
function separatorsFor(segments: readonly X12Segment[]): X12Separators {
  const said = segments.flat().join('');
  const free = (of: string): string | undefined => [...of].find((c) => !said.includes(c));
  const [element, segment, component] = [free('*|^'), free("~'!"), free('>:\\')];
  if (!element || !segment || !component) throw new NotWritable('its words hold every separator');
  return { element, segment, component };
}
