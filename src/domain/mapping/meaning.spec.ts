import { isOnlyNumbers, meaningOf } from './meaning';

test.each([
  ['Kundenmaterialnr.', 'buyer'],
  ['V/ referência', 'buyer'],
  ['Lieferantenmaterialnummer', 'vendor'],
  ['Nosso código', 'vendor'],
  ['Varenr.', 'item'],
  ['Kod artykułu', 'item'],
  ['Código de barras EAN', 'gtin'],
  ['Depósito', 'location'],
  ['Kod magazynu', 'location'],
  ['Filiaalnummer', 'location'],
  ['Unité de stock', 'uom'],
  ['Basiseenheid', 'uom'],
  ['Voorraadeenheid', 'uom'],
  ['Stan końcowy', 'on_hand'],
  ['Estoque físico', 'on_hand'],
  ['Werkelijke voorraad', 'on_hand'],
  ['Quantidade disponível', 'available'],
  ['Ilość zarezerwowana', 'committed'],
  ['Scorta minima', 'min'],
  ['Qté', 'quantity'],
  ['Data da contagem', 'as_of'],
  ['Zahldatum', 'as_of'],
  ['Vendas', 'sold'],
  ['Carichi', 'received'],
])('in a stock list %s is probably the %s', (heading, field) => expect(meaningOf(heading, 'stock_report')?.field).toBe(field));

test.each([
  'Stock inicial', // what was there when the month began
  'Anfangsbestand',
  'Valor de estoque',
  'Economische voorraad',
  'Sicherheitsbestand',
  'Bestand Vormonat',
  'Bestand beim Lieferanten', // the supplier's own is not what lies at the buyer's
  'Data ostatniej dostawy',
  'Fecha última compra',
  'Stück pro Karton',
  'Peso bruto',
  'Emplacement',
  'Fornecedor',
  'Kunde',
  'Nazwa towaru',
  'Foo',
])('of a stock list nothing is said of %s', (heading) => expect(meaningOf(heading, 'stock_report')).toBeUndefined());

test.each([
  ['Guia de remessa', 'shipment'],
  ['Nº de albarán', 'shipment'],
  ['Numer listu WZ', 'shipment'],
  ['Inkoopordernummer', 'po'],
  ['Zamówienie klienta', 'po'],
  ['Ihre Auftragsnr.', 'po'],
  ['Auftragsnr.', undefined], // the supplier's own order
  ['Qtd. expedida', 'shipped'],
  ['Uitgeleverd aantal', 'shipped'],
  ['Quantité commandée', undefined],
  ['Reste à livrer', undefined],
  ['Data de expedição', 'ship_date'],
  ['Datum verzonden', 'ship_date'],
  ['Previsão de entrega', 'eta'],
  ['Verwachte leverdatum', 'eta'],
  ['Data zamówienia', undefined],
  ['Local de entrega', 'location'],
  ['Afleveradres', 'location'],
  ['Jedn.', 'uom'],
  ['Cód. produto', 'item'],
])('in a shipping list %s is probably the %s', (heading, field) => expect(meaningOf(heading, 'ship_notice')?.field).toBe(field));

test('a word that nobody knows leaves a doubt, and the sure one is believed first', () => {
  expect(meaningOf('Voorraad', 'stock_report')).toEqual({ field: 'on_hand', doubt: 0 });
  expect(meaningOf('Voorraad Klaas', 'stock_report')).toEqual({ field: 'on_hand', doubt: 1 });
});

test.each([
  ['Economische voorraad', true],
  ['Bestand Vormonat', true],
  ['Bestand Bremen', false],
  ['Lager HB1', false],
  ['Bremen', false],
])('%s tells only what is counted: %s', (heading, is) => expect(isOnlyNumbers(heading)).toBe(is));
