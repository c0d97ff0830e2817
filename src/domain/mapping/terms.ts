/**
 * What the words of headings are about, folded, in the languages that suppliers write: a heading that nobody has listed is read by
 * its words. `=`: only as a word of its own, never as a part of a longer one (`u` is a unit, and a letter of everything).
 */
export const TERMS = {
  id: 'nr no nbr num number nummer numero numer number =n code codes cod =kod kode kodu codice codigo ref reference referencia referenz referentie referens riferimento rif =id =key sku indeks index symbol kennung ident catalogo',
  item: 'art article articulo articolo artigo artikel artykul artykulu item items itm part parts partes parte pn teil teile product prod producto productos prodotto produto produkt produktu produits produit material materials materiale materiaal materialu mat matl matr towar towaru sku vare varer zbozi polozka piece pieza pezzo component sach style stockcode catalog',
  name: 'name names nome nombre nom naam navn namn nazwa nazev desc descr description descripcion descrizione descricao bezeichnung bez benennung beschreibung benaming beskrivning benamning denominacion denominazione designation designacao definizione libelle omschrijving opis popis text texto testo titel concepto kurztext merce nazwy',
  buyer:
    'your yours =ihr ihre =votre vos =vs vostro vostra =su =sus =seu =sua =uw kunden kunde kundes customer customers cust client cliente clienti klant klanten klienta klient odbiorcy kund buyer buyers =v acheteur comprador',
  seller:
    'our ours unsere unser unserer =notre =nos =ns nostro nostra nuestra nuestro nossa nosso =ons onze =nasz nasza =var vendor vendors supplier suppliers lieferant lieferanten fournisseur proveedor fornitore fornecedor leverancier leveranciers dostawcy dostawca leverantor dodavatel',
  maker: 'manufacturer mfr mfg mpn hersteller fabricant fabricante produttore producenta producent fabrikant',
  gtin: 'ean gtin upc barcode barcodes barras barre kreskowy gencod gencode ean13 streepjes strichcode streckkod stregkode',
  stock:
    'stock stocks stk bestand bestande inventory inv inventario estoque existencia existencias esistenza esistenze giacenza giacenze giac voorraad voorraden stan stanu stanie stany saldo saldos lagersaldo zasoba zasoby zapas beholdning vorrat soh qoh onhand ohb =oh balance',
  hand: 'hand mano actual actuel actuelle actueel aktuell aktueller aktueel atual attuale attuali real reel reelle physical physique fisico fisica fysieke werkelijk werkelijke technische physischer counted gezahlt geteld contado contato compte current',
  closing: 'closing ending final finale finali koncowy koncowa eoh end endbestand slut',
  opening: 'opening initial initiale iniziale iniziali inicial anfang anfangs poczatkowy poczatkowa begin beginn beginning begin ingaande',
  free: 'available avail availability verfugbar verfugbarer verfugbare disponible disponibles disponibile disponibilita disponivel disponibilidade dispo beschikbaar beschikbare dostepny dostepne dostepna dostepna free frei freie freier libre libres libero libera vrij vrije livre unrestricted tilganglig tillganglig',
  reserved:
    'reserved reserviert reservierte reserve reservee reservado reservada riservato gereserveerd gereserveerde allocated alloc committed commit impegnato impegnata empenhado empenhada comprometido rezerwacja rezerwacje zarezerwowane zarezerwowana zarezerwowano reserverat reserveret rezervace asignado',
  transit: 'transit transito tranzycie intransit unterwegs onderweg zulauf drodze',
  ordered:
    'ordered bestellt bestellte besteld bestelde commande commandee cdee cdes pedido pedida pedidos ordinato ordinata ordinati encomendado encomendada zamowione zamowiona zamowiono zamowionych ord bestilt bestalld',
  awaiting: 'pdte pendiente pendientes pending recibir arrivo recevoir',
  order:
    'order orders po purchase bestellung bestell bestelling bestel commande commandes cde ordine ordini pedido pedidos compra compras zamowienie zamowienia zamowien encomenda encomendas inkooporder inkoop einkauf ordre',
  sales_order: 'auftrag auftrags sales_order so verkooporder vendita',
  sold: 'sold sales venta ventas venda vendas vendido venduto verkauft verkauf absatz verkocht sprzedaz sprzedane ventes vendu consumption consumed usage consumo conso consommation verbrauch verbruik zuzycie entnahme entnahmen abgang abgange scarichi scarico sorties wydania saidas uitgiften usage',
  received:
    'received recd receipts zugang zugange entradas entrees entree carichi carico przyjecia przyjecie ontvangen recibido recibidos ricevuto recu rec wareneingang',
  min: 'min mini minimo minima minimum minimal minimalny minimale mindest minste',
  max: 'max maxi maximo maxima maximum maximal maksymalny hochst massima massimo',
  quantity:
    'qty quantity quantities qte quantite quantidade qtd qtde qta =q cant cantidad cantidades quantita menge mengen anzahl aantal hoeveelheid ilosc ilosci mnozstvi antal units stuck stuckzahl pieces =ta',
  unit: 'uom unit units unite unites einheit einheiten eh unidad unidades unidade unita eenheid eenheden ehd jednostka jednostki jedn enhet enhed =um =u =ud =uds =un =und =unid =me =bme =umb =jm =mj =us =uv =uc =measure =medida =miary =misura =mesure =meins',
  location:
    'location locations loc site sites plant plants warehouse warehouses whse whs =wh store stores branch depot depots magasin magasins entrepot almacen alm armazem deposito depositi magazzino mag magazyn magazynu sklad sklady skladu magazijn filiaal lager lagerort lagerstalle standort werk werke filiale filial niederlassung betrieb centro planta divisione sede bodega sucursal oddzial lokation lokasjon lokalizacja vestiging organization org facility hub dc ship_to deliver_to',
  bin: 'bin bins rack shelf aisle lagerplatz platz emplacement empl ubicacion ubicazione locatie lokalizacja schap regal fach subinventory lort miejsce_sk',
  place:
    'place lieu local lugar luogo miejsce adres adresse address adr direccion indirizzo endereco destination destino destinazione to empfanger empfangs ontvanger plaats ort',
  day: 'date dates datum daten fecha fec =f data dato =dt day tag dzien dag upd date_time timestamp',
  count:
    'count counted conteo contagem inventaire inventario inventur inventaryzacji inventarisatie inventering zahl zahlung tel telling spisu spis snapshot period ending report stichtag corte upd updated stand peil position',
  sent: 'shipped shp ship shipping shipment despatched despatch dispatched dispatch sent envoye expedie expediee expedies expedition enviado enviada enviadas envio expedida expedido expedicion expedicao salida servida servido spedito spedita spediti spedizione verzonden verzend versand versandt versandte versendet wyslana wyslane wysylki wydana wydania uitgeleverd faturada faturado facturada emissao emission odeslano skickat afsendt',
  delivered:
    'delivered livree livre livrees livraison geliefert gelieferte gelieferd geleverd geleverde gel liefer lieferung entregada entregado entregue entrega consegnata consegnato consegna dostarczona dostarczone dostawa dostawy dostaw delivery lever levering levert aflever leverans',
  expected:
    'eta expected estimated est due planned planowana planowany prevue prevu prevista previsto previsao prevision verwacht verwachte voraussichtlich voraussichtliche vorauss termin arrival arrivee llegada chegada arrivo aankomst ankunft eintreffen przewidywana liefertermin',
  document:
    'lieferschein lieferavis =ls note slip bl bon albaran ddt bolla pakbon pakbonnen =wz guia remessa =nf nota fiscal bordero avis waybill consignment asn dn sendung sendungs wysylki zending zendings shipment expedition spedizione envio despatch dispatch transport',
  rest: 'rest reste restante back backorder bo remaining pozostalo offen',
  line: 'line ligne linea riga pos position poz lp zeile regel line_no linha renglon',
  last: 'last letzte letzter letztes letzten dernier derniere derniers prec preced precedent precedente previous prev prior prox next proximo proxima nachster nachste ultima ultimo ult ostatnia ostatni ostatniej laatste volgende poprz poprzedni vorige anterior vormonat vorwoche mes mois miesiac month mth mese maand mensile',
  money:
    'price prices prix precio precios preis preise prezzo prijs preco preco cena ceny pris cost costs costo costi coste custo cout kosten kost value values valeur valor valore waarde wert wartosc amount montant importo betrag bedrag =pu =ht =pvp =uvp =rrp =msrp =cmup =pcm =ek =vk tarif tarifa tariffa currency wahrg wahrung valuta devise moneda eur usd gbp retail cession netto margin discount unitprice kostpris inkoopprijs verkoopprijs',
  weight: 'weight wt gewicht brutto bruttogewicht peso poids pesos waga vikt vagt lordo volume volumen volym kg lbs',
  packages:
    'pallets pallet paletten palette pal palety colli collo colis bultos bulto caixas cajas caja volumes kartons karton cartons carton box boxes doos dozen opakowaniu opakowanie opak packages package pcb pack packs verpackung',
  other:
    'days dias jours giorni dni tage dagen wks weeks wochen weken sem lead reichweite class classe klasse abc status stato statut estado staat type typ tipo group gruppe groep familia famille categoria category brand marca marke merk marque carrier transporteur transportista vettore transportadora vervoerder przewoznik spediteur frachtfuhrer comment remark bemerkung opmerking nota uwagi diff difference differenz verschil differenza roznica blocked gesperrt bloqueado bloque bloccato geblokkeerd quality qualitat qualita qualite economische economisch economic theoretical theorique teorico forecast prognose safety sicherheits securite seguridad sicurezza bezpieczenstwa veiligheids reorder rop bestelniveau meldebestand meldung expiry exp peremption scadenza vencimento caducidad verfall lot lots lote lotto batch charge serie partia locked pct percent percentage planner grade colour color size',
} as const;

export type Term = keyof typeof TERMS;
