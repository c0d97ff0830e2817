import { counted } from '../../../domain/rules/at';
import type { Lost } from '../lost.store';
import type { Composed } from './at-once';
import { moment, type Reader } from './entry';
import { plain } from './html';
import { list, page, section } from './page';

const SHOWN = 20;

/** `mail to k.lind@nordluft.example: Re: stock of week 46 – 550 no such user, Mon 16 Nov, 08:02` */
export const lostLines = (all: readonly Lost[], reader: Reader): string[] => [
  ...all
    .slice(0, SHOWN)
    .map(
      (l) =>
        `${plain(l.kind)} to ${plain(l.target, 100)}: ${plain(l.subject, 120)} – ${plain(l.detail ?? 'no answer', 200)}, ${moment(l.at, reader)}`,
    ),
  ...(all.length > SHOWN ? [`and ${all.length - SHOWN} more`] : []),
];
const NEXT = 'Next: put right what was answered, then send them once more: crosscount outbox --state given_up, crosscount outbox resend ID';

/** What we sent and nobody took: whoever waits for it waits for nothing. */
export function lostMail(all: readonly Lost[], reader: Reader, why: readonly string[]): Composed {
  const heading = `${counted(all.length, 'message')} could not be delivered`;
  const lines = lostLines(all, reader);
  const subject = `VMI: ${heading}`;
  return {
    subject,
    html: page(subject, heading, plain(lines[0]!, 120), [section('Not delivered', String(all.length)), list([...lines, NEXT])], why),
    text: [heading, '', ...lines.map((l) => `  ${l}`), '', `  ${NEXT}`, '', '-- ', ...why].join('\n'),
  };
}
