import { type EdifactInterchange, type EdifactMessage, readEdifact } from './edifact';

/** The frames of an EDIFACT file; what its messages say is not read yet, and the diagnostics say so. */
export function describeEdifactFile(bytes: Uint8Array, file: string): object {
  const { interchanges, issues } = readEdifact(bytes);
  const [first] = interchanges;
  const bare = interchanges.filter((i) => i.bare);
  return {
    file,
    standard: 'EDIFACT',
    syntax: first ? syntaxOf(first) : null,
    interchanges: interchanges.filter((i) => !i.bare).map(interchangeOf),
    ...(bare.length > 0 ? { bareMessages: bare.flatMap((i) => i.messages.map(messageOf)) } : {}),
    diagnostics: [...new Set(interchanges.flatMap((i) => i.issues.map((x) => x.code)))],
    issues: [...interchanges.flatMap((i) => i.issues), ...issues],
  };
}

const syntaxOf = ({ separators: s }: EdifactInterchange): object => ({
  una: s.una,
  componentSeparator: s.component,
  elementSeparator: s.element,
  decimalMark: s.decimal,
  releaseCharacter: s.release === '' ? null : s.release,
  repetitionSeparator: s.repetition === '' ? null : s.repetition,
  segmentTerminator: s.segment,
});

function interchangeOf(i: EdifactInterchange): object {
  const [syntaxIdentifier, syntaxVersion] = i.version.split(':');
  return {
    syntaxIdentifier,
    syntaxVersion,
    sender: partyOf(i.sender),
    receiver: partyOf(i.receiver),
    date: i.date,
    time: i.time,
    controlReference: i.control,
    test: i.usage === 'T',
    messages: i.messages.map(messageOf),
  };
}

function partyOf(party: string): object {
  const colon = party.indexOf(':');
  return { qualifier: party.slice(0, colon), id: party.slice(colon + 1) };
}

const messageOf = (m: EdifactMessage): object => ({ type: m.type, directory: m.directory, reference: m.control });
