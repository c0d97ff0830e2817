import type { Column } from './columns';

/** What stands on everything that is shared, in the supplier's language. Codes, numbers and ids are the same in all. */
export interface Words {
  readonly yourItem: string;
  readonly ourItem: string;
  readonly description: string;
  readonly yourPlace: string;
  readonly ourPlace: string;
  readonly unit: string;
  readonly asOf: string;
  readonly remarks: string;
  readonly snapshot: string;
  readonly sheet: string;
  readonly columns: Readonly<Record<Column, string>>; // `{n}`: days of usage
  readonly subject: string; // {day}
  readonly lead: string; // {items}, {at}
  readonly unknown: string;
  readonly link: string; // {until}
  readonly program: string;
  readonly tryFile: string; // a file before it is sent
  readonly tryNote: string;
  readonly tryButton: string;
  readonly back: string;
  readonly nothingToSay: string;
}

const EN: Words = {
  ...{ yourItem: 'Your item', ourItem: 'Our item', description: 'Description', yourPlace: 'Your location', ourPlace: 'Our location' },
  ...{ unit: 'Unit', asOf: 'As of', remarks: 'Remarks', snapshot: 'Snapshot', sheet: 'Stock' },
  columns: {
    ...{ on_hand: 'On hand', available: 'Available', usage: 'Used in {n} days', min: 'Min', max: 'Max', in_transit: 'In transit' },
    ...{ on_order: 'On order', demand: 'Known demand', lead_time: 'Lead time (working days)' },
  },
  subject: 'Your stock with us, {day}',
  lead: 'Attached is what we have of your program: {items}, as of {at}.',
  unknown: 'A blank is not 0: we do not know the number, and the column "Remarks" says why.',
  link: 'The same, always as it is now (until {until}; who has the link sees it):',
  program: 'A program wrote this mail. A person reads answers.',
  tryFile: 'Try a file before you send it',
  tryNote: 'You are told what we would answer. Nothing is stored, and nobody is told.',
  tryButton: 'Try it',
  back: 'Back',
  nothingToSay: 'There is nothing in it that we would answer.',
};
const DE: Words = {
  ...{
    yourItem: 'Ihr Artikel',
    ourItem: 'Unser Artikel',
    description: 'Bezeichnung',
    yourPlace: 'Ihr Standort',
    ourPlace: 'Unser Standort',
  },
  ...{ unit: 'Einheit', asOf: 'Stand', remarks: 'Bemerkungen', snapshot: 'Momentaufnahme', sheet: 'Bestand' },
  columns: {
    ...{ on_hand: 'Bestand', available: 'Verfügbar', usage: 'Verbrauch in {n} Tagen', min: 'Min', max: 'Max', in_transit: 'Unterwegs' },
    ...{ on_order: 'Bestellt', demand: 'Bekannter Bedarf', lead_time: 'Lieferzeit (Arbeitstage)' },
  },
  subject: 'Ihr Bestand bei uns, {day}',
  lead: 'Im Anhang steht, was wir von Ihrem Programm haben: {items}, Stand {at}.',
  unknown: 'Ein leeres Feld ist keine 0: Wir kennen die Zahl nicht, und die Spalte „Bemerkungen“ sagt, warum.',
  link: 'Dasselbe, immer auf dem neuesten Stand (bis {until}; wer den Link hat, sieht es):',
  program: 'Diese Mail hat ein Programm geschrieben. Antworten liest ein Mensch.',
  tryFile: 'Eine Datei ausprobieren, bevor Sie sie senden',
  tryNote: 'Sie lesen, was wir antworten würden. Nichts wird gespeichert, und niemand erfährt davon.',
  tryButton: 'Ausprobieren',
  back: 'Zurück',
  nothingToSay: 'Darin ist nichts, was wir beantworten würden.',
};
const FR: Words = {
  ...{ yourItem: 'Votre article', ourItem: 'Notre article', description: 'Désignation', yourPlace: 'Votre site', ourPlace: 'Notre site' },
  ...{ unit: 'Unité', asOf: 'État au', remarks: 'Remarques', snapshot: 'Instantané', sheet: 'Stock' },
  columns: {
    ...{ on_hand: 'En stock', available: 'Disponible', usage: 'Consommé en {n} jours', min: 'Min', max: 'Max', in_transit: 'En transit' },
    ...{ on_order: 'Commandé', demand: 'Besoins connus', lead_time: 'Délai (jours ouvrés)' },
  },
  subject: 'Votre stock chez nous, {day}',
  lead: 'Ci-joint ce que nous avons de votre programme : {items}, état au {at}.',
  unknown: "Une case vide n'est pas 0 : nous ne connaissons pas le nombre, et la colonne « Remarques » dit pourquoi.",
  link: "La même chose, toujours à jour (jusqu'au {until} ; qui a le lien la voit) :",
  program: 'Un programme a écrit ce message. Une personne lit les réponses.',
  tryFile: "Essayer un fichier avant de l'envoyer",
  tryNote: "Vous lisez ce que nous répondrions. Rien n'est enregistré, et personne n'en est averti.",
  tryButton: 'Essayer',
  back: 'Retour',
  nothingToSay: 'Il ne contient rien à quoi nous répondrions.',
};

