import type { Entry, Group } from './entry';
import { html, type Html } from './html';
import { card, section } from './page';

export const COLOURS: Readonly<Record<string, string>> = { critical: '#c0261c', high: '#d9730d', medium: '#b08d00', low: '#7a8793' };
export const NEWS = { new: 'new', again: 'back again', worse: 'worse than before', still: 'nobody has acknowledged it' } as const;
const NARROW = '\u202f';

/** Quantities keep together, unit and all. */
export const whole = (quantity: string, uom = ''): string =>
  `${quantity.replaceAll(' to ', '–').replace(/ (?=\d)/g, NARROW)}${uom ? `\u00a0${uom}` : ''}`;

export const groupInHtml = (g: Group): Html[] => [
  section(g.heading, g.cause),
  ...g.entries.map(entryInHtml),
  ...(g.more > 0
    ? [
        html`<tr>
          <td class="soft" style="padding:0 4px 12px;color:#5c6873">and ${g.more} more of these</td>
        </tr>`,
      ]
    : []),
];

export const groupInText = (g: Group): string[] => [
  `${g.heading.toUpperCase()}${g.cause === null ? '' : ` (${g.cause})`}`,
  '',
  ...g.entries.flatMap(entryInText),
  ...(g.more > 0 ? [`and ${g.more} more of these`, ''] : []),
];

function entryInHtml(e: Entry): Html {
  const colour = COLOURS[e.severity] ?? COLOURS['low']!;
  return card(colour, [
    html`<div class="ink" style="font-size:17px;font-weight:700;color:#1b2229;overflow-wrap:anywhere">${e.about}</div>`,
    html`<div class="soft" style="color:#5c6873;overflow-wrap:anywhere">
      ${e.names}${e.names !== '' && ' · '}<span class="${e.severity}" style="color:${colour};font-weight:600">${e.severity}</span>,
      ${NEWS[e.news]}
    </div>`,
    ...(e.numbers ? [numbersInHtml(e)] : []),
    ...(e.message === null
      ? []
      : [html`<div class="ink" style="padding-top:10px;color:#1b2229;overflow-wrap:anywhere">${e.message}</div>`]),
    ...(e.why === null ? [] : [whyInHtml(e)]),
    html`<div class="soft" style="padding-top:10px;font-size:13px;color:#5c6873;overflow-wrap:anywhere">
      ${e.source !== '' && html`${e.source}<br />`}since ${e.since}
    </div>`,
    html`<div class="ink" style="padding-top:10px;color:#1b2229"><strong>Next:</strong> ${e.next}</div>`,
    ...(e.link === null
      ? []
      : [
          html`<div style="padding-top:12px">
            <a
              class="button"
              href="${e.link}"
              style="display:inline-block;background:#0b5cad;color:#ffffff;text-decoration:none;font-weight:600;padding:9px 18px;border-radius:5px"
              >Open</a
            >${e.press !== null && html`<a href="${e.press}" style="display:inline-block;padding:9px 12px">Acknowledge</a>`}
          </div>`,
        ]),
  ]);
}

function numbersInHtml(e: Entry): Html {
  const n = e.numbers!;
  // Blocks beside each other and not cells: a telephone puts what does not fit on the next line.
  const one = (label: string, value: string): Html =>
    html`<div style="display:inline-block;vertical-align:top;max-width:100%;padding:10px 20px 0 0">
      <div class="soft" style="font-size:12px;line-height:1.3;color:#5c6873">${label}</div>
      <div class="ink number" style="font-size:20px;line-height:1.3;font-variant-numeric:tabular-nums;color:#1b2229">${value}</div>
    </div>`;
  const all = [
    one(n.reported[0], whole(n.reported[1], e.uom)),
    one(n.expected[0], whole(n.expected[1], e.uom)),
    ...(n.difference === null ? [] : [one('difference', whole(n.difference))]),
  ];
  const value =
    n.value !== null && html`<div class="soft" style="padding-top:4px;font-size:13px;color:#5c6873">${whole(n.value)} at stake</div>`;
  return html`<div>${all}</div>
    ${value}`;
}

function whyInHtml(e: Entry): Html {
  const lines = e.evidence.map((x) => html`<div class="soft" style="font-size:13px;color:#5c6873">${x}</div>`);
  return html`<div style="padding-top:10px">
    <div class="well ink" style="background:#f3f5f7;border-radius:5px;padding:9px 12px;color:#1b2229;overflow-wrap:anywhere">
      <strong>Why:</strong> ${e.why}${lines}
    </div>
  </div>`;
}

function entryInText(e: Entry): string[] {
  const n = e.numbers;
  const unit = e.uom ? ` ${e.uom}` : '';
  const numbers = n && [
    `${n.reported[0]} ${n.reported[1]}${unit}`,
    `${n.expected[0]} ${n.expected[1]}${unit}`,
    ...(n.difference === null ? [] : [`difference ${n.difference}${unit}`]),
    ...(n.value === null ? [] : [`${n.value} at stake`]),
  ];
  return [
    `${e.about}  [${e.severity}, ${NEWS[e.news]}]`,
    ...(e.names === '' ? [] : [`  ${e.names}`]),
    ...(numbers ? [`  ${numbers.join(' · ')}`] : []),
    ...(e.message === null ? [] : [`  ${e.message}`]),
    ...(e.why === null ? [] : [`  Why:   ${e.why}`, ...e.evidence.map((x) => `         ${x}`)]),
    ...(e.source === '' ? [] : [`  Where: ${e.source}`]),
    `  Since: ${e.since}`,
    `  Next:  ${e.next}`,
    ...(e.link === null ? [] : [`  ${e.link}`]),
    ...(e.press === null ? [] : [`  Acknowledge: ${e.press}`]),
    '',
  ];
}
