import { claimable, type ClaimAction, type ClaimState, move } from './claim';

test.each([
  ['short', '20', null, ['1 short 20']],
  ['over', '-5', null, ['1 over 5']],
  ['short damaged', '20', '3', ['1 short 20', '2 damaged 3']],
  ['damaged', '0', '2.50', ['1 damaged 2.50']],
  ['wrong_item', '-7', null, ['1 wrong_item 7']],
  ['wrong_site', '0', '0', []],
  ['damaged', '0', null, []],
] as const)('%s by %s, %s damaged', (kinds, difference, damaged, lines) => {
  expect(claimable({ kinds: kinds.split(' '), difference, damaged }).map((l) => `${l.line} ${l.kind} ${l.quantity}`)).toEqual(lines);
});

const SEND: ClaimAction = { do: 'send' };
const SETTLE: ClaimAction = { do: 'settle', outcome: 'credited' };
const WITHDRAW: ClaimAction = { do: 'withdraw' };
test.each<readonly [ClaimState, ClaimAction, string, string]>([
  ['open', SEND, '', 'sent'],
  ['sent', SEND, '', 'it was'],
  ['settled', SEND, '', 'claim.over'],
  ['withdrawn', SEND, '', 'claim.over'],
  ['open', SETTLE, '', 'settled'],
  ['sent', SETTLE, '', 'settled'],
  ['settled', SETTLE, '', 'it was'],
  ['withdrawn', SETTLE, '', 'claim.over'],
  ['open', WITHDRAW, '', 'claim.reason'],
  ['open', WITHDRAW, 'found it', 'withdrawn'],
  ['sent', WITHDRAW, 'found it', 'withdrawn'],
  ['withdrawn', WITHDRAW, '', 'it was'],
  ['settled', WITHDRAW, 'found it', 'claim.over'],
])('%s, %j: %s', (state, action, reason, becomes) => {
  const moved = move(state, action, reason);
  expect('state' in moved ? moved.state : 'refused' in moved ? moved.refused : moved.as).toBe(becomes);
});
