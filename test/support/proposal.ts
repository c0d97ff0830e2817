/** A document of EDI, which is answered. */
export const proposalOf = (sender: string, lines: readonly string[] = []): string =>
  [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${sender.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}*261116*0600*U*00401*000000001*0*P*>`,
    ...[
      `GS*PR*${sender}*BUYER*20261116*0600*1*X*004010`,
      'ST*855*0001',
      'BAK*00*AD*PO-1*20261116',
      ...lines,
      `SE*${lines.length + 3}*0001`,
      'GE*1*1',
      'IEA*1*000000001',
    ],
  ]
    .map((s) => `${s}~`)
    .join('');
