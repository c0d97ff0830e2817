import type { StockMeasure } from '../canonical/vocabulary';

export type ItemField = 'buyer' | 'gtin' | 'vendor' | 'manufacturer';
export type Field =
  | ItemField
  | 'location'
  | 'uom'
  | 'as_of'
  | StockMeasure
  | 'shipment'
  | 'po'
  | 'po_line'
  | 'ship_date'
  | 'eta'
  | 'sscc'
  | 'lot'
  | 'quantity'; // a bare "Qty": on hand in a stock list, shipped in a shipping list

export const ITEM_FIELDS: readonly ItemField[] = ['buyer', 'gtin', 'vendor', 'manufacturer'];
export const MEASURES: readonly StockMeasure[] = [
  'on_hand', 'available', 'sold', 'received', 'in_transit', 'on_order', 'returned', 'damaged', 'committed', 'min', 'max', 'shipped',
]; // prettier-ignore

/** Headings as suppliers write them, folded by `folded`. In a supplier's list "our" is the supplier and "your" the buyer. */
export const SYNONYMS: Readonly<Record<Field, readonly string[]>> = {
  buyer: [
    'sku', 'your part no', 'your part number', 'your part', 'your item', 'your item no', 'your item number', 'your sku', 'your article', 'your ref',
    'customer part no', 'customer part number', 'customer part', 'customer item', 'customer item no', 'customer item number', 'customer sku',
    'customer material', 'customer article', 'buyer part', 'buyer part no', 'buyer sku', 'buyer item', 'buyer item no', 'ihre artikelnummer',
    'ihre art nr', 'ihre artikel nr', 'ihre artnr', 'ihre teile nr', 'ihre teilenummer', 'ihre nr', 'ihre material nr', 'ihre materialnummer',
    'kundenartikelnummer', 'kunden art nr', 'kundenartikel', 'kunden artikel nr', 'kundenartikelnr', 'kundenmaterial', 'kundenmaterialnummer',
    'kundenteilenummer', 'kunden nr artikel', 'reference client', 'ref client', 'codigo cliente', 'codice cliente', 'klantartikel', 'indeks klienta',
  ],
  gtin: ['gtin', 'ean', 'upc', 'ean code', 'ean 13', 'ean13', 'gtin 13', 'gtin 14', 'barcode', 'bar code', 'ean nr', 'ean nummer', 'upc code', 'strichcode', 'ean gtin'],
  vendor: [
    'part no', 'part number', 'part', 'part nr', 'item', 'item no', 'item number', 'item code', 'item id', 'product', 'product code', 'product no',
    'article', 'article no', 'article number', 'vendor part', 'vendor part no', 'vendor item', 'supplier part', 'supplier part no', 'supplier item',
    'supplier sku', 'vendor sku', 'our part no', 'our part', 'our item', 'our item no', 'our sku', 'unsere artikelnummer', 'unsere art nr',
    'unsere artikel nr', 'unsere teile nr', 'unsere teilenummer', 'unsere nr', 'artikel', 'artikelnummer', 'artikel nr', 'artikelnr', 'art nr', 'artnr',
    'material', 'materialnummer', 'material nr', 'teil', 'teilenummer', 'teile nr', 'teilenr', 'lieferantenartikelnummer', 'lieferanten artikelnummer',
    'lieferanten art nr', 'sachnummer', 'reference', 'ref', 'code article', 'reference article', 'codigo', 'codigo articulo', 'codice', 'codice articolo', 'indeks',
  ],
  manufacturer: ['mpn', 'manufacturer part', 'manufacturer part no', 'manufacturer part number', 'mfg part', 'mfg part no', 'hersteller nr', 'herstellernummer', 'hersteller art nr', 'hersteller teilenummer'],
  location: [
    'location', 'location code', 'site', 'plant', 'warehouse', 'warehouse code', 'store', 'store no', 'dc', 'branch', 'ship to', 'lager', 'lagerort', 'lagerstandort',
    'werk', 'standort', 'filiale', 'niederlassung', 'depot', 'entrepot', 'site client', 'almacen', 'magazzino', 'magazijn', 'magazyn', 'gln',
  ],
  uom: ['uom', 'u m', 'um', 'unit', 'units', 'unit of measure', 'me', 'einheit', 'mengeneinheit', 'basismengeneinheit', 'bme', 'unite', 'unidad', 'unita', 'eenheid', 'jm'],
  as_of: [
    'as of', 'as of date', 'asof', 'date', 'stock date', 'report date', 'inventory date', 'snapshot date', 'snapshot', 'count date', 'counted at', 'timestamp', 'stand',
    'stand vom', 'stand per', 'datum', 'stichtag', 'bestandsdatum', 'zahldatum', 'date du stock', 'fecha', 'data', 'peildatum',
  ],
  on_hand: [
    'on hand', 'onhand', 'on hand qty', 'qty on hand', 'quantity on hand', 'on hand quantity', 'stock', 'stock qty', 'stock quantity', 'stock on hand', 'inventory', 'inventory qty',
    'qoh', 'soh', 'oh', 'balance', 'current stock', 'physical stock', 'bestand', 'lagerbestand', 'ist bestand', 'istbestand', 'aktueller bestand', 'bestandsmenge', 'bestand menge',
    'bestand stk', 'bestand stuck', 'gesamtbestand', 'lagermenge', 'stock actuel', 'en stock', 'existencias', 'giacenza', 'voorraad', 'stan magazynowy', 'stan',
  ],
  available: [
    'available', 'avail', 'qty available', 'available qty', 'available quantity', 'atp', 'free stock', 'verfugbar', 'verfugbarer bestand', 'frei verfugbar', 'frei', 'freier bestand',
    'verfugbare menge', 'disponible', 'disponibile', 'beschikbaar', 'dostepne',
  ],
  sold: ['sold', 'sales', 'qty sold', 'usage', 'consumption', 'verbrauch', 'verkauft', 'absatz', 'verkauf', 'ventes', 'ventas'],
  received: ['received', 'receipts', 'qty received', 'zugang', 'zugange', 'wareneingang', 'erhalten'],
  in_transit: ['in transit', 'intransit', 'transit', 'unterwegs', 'in zulauf', 'zulauf'],
  on_order: ['on order', 'open orders', 'open order qty', 'qty on order', 'bestellt', 'offene bestellungen', 'in bestellung'],
  returned: ['returned', 'returns', 'retouren', 'rucksendungen', 'ruckgaben'],
  damaged: ['damaged', 'blocked', 'blocked stock', 'defective', 'gesperrt', 'sperrbestand', 'beschadigt', 'defekt'],
  committed: ['committed', 'allocated', 'reserved', 'reserviert', 'zugeteilt', 'reservierter bestand'],
  min: ['min', 'minimum', 'min stock', 'min qty', 'reorder point', 'mindestbestand', 'meldebestand', 'min bestand'],
  max: ['max', 'maximum', 'max stock', 'max qty', 'hochstbestand', 'maximalbestand', 'max bestand'],
  shipped: ['shipped qty', 'qty shipped', 'quantity shipped', 'shipped quantity', 'ship qty', 'delivered qty', 'liefermenge', 'gelieferte menge', 'versandmenge', 'versandte menge'],
  quantity: ['qty', 'quantity', 'menge', 'anzahl', 'stuckzahl', 'stuck', 'quantite', 'cantidad', 'quantita', 'aantal', 'ilosc', 'pcs', 'pieces', 'units on hand'],
  shipment: [
    'shipment', 'shipment no', 'shipment id', 'shipment number', 'delivery', 'delivery no', 'delivery note', 'delivery number', 'asn', 'asn no', 'asn number', 'packing slip', 'packing list',
    'lieferschein', 'lieferschein nr', 'lieferscheinnummer', 'lieferscheinnr', 'sendung', 'sendungsnummer', 'sendungs nr', 'lieferung', 'ladung',
  ],
  po: ['po', 'po no', 'po number', 'po nr', 'order', 'order no', 'order number', 'purchase order', 'your order', 'your po', 'bestellung', 'bestellnr', 'bestell nr', 'bestellnummer', 'ihre bestellung', 'ihre bestell nr'],
  po_line: ['po line', 'line', 'line no', 'order line', 'position', 'pos', 'pos nr', 'po pos', 'bestellposition', 'zeile'],
  ship_date: ['ship date', 'shipped', 'shipped on', 'date shipped', 'shipping date', 'versanddatum', 'versand', 'versandtag', 'versendet am', 'despatch date', 'dispatch date', 'lieferdatum'],
  eta: ['eta', 'delivery date', 'arrival', 'arrival date', 'expected', 'expected date', 'expected arrival', 'expected delivery', 'due', 'due date', 'ankunft', 'ankunftsdatum', 'voraussichtliche ankunft', 'liefertermin', 'anlieferung'],
  sscc: ['sscc', 'nve', 'pallet', 'pallet id', 'license plate', 'palette', 'paletten nr'],
  lot: ['lot', 'lot no', 'batch', 'batch no', 'charge', 'chargennummer', 'chargen nr'],
}; // prettier-ignore

/** Case, accents, dots and dashes say nothing: `Art.-Nr.` and `ART NR` are one heading. */
export function folded(heading: string): string {
  return heading
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const EXACT = new Map<string, Field>(Object.entries(SYNONYMS).flatMap(([field, words]) => words.map((w) => [w, field as Field] as const)));

/** Which field a heading means; `sure` when it is written just so, `likely` when a longer heading begins or ends with it. */
export function fieldOf(heading: string): { readonly field: Field; readonly band: 'sure' | 'likely' } | undefined {
  const word = folded(heading);
  if (word === '') return undefined;
  const exact = EXACT.get(word) ?? EXACT.get(word.replace(/ /g, ''));
  if (exact) return { field: exact, band: 'sure' };
  let best: { field: Field; length: number } | undefined;
  for (const [synonym, field] of EXACT) {
    if (synonym.length < 4 || !(word.startsWith(`${synonym} `) || word.endsWith(` ${synonym}`))) continue;
    if (!best || synonym.length > best.length) best = { field, length: synonym.length };
  }
  return best && { field: best.field, band: 'likely' };
}