const ES: Words = {
  ...{
    yourItem: 'Su artículo',
    ourItem: 'Nuestro artículo',
    description: 'Descripción',
    yourPlace: 'Su ubicación',
    ourPlace: 'Nuestra ubicación',
  },
  ...{ unit: 'Unidad', asOf: 'A fecha de', remarks: 'Observaciones', snapshot: 'Instantánea', sheet: 'Existencias' },
  columns: {
    ...{ on_hand: 'Existencias', available: 'Disponible', usage: 'Consumo en {n} días', min: 'Mín', max: 'Máx', in_transit: 'En tránsito' },
    ...{ on_order: 'Pedido', demand: 'Demanda conocida', lead_time: 'Plazo de entrega (días laborables)' },
  },
  subject: 'Sus existencias con nosotros, {day}',
  lead: 'Adjuntamos lo que tenemos de su programa: {items}, a fecha de {at}.',
  unknown: 'Una celda vacía no es 0: no conocemos el número, y la columna «Observaciones» dice por qué.',
  link: 'Lo mismo, siempre al día (hasta {until}; lo ve quien tiene el enlace):',
  program: 'Un programa ha escrito este correo. Las respuestas las lee una persona.',
  tryFile: 'Probar un archivo antes de enviarlo',
  tryNote: 'Verá lo que responderíamos. No se guarda nada y no se avisa a nadie.',
  tryButton: 'Probar',
  back: 'Volver',
  nothingToSay: 'No contiene nada a lo que responderíamos.',
};
const IT: Words = {
  ...{
    yourItem: 'Vostro articolo',
    ourItem: 'Nostro articolo',
    description: 'Descrizione',
    yourPlace: 'Vostra sede',
    ourPlace: 'Nostra sede',
  },
  ...{ unit: 'Unità', asOf: 'Al', remarks: 'Note', snapshot: 'Istantanea', sheet: 'Giacenze' },
  columns: {
    ...{ on_hand: 'Giacenza', available: 'Disponibile', usage: 'Consumo in {n} giorni', min: 'Min', max: 'Max', in_transit: 'In transito' },
    ...{ on_order: 'Ordinato', demand: 'Fabbisogno noto', lead_time: 'Tempo di consegna (giorni lavorativi)' },
  },
  subject: 'Le vostre giacenze da noi, {day}',
  lead: 'In allegato ciò che abbiamo del vostro programma: {items}, al {at}.',
  unknown: 'Una cella vuota non è 0: non conosciamo il numero, e la colonna «Note» dice perché.',
  link: 'Lo stesso, sempre aggiornato (fino al {until}; lo vede chi ha il link):',
  program: 'Questa mail è stata scritta da un programma. Le risposte le legge una persona.',
  tryFile: 'Provare un file prima di inviarlo',
  tryNote: 'Leggerete che cosa risponderemmo. Nulla viene salvato e nessuno viene avvisato.',
  tryButton: 'Provare',
  back: 'Indietro',
  nothingToSay: 'Non contiene nulla a cui risponderemmo.',
};

const BY_LANGUAGE: ReadonlyMap<string, Words> = new Map([
  ['en', EN],
  ['de', DE],
  ['fr', FR],
  ['es', ES],
  ['it', IT],
]);

/** Of a locale such as `de-DE`; English where nobody wrote it in that language. */
export const wordsFor = (locale: string | null): Words => BY_LANGUAGE.get((locale ?? '').slice(0, 2).toLowerCase()) ?? EN;

export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
