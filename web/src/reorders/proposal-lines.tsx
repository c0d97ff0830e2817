import { grouped } from '../../../src/domain/exceptions/words';
import { Link } from '../use-place';
import { openLines, type Proposal } from './proposals';

type Line = Proposal['lines'][number];
const WORDS: Readonly<Record<NonNullable<Line['word']>, string>> = {
  accepted: '✓ accepted',
  changed: '⚠ changed',
  rejected: '✗ rejected',
  backordered: '◷ later',
};
const called = (l: Line): string =>
  l.sku === null ? l.refs.map((r) => `${r.qualifier} ${r.value}`).join(', ') : `${l.sku} @ ${l.location ?? 'no place'}`;
const amount = (quantity: string | null, uom: string | null): string =>
  quantity === null ? '–' : `${grouped(quantity)} ${uom ?? ''}`.trim();

interface Props {
  readonly proposal: Proposal;
  readonly ticked: ReadonlySet<string>;
  readonly tick: ((key: string) => void) | null;
}
/** Each line beside our draft or our order, with its segment or cell, and what was decided of it. */
export function ProposalLines({ proposal, ticked, tick }: Props) {
  const open = new Set(openLines(proposal).map((l) => l.n));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">
            <span className="skip">Ticked</span>
          </th>
          <th scope="col">Item</th>
          <th scope="col" className="num">
            Theirs
          </th>
          <th scope="col" className="num">
            Ours
          </th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {proposal.lines.map((l) => {
          const key = `${proposal.id} ${l.n}`;
          return (
            <tr key={l.n}>
              <td>
                {tick && open.has(l.n) && (
                  <input type="checkbox" aria-label={`Tick ${called(l)}`} checked={ticked.has(key)} onChange={() => tick(key)} />
                )}
              </td>
              <td className="wrap">
                {called(l)}
                <span className="why">
                  <Link to={{ screen: 'documents', id: proposal.id, query: { at: l.place } }}>{l.place}</Link>
                  {l.due ? `, due ${l.due}` : ''}
                  {l.price ? `, price ${l.price}` : ''}
                </span>
              </td>
              <td className="num">
                {amount(l.theirs, l.uom)}
                {l.theirs === null && <span className="why">sent: {l.sent}</span>}
              </td>
              <td className="num">
                {amount(l.ours, l.uom)}
                {l.difference !== null && l.difference !== '0' && <span className="why">{grouped(l.difference).replace(/^-/, '−')}</span>}
              </td>
              <td className="small wrap">
                {l.word ? WORDS[l.word] : ''}
                {l.unmatched && <span className="warn">⚠ {l.unmatched}</span>}
                {l.unmatched === null && l.draft === null && proposal.kind === 'proposal' && (
                  <span className="dim">we have no draft of it</span>
                )}
                {l.draft?.held && <span className="warn">⚠ our draft is held: its count is in doubt</span>}
                {l.draft && (
                  <span className="why">
                    <Link to={{ screen: 'reorders', id: l.draft.id, query: { state: l.draft.state } }}>Our draft</Link>
                  </span>
                )}
                {l.answer && (
                  <span className="why">
                    {l.answer.what} by {l.answer.by}
                    {l.answer.reason ? `: “${l.answer.reason}”` : ''}
                  </span>
                )}
              </td>
            </tr>
          );
        })}
        {proposal.unanswered.map((u) => (
          <tr key={`${u.sku} ${u.line}`}>
            <td />
            <td className="wrap">
              {u.sku}
              <span className="why">line {u.line} of the order</span>
            </td>
            <td className="num">–</td>
            <td className="num">{grouped(u.quantity)}</td>
            <td className="small warn">⚠ ordered, and not answered</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
