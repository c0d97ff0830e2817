'use strict';
// Files of the size asked for, the same every time: X12 852 and 856, EDIFACT INVRPT (fifty messages each, so that a peer that
// holds a message whole need not hold the file), CSV and a workbook. Each says how many lines it holds and what they add up to.
const fs = require('node:fs');

const MESSAGES = 50;
const LOCATIONS = 5;
const part = (i) => `V${String(i).padStart(7, '0')}`;
const quantity = (i, l) => 100 + ((i * 7 + l * 13) % 400);

/** Writes messages of `item(i)`s until the file has its size. */
function writeMessages(file, megabytes, { head, open, item, close, tail, perItem }) {
  const out = fs.openSync(file, 'w');
  const write = (segments, end) => fs.writeSync(out, segments.map((s) => s + end).join(''));
  const { end } = head;
  write(head.segments, end);
  const each = (megabytes * 2 ** 20) / MESSAGES;
  const truth = { lines: 0, sum: 0 };
  let i = 0;
  for (let m = 1; m <= MESSAGES; m++) {
    const first = i;
    const opened = open(m);
    write(opened, end);
    let segments = opened.length;
    for (let bytes = 0; bytes < each;) {
      const chunk = [];
      for (let k = 0; k < 200; k++, i++) {
        chunk.push(...item(i, i - first + 1));
        for (const q of perItem(i)) {
          truth.lines += 1;
          truth.sum += q;
        }
      }
      write(chunk, end);
      segments += chunk.length;
      bytes += chunk.reduce((n, s) => n + s.length + end.length, 0);
    }
    write(close(m, segments, i - first), end);
  }
  write(tail, end);
  fs.closeSync(out);
  return truth;
}

const places = Array.from({ length: LOCATIONS }, (_, l) => l);
const x12 = (set, version = '004010') => ({
  head: {
    end: '~\n',
    segments: [
      'ISA*00*          *00*          *ZZ*NORDWERK       *ZZ*BUYER          *261117*0600*U*00401*000000852*0*P*>',
      `GS*${set === '852' ? 'PD' : 'SH'}*NORDWERK*BUYER*20261117*0600*852*X*${version}`,
    ],
  },
  tail: [`GE*${MESSAGES}*852`, 'IEA*1*000000852'],
});
const number = (m) => String(m).padStart(4, '0');

exports.write852 = (file, megabytes) =>
  writeMessages(file, megabytes, {
    ...x12('852'),
    open: (m) => [`ST*852*${number(m)}`, 'XQ*H*20261116'],
    item: (i) => [`LIN**VN*${part(i)}`, 'ZA*OH', `SDQ*EA*92${places.map((l) => `*S${l + 1}*${quantity(i, l)}`).join('')}`],
    close: (m, segments, items) => [`CTT*${items}`, `SE*${segments + 2}*${number(m)}`],
    perItem: (i) => places.map((l) => quantity(i, l)),
  });

exports.write856 = (file, megabytes) =>
  writeMessages(file, megabytes, {
    ...x12('856'),
    open: (m) => [
      ...[`ST*856*${number(m)}`, `BSN*00*SH${m}*20261116*0800*0001`, 'HL*1**S', 'DTM*011*20261116', 'DTM*017*20261120', 'N1*ST*Hall*92*S1'],
      ...['HL*2*1*O', `PRF*PO${m}`],
    ],
    item: (i, n) => [`HL*${n + 2}*2*I`, `LIN*${n}*VN*${part(i)}`, `SN1*${n}*${quantity(i, 0)}*EA`],
    close: (m, segments, items) => [`CTT*${items + 2}`, `SE*${segments + 2}*${number(m)}`],
    perItem: (i) => [quantity(i, 0)],
  });

exports.writeInvrpt = (file, megabytes) =>
  writeMessages(file, megabytes, {
    head: {
      end: "'\n",
      segments: ["UNA:+.? '", 'UNB+UNOC:3+NORDWERK+BUYER+261117:0600+852'].map((s, i) => (i === 0 ? s.slice(0, -1) : s)),
    },
    open: (m) => [`UNH+${m}+INVRPT:D:96A:UN`, `BGM+35+R${m}+9`, 'DTM+137:20261116:102', 'DTM+366:20261116:102', 'NAD+GY+S1::92'],
    item: (i, n) => [`LIN+${n}++${part(i)}:SA`, `QTY+145:${quantity(i, 0)}:PCE`],
    close: (m, segments) => [`UNT+${segments + 1}+${m}`],
    tail: [`UNZ+${MESSAGES}+852`],
    perItem: (i) => [quantity(i, 0)],
  });

const HEADINGS = [
  'Vendor Part',
  'Description',
  'Location',
  'On Hand',
  'UOM',
  'As Of',
  'Unit Cost',
  'Lot',
  'Bin',
  'Class',
  'Planner',
  'Remark',
];
const row = (i) => [
  ...[part(i), `Filter element ${i % 977}, pleated`, `S${(i % LOCATIONS) + 1}`, quantity(i, 0), 'EA', '2026-11-16', (i % 9000) / 100 + 1],
  ...[`L${i % 5000}`, `B-${i % 300}`, 'ABC'[i % 3], 'K. Vogt', i % 10 === 0 ? 'counted twice, "sure"' : ''],
];

exports.writeCsv = (file, megabytes) => {
  const out = fs.openSync(file, 'w');
  const field = (v) => (/[",]/.test(String(v)) ? `"${String(v).replaceAll('"', '""')}"` : v);
  fs.writeSync(out, `${HEADINGS.join(',')}\n`);
  const truth = { lines: 0, sum: 0 };
  for (let bytes = 0, i = 0; bytes < megabytes * 2 ** 20;) {
    let chunk = '';
    for (let k = 0; k < 1000; k++, i++) {
      chunk += `${row(i).map(field).join(',')}\n`;
      truth.lines += 1;
      truth.sum += quantity(i, 0);
    }
    fs.writeSync(out, chunk);
    bytes += chunk.length;
  }
  fs.closeSync(out);
  return truth;
};

exports.writeXlsx = (file, rows) => {
  const xlsx = require('xlsx');
  const truth = { lines: 0, sum: 0 };
  const data = [HEADINGS];
  for (let i = 0; i < rows; i++) {
    data.push(row(i));
    truth.lines += 1;
    truth.sum += quantity(i, 0);
  }
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(data, { dense: true }), 'Stock');
  fs.writeFileSync(file, xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
  return truth;
};
