import type { Numbers } from './answer';
import { asSent, type Content, freeText } from './content';
import { idOf, unbOf } from './edifact-answer';
import type { EdifactFrame } from './frame';
import { type EdifactSegment, writeEdifact } from './write-edifact';

const UNMATCHED = 'Z01'; // mutually defined, as codes of errors in an APERAK are
const UNUSABLE = 'Z02';

/** An APERAK: what is wrong with the content, each fault with its text and the number of the document. Letters beyond ASCII are left out. */
export function aperak(frame: EdifactFrame, content: readonly Content[], { interchange }: Numbers, at: string): Buffer {
  const reference = String(interchange);
  const body: EdifactSegment[] = [
    [['BGM'], ['313'], [reference], ['9']],
    [['DTM'], ['137', `${at.slice(0, 10).replaceAll('-', '')}${at.slice(11, 16).replace(':', '')}`, '203']],
    [['RFF'], ['ACW', frame.control]],
    [['NAD'], ['MS'], [idOf(frame.receiver)[0]!]],
    [['NAD'], ['MR'], [idOf(frame.sender)[0]!]],
    ...content.flatMap(({ message, reference: number, faults }) =>
      faults.flatMap(({ unmatched, text, segment, tag, value }): EdifactSegment[] => {
        const at = segment === null ? '' : `segment ${segment} ${tag ?? ''}`.trim();
        const said = asSent(value, [], 35);
        const words = [freeText(text, [], 70), freeText([at, said].filter((x) => x !== '').join(': '), [], 70)].filter((w) => w !== '');
        return [
          [['ERC'], [unmatched ? UNMATCHED : UNUSABLE]],
          [['FTX'], ['AAO'], [''], [''], words],
          [['RFF'], ['ACW', asSent(number, [], 35) || frame.messages[message]!.control]],
        ];
      }),
    ),
  ];
  return writeEdifact(frame, unbOf(frame, reference, at), [[['UNH'], ['1'], ['APERAK', 'D', '96A', 'UN']], ...body], reference);
}
