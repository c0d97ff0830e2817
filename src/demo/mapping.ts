import fs from 'node:fs';
import path from 'node:path';

/**
 * What IT has written down of the one supplier whose numbers nothing in its lists proves: `1.240` is a thousand and more where a
 * German clerk types it. Without it the gateway asks, and keeps the list waiting.
 */
export function writeDemoMapping(home: string): void {
  const folder = path.join(home, 'config', 'suppliers');
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(
    path.join(folder, 'nordwall-stock.yaml'),
    `name: nordwall-stock
version: 1
supplier: NORDWALL
kind: stock_report
decimal: ','
columns:
  vendor: Unsere Art.-Nr.
  buyer: Ihre Teile-Nr.
  location: Lager
  on_hand: Bestand
  uom: ME
  as_of:
    from: Stand
    date_order: day-first
`,
  );
}
