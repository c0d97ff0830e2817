'use strict';
// A buyer with twenty suppliers, each of whom keeps 100 items at five sites, and the mails that they send: 500 lines and about
// 150 KB each, three fifths X12, the others CSV and workbooks. The same every time, but for the instants.
const fs = require('node:fs');
const path = require('node:path');
const xlsx = require('xlsx');

const SUPPLIERS = 20;
const ITEMS = 100;
const SITES = 5;
const sku = (s, i) => `L${String(s).padStart(2, '0')}-${String(i).padStart(4, '0')}`;
const part = (s, i) => `P${s}-${i}`;
const site = (l) => `S${l + 1}`;
const counted = (s, i, l) => 200 + ((s * 31 + i * 7 + l * 13) % 300);

function writeFeed(folder, now) {
  fs.mkdirSync(folder, { recursive: true });
  const write = (name, rows) => fs.writeFileSync(path.join(folder, `${name}.csv`), `${rows.join('\n')}\n`);
  const eve = new Date(Date.parse(now) - 86_400_000).toISOString(); // counted the day before it is reported
  const suppliers = ['supplier,name,email_from,edi_id'];
  const items = ['sku,description,uom,unit_cost,currency'];
  const crossrefs = ['supplier,qualifier,value,sku'];
  const programs = ['supplier,sku,location,managed_by,owned_by,tolerance_qty,tolerance_pct'];
  const counts = ['sku,location,counted_at,quantity,uom'];
  for (let s = 0; s < SUPPLIERS; s++) {
    suppliers.push(`SUP${s},Supplier ${s},stock@sup${s}.example,ZZ:SUP${s}`);
    programs.push(`SUP${s},*,*,supplier,buyer,5,2`);
    for (let i = 0; i < ITEMS; i++) {
      items.push(`${sku(s, i)},Part ${i} of ${s},EA,2.50,EUR`);
      crossrefs.push(`SUP${s},VN,${part(s, i)},${sku(s, i)}`);
      for (let l = 0; l < SITES; l++) counts.push(`${sku(s, i)},${site(l)},${eve},${counted(s, i, l)},EA`);
    }
  }
  write('suppliers', suppliers);
  write('locations', ['location,name,timezone', ...Array.from({ length: SITES }, (_, l) => `${site(l)},Site ${l + 1},UTC`)]);
  write('items', items);
  write('item_crossrefs', crossrefs);
  write('programs', programs);
  write('counts', counts);
  write('feeds', ['location,complete_through', `*,${new Date(Date.parse(now) + 86_400_000).toISOString()}`]);
}

/** Two in a hundred are off, others from report to report, and no two reports are alike: one that says the same again is held. */
const reported = (n, s, i, l) => counted(s, i, l) + ((n + i * SITES + l) % 50 === 3 ? 40 + Math.floor(n / 50) : 0);

function x12(n, s, day) {
  const control = String(n + 1).padStart(9, '0');
  const six = day.slice(2);
  const out = [
    `ISA*00*          *00*          *ZZ*${`SUP${s}`.padEnd(15)}*ZZ*BUYER          *${six}*0600*U*00401*${control}*0*P*>`,
    `GS*PD*SUP${s}*BUYER*${day}*0600*${n + 1}*X*004010`,
    'ST*852*0001',
    `XQ*H*${day}`,
  ];
  for (let i = 0; i < ITEMS; i++) {
    let sdq = 'SDQ*EA*92';
    for (let l = 0; l < SITES; l++) sdq += `*${site(l)}*${reported(n, s, i, l)}`;
    out.push(`LIN**VN*${part(s, i)}`, 'ZA*OH', sdq);
  }
  out.push(`CTT*${ITEMS}`, `SE*${out.length}*0001`, `GE*1*${n + 1}`, `IEA*1*${control}`);
  return Buffer.from(`${out.join('~\n')}~\n`);
}

function table(n, s, date) {
  const rows = [['Vendor Part', 'Location', 'On Hand', 'UOM', 'As Of']];
  for (let i = 0; i < ITEMS; i++) for (let l = 0; l < SITES; l++) rows.push([part(s, i), site(l), reported(n, s, i, l), 'EA', date]);
  return rows;
}

function workbook(rows) {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'Stock');
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
}

const FILLER = Buffer.alloc(90_000, 7).toString('base64').slice(0, 90_000);

/** The n-th mail of the run, for nodemailer. */
function mail(n, now) {
  const s = n % SUPPLIERS;
  const date = now.slice(0, 10);
  const day = date.replaceAll('-', '');
  const kind = Math.floor(n / SUPPLIERS) % 5;
  const attachment =
    kind < 3
      ? { filename: `852_${n}.edi`, content: x12(n, s, day) }
      : kind === 3
        ? {
            filename: `stock ${n}.csv`,
            content: Buffer.from(
              table(n, s, date)
                .map((r) => r.join(','))
                .join('\n'),
            ),
          }
        : { filename: `stock ${n}.xlsx`, content: workbook(table(n, s, date)) };
  return {
    from: `stock@sup${s}.example`,
    to: 'vmi@buyer.example',
    subject: `Stock ${date}, ${n}`,
    text: 'Our stock is attached.',
    html: `<p>Our stock is attached.</p><!-- ${FILLER} -->`,
    attachments: [attachment],
  };
}

module.exports = { LINES: ITEMS * SITES, writeFeed, mail };
