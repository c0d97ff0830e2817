import { fieldOf, folded } from './fields';
import { EXACT, SYNONYMS } from './words';

const shown = (heading: string): string => {
  const g = fieldOf(heading);
  return g ? `${g.field}${g.band === 'likely' ? '?' : ''}${g.unit ? ` ${g.unit}` : ''}` : 'none';
};

test.each([
  ['Art.-Nr.', 'item'], ['ART NR', 'item'], ['Ihre Teile-Nr.', 'buyer'], ['Unsere Art.-Nr.', 'vendor'], ['Customer Part No', 'buyer'], ['Part No', 'item'], ['SKU', 'item'],
  ['EAN', 'gtin'], ['UPC #', 'gtin'], ['Lager', 'location'], ['Lagerbestand', 'on_hand'], ['Bestand', 'on_hand'], ['Bestand (Stk)', 'on_hand Stk'], ['Bestand [kg]', 'on_hand kg'],
  ['aktueller Bestand', 'on_hand'], ['Bestand in Stück', 'on_hand'], ['Qty. on hand', 'on_hand'], ['On-Hand Qty', 'on_hand'], ['ON_HAND', 'on_hand'], ['Verfügbar', 'available'],
  ['Verfügbare Menge', 'available'], ['Menge (verfügbar)', 'available'], ['Sold Qty', 'sold'], ['ME', 'uom'], ['UoM', 'uom'], ['Stand', 'as_of'], ['Datum', 'date'], ['Menge', 'quantity'],
  ['Qty', 'quantity'], ['Lieferschein-Nr.', 'shipment'], ['PO Number', 'po'], ['Bestell-Nr.', 'po'], ['Versanddatum', 'ship_date'], ['ETA', 'eta'], ['SSCC', 'sscc'], ['Charge', 'lot'],
  ['Bezeichnung', 'description'], ['Item description', 'description'], ['Référence client', 'buyer'], ['Quantité en stock', 'on_hand'], ['Giacenza', 'on_hand'], ['Voorraad', 'on_hand'],
  ['Existencias', 'on_hand'], ['Stan magazynowy', 'on_hand'], ['Ilość', 'quantity'], ['Jednostka', 'uom'], ['Plant Code', 'location'], ['Min. Bestand', 'min'], ['In Transit Qty', 'in_transit'],
])('%s is %s', (heading, expected) => expect(shown(heading)).toBe(expected)); // prettier-ignore

test.each([
  'Stock value', 'Bestandswert', 'Lagerwert €', 'Stock (EUR)', 'Bestand Vorwoche', 'Bestand Soll', 'Stock cost', 'On hand value', 'Stock days', 'Days of stock', 'Reichweite Bestand',
  'Order value', 'Avg. sales', 'Forecast qty', 'Bestand Differenz', 'Gewicht', 'Preis', 'Price', 'Status', 'Last count', '% available', 'Stock $', '', '---', '12', 'x'.repeat(80),
])('%s is nothing that is counted', (heading) => expect(['none', 'description']).toContain(shown(heading))); // prettier-ignore

test.each([
  ['Order qty', 'none'], // neither an order nor what lies there
  ['Bestand Datum', 'as_of?'],
  ['Bestannd', 'on_hand?'],
  ['Stock Hamburg', 'on_hand?'],
  ['Bestand Werk 2', 'on_hand?'],
  ['Quantitiy', 'quantity?'],
])('%s is %s: a person is asked', (heading, expected) => expect(shown(heading)).toBe(expected));

test('no heading is in two lists, and all are folded', () => {
  const all = Object.values(SYNONYMS).flatMap((words) => words.split(/[|\n]/));
  expect(all.filter((w, i) => all.indexOf(w) !== i)).toEqual([]);
  expect(all.filter((w) => folded(w) !== w)).toEqual([]);
  expect(EXACT.size).toBe(all.length);
});
