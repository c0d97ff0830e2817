'use strict';
// A buyer and one supplier, as files: 20,000 items at 5 locations, one count for each pair, and a report of all 100,000 pairs
// in which 5 % are beyond tolerance. The same every time.
const fs = require('node:fs');
const path = require('node:path');

const ITEMS = 20_000;
const LOCATIONS = 5;
const AS_OF = '2026-11-16T18:00:00Z';
const RECEIVED_AT = '2026-11-17T06:00:00.000Z';

function gtin13(i) {
  const body = `40${String(i).padStart(10, '0')}`;
  let sum = 0;
  for (let k = 0; k < 12; k++) sum += Number(body[k]) * (k % 2 === 0 ? 1 : 3);
  return body + ((10 - (sum % 10)) % 10);
}
const sku = (i) => `SKU-${String(i).padStart(6, '0')}`;
const part = (i) => `V${String(i).padStart(6, '0')}`;
const site = (l) => `S${l + 1}`;
const counted = (i, l) => 100 + ((i * 7 + l * 13) % 400);
const reported = (i, l) => ((i * LOCATIONS + l) % 20 === 7 ? counted(i, l) + 60 + (i % 40) : counted(i, l));

function each(visit) {
  for (let i = 0; i < ITEMS; i++) for (let l = 0; l < LOCATIONS; l++) visit(i, l);
}

function writeFeed(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const write = (name, rows) => fs.writeFileSync(path.join(folder, `${name}.csv`), `${rows.join('\n')}\n`);
  write('suppliers', ['supplier,name,edi_id', 'NORD,Nordwerk,ZZ:NORDWERK']);
  write('locations', ['location,name,timezone', ...Array.from({ length: LOCATIONS }, (_, l) => `${site(l)},Site ${l + 1},UTC`)]);
  const items = ['sku,description,uom,gtin,unit_cost,currency'];
  const crossrefs = ['supplier,qualifier,value,sku'];
  for (let i = 0; i < ITEMS; i++) {
    items.push(`${sku(i)},Part ${i},EA,${gtin13(i)},2.50,EUR`);
    crossrefs.push(`NORD,VN,${part(i)},${sku(i)}`);
  }
  write('items', items);
  write('item_crossrefs', crossrefs);
  write('programs', ['supplier,sku,location,managed_by,owned_by,tolerance_qty,tolerance_pct', 'NORD,*,*,supplier,buyer,10,5']);
  const counts = ['sku,location,counted_at,quantity,uom'];
  each((i, l) => counts.push(`${sku(i)},${site(l)},2026-11-15T20:00:00Z,${counted(i, l)},EA`));
  write('counts', counts);
  write('feeds', ['location,complete_through', '*,2026-11-17T05:00:00Z']);
}

function write852(file) {
  const out = [
    'ISA*00*          *00*          *ZZ*NORDWERK       *ZZ*BUYER          *261117*0600*U*00401*000000852*0*P*>',
    'GS*PD*NORDWERK*BUYER*20261117*0600*852*X*004010',
    'ST*852*0001',
    'XQ*H*20261116',
    'N9*DP*1',
  ];
  out.splice(4, 1);
  for (let i = 0; i < ITEMS; i++) {
    out.push(`LIN**VN*${part(i)}*EN*${gtin13(i)}`, 'ZA*OH');
    let sdq = 'SDQ*EA*92';
    for (let l = 0; l < LOCATIONS; l++) sdq += `*${site(l)}*${reported(i, l)}`;
    out.push(sdq);
  }
  out.push(`CTT*${ITEMS}`);
  out.push(`SE*${out.length - 1}*0001`, 'GE*1*852', 'IEA*1*000000852');
  fs.writeFileSync(file, `${out.join('~\n')}~\n`);
}

function rows() {
  const all = [];
  each((i, l) => all.push([part(i), gtin13(i), site(l), reported(i, l), 'EA', '2026-11-16']));
  return all;
}
const HEADINGS = ['Vendor Part', 'EAN', 'Location', 'On Hand', 'UOM', 'As Of'];

const writeCsv = (file) => fs.writeFileSync(file, `${[HEADINGS, ...rows()].map((r) => r.join(',')).join('\n')}\n`);

function writeXlsx(file) {
  const xlsx = require('xlsx');
  const sheet = xlsx.utils.aoa_to_sheet([HEADINGS, ...rows()], { dense: true });
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, 'Stock');
  fs.writeFileSync(file, xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }));
}

module.exports = {
  ITEMS,
  LOCATIONS,
  LINES: ITEMS * LOCATIONS,
  AS_OF,
  RECEIVED_AT,
  writeFeed,
  write852,
  writeCsv,
  writeXlsx,
  rows,
  HEADINGS,
};
