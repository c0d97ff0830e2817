'use strict';
// Where both sides of a comparison end: the formats that read a message, and a sink that counts lines and adds them up.
const path = require('node:path');
const dist = path.join(__dirname, '../../dist');

exports.LineCount = class {
  lines = 0;
  sum = 0;
  formats = require(`${dist}/domain/formats/index.js`).FORMATS;
  sink = {
    stockReport: () => undefined,
    shipNotice: () => undefined,
    other: () => undefined,
    stockLines: (batch) => this.take(batch),
    shipLines: (batch) => this.take(batch),
    issue: (issue) => {
      throw new Error(`${issue.code}: ${issue.detail}`);
    },
  };

  take(batch) {
    this.lines += batch.length;
    for (const line of batch) this.sum += Number(line.quantity.amount);
  }
  message(source) {
    const format = this.formats.find((f) => f.claims(source));
    format.read(source, { fileName: 'x', receivedAt: '2026-11-17T06:00:00Z' }, this.sink);
  }
  told() {
    return { lines: this.lines, sum: this.sum };
  }
};

exports.sheets = () => require(`${dist}/domain/mapping/read-table.js`);
