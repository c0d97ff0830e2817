import type { Issue } from '../canonical/vocabulary';
import { decoded } from './edi-text';

export interface EdifactHeader {
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly control: string;
  readonly messages: readonly string[]; // types, as UNH says them
  readonly separators: { readonly component: string; readonly element: string; readonly release: string; readonly segment: string };
  readonly issues: readonly Issue[];
}

/** What an EDIFACT interchange is and whose. Its messages are not read yet, which is said and not hidden. */
export function describeEdifact(bytes: Uint8Array): EdifactHeader {
  const { text } = decoded(bytes);
  const una = text.indexOf('UNA');
  const s = una >= 0 && text.slice(0, una).trim() === '' ? text.slice(una + 3, una + 9) : ":+.? '";
  const separators = { component: s[0] ?? ':', element: s[1] ?? '+', release: s[3] ?? '?', segment: s[5] ?? "'" };
  const unb = segmentAt(text, 'UNB', separators);
  const party = (element: string | undefined): string => {
    const [id, qualifier] = split(element ?? '', separators.component, separators.release);
    return id ? `${qualifier ?? ''}:${id}` : '';
  };
  const messages = [...text.matchAll(/(?:^|['\r\n~])\s*UNH./g)].map((m) => {
    const unh = segmentAt(text.slice(m.index), 'UNH', separators);
    return split(unh[2] ?? '', separators.component, separators.release)[0] ?? '';
  });
  const kinds = [...new Set(messages)].filter((m) => m !== '').join(', ');
  const detail = `EDIFACT ${kinds || 'messages'} cannot be read yet; the file is kept`;
  const issues: Issue[] = [
    { code: 'edifact.not-read-yet', severity: 'error', detail, place: { in: 'segment', number: una >= 0 ? 2 : 1, tag: 'UNB' } },
  ];
  return {
    sender: party(unb[2]),
    receiver: party(unb[3]),
    control: split(unb[5] ?? '', separators.component, separators.release)[0] ?? '',
    messages,
    separators,
    issues,
  };
}

function segmentAt(text: string, tag: string, s: EdifactHeader['separators']): string[] {
  const at = text.indexOf(tag);
  if (at < 0) return [];
  let end = at;
  while (end < text.length && text[end] !== s.segment) end += text[end] === s.release && s.release !== ' ' ? 2 : 1;
  return split(text.slice(at, end), s.element, s.release);
}

/** A separator behind the release character is data. */
function split(text: string, separator: string, release: string): string[] {
  const out = [''];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === release && release !== ' ' && i + 1 < text.length) out[out.length - 1] += text[i] + text[++i]!;
    else if (text[i] === separator) out.push('');
    else out[out.length - 1] += text[i]!;
  }
  return out.map((t) => t.trim());
}
