import type { Book, Cell, Choice } from '../workbook/book';

/** What stands in a template, in a supplier's language. Headings are those that our mapping reads for sure (`domain/mapping/words.ts`); in a supplier's list "our" is the supplier. */
interface TemplateWords {
  readonly sheet: string;
  readonly how: string;
  readonly headings: Readonly<Record<Field, readonly [heading: string, note: string]>>;
  readonly steps: readonly string[];
}
const FIELDS = ['buyer', 'vendor', 'description', 'location', 'uom', 'as_of', 'on_hand'] as const;
type Field = (typeof FIELDS)[number];

const EN: TemplateWords = {
  sheet: 'Stock',
  how: 'How to fill it in',
  headings: {
    buyer: ['Customer part number', 'Our number. Please leave it as it is.'],
    vendor: ['Our part number', 'Your number, as we know it. If it is wrong, write yours.'],
    description: ['Description', 'To help you. It is not read.'],
    location: ['Location', 'Where it lies. Choose one from the list.'],
    uom: ['Unit', 'The unit of your number. Choose one from the list.'],
    as_of: ['As of', 'The day on which you counted, for example 2026-11-16.'],
    on_hand: ['On hand', 'What lies there, digits only. 0 means that nothing is left; leave it blank if you do not know.'],
  },
  steps: [
    'Fill in the yellow cells of the first sheet: the day and the number.',
    'A blank is not 0: write 0 only where nothing is left.',
    'Lines that you do not have may stay blank. Please add none above the headings, and leave the headings as they are.',
    'Save it as xlsx and answer our mail with it, or send it as you always do.',
  ],
};
const DE: TemplateWords = {
  sheet: 'Bestand',
  how: 'So wird es ausgefüllt',
  headings: {
    buyer: ['Ihre Artikelnummer', 'Unsere Nummer (aus Ihrer Sicht: des Kunden). Bitte so lassen.'],
    vendor: ['Unsere Artikelnummer', 'Ihre eigene Nummer, wie wir sie kennen. Ist sie falsch, schreiben Sie Ihre.'],
    description: ['Bezeichnung', 'Nur zur Hilfe. Sie wird nicht gelesen.'],
    location: ['Lagerort', 'Wo es liegt. Bitte aus der Liste wählen.'],
    uom: ['Mengeneinheit', 'Die Einheit Ihrer Zahl. Bitte aus der Liste wählen.'],
    as_of: ['Stichtag', 'Der Tag, an dem Sie gezählt haben, zum Beispiel 16.11.2026.'],
    on_hand: ['Bestand', 'Was dort liegt, nur Ziffern. 0 heißt, dass nichts mehr da ist; leer lassen, wenn Sie es nicht wissen.'],
  },
  steps: [
    'Füllen Sie die gelben Felder des ersten Blatts aus: den Tag und die Zahl.',
    'Ein leeres Feld ist keine 0: Schreiben Sie 0 nur, wo nichts mehr da ist.',
    'Zeilen, die Sie nicht haben, dürfen leer bleiben. Bitte keine über den Überschriften einfügen, und die Überschriften so lassen.',
    'Als xlsx speichern und damit auf unsere Mail antworten, oder senden wie immer.',
  ],
};
const FR: TemplateWords = {
  sheet: 'Stock',
  how: 'Comment le remplir',
  headings: {
    buyer: ['Votre référence', 'Notre numéro (pour vous : du client). Merci de le laisser tel quel.'],
    vendor: ['Notre référence', "Votre propre numéro, tel que nous le connaissons. S'il est faux, écrivez le vôtre."],
    description: ['Libellé', "Pour vous aider. Il n'est pas lu."],
    location: ['Magasin', 'Où il se trouve. Choisissez dans la liste.'],
    uom: ['Unité', "L'unité de votre nombre. Choisissez dans la liste."],
    as_of: ['Date du stock', 'Le jour du comptage, par exemple 16/11/2026.'],
    on_hand: ['En stock', "Ce qui s'y trouve, en chiffres. 0 veut dire qu'il n'y a plus rien ; laissez vide si vous ne savez pas."],
  },
  steps: [
    'Remplissez les cases jaunes de la première feuille : le jour et le nombre.',
    "Une case vide n'est pas 0 : écrivez 0 seulement où il n'y a plus rien.",
    "Les lignes que vous n'avez pas peuvent rester vides. N'en ajoutez pas au-dessus des titres, et laissez les titres tels quels.",
    'Enregistrez en xlsx et répondez à notre message avec ce fichier, ou envoyez-le comme toujours.',
  ],
};
const ES: TemplateWords = {
  sheet: 'Existencias',
  how: 'Cómo rellenarlo',
  headings: {
    buyer: ['Su referencia', 'Nuestro número (para usted: el del cliente). Déjelo como está, por favor.'],
    vendor: ['Nuestra referencia', 'Su propio número, tal como lo conocemos. Si es erróneo, escriba el suyo.'],
    description: ['Descripción', 'Para ayudarle. No se lee.'],
    location: ['Almacén', 'Dónde está. Elija uno de la lista.'],
    uom: ['Unidad', 'La unidad de su número. Elija una de la lista.'],
    as_of: ['Fecha de stock', 'El día del recuento, por ejemplo 16/11/2026.'],
    on_hand: ['Existencias', 'Lo que hay, solo cifras. 0 significa que no queda nada; déjelo en blanco si no lo sabe.'],
  },
  steps: [
    'Rellene las celdas amarillas de la primera hoja: el día y el número.',
    'Una celda vacía no es 0: escriba 0 solo donde no queda nada.',
    'Las líneas que no tiene pueden quedar en blanco. No añada ninguna encima de los títulos, y deje los títulos como están.',
    'Guárdelo como xlsx y responda con él a nuestro correo, o envíelo como siempre.',
  ],
};
const IT: TemplateWords = {
  sheet: 'Giacenze',
  how: 'Come compilarlo',
  headings: {
    buyer: ['Vostro codice', "Il nostro numero (per voi: del cliente). Lasciatelo com'è, per favore."],
    vendor: ['Nostro codice', 'Il vostro numero, come lo conosciamo. Se è sbagliato, scrivete il vostro.'],
    description: ['Descrizione', 'Per aiutarvi. Non viene letta.'],
    location: ['Magazzino', 'Dove si trova. Scegliete dalla lista.'],
    uom: ['Unità di misura', "L'unità del vostro numero. Scegliete dalla lista."],
    as_of: ['Data giacenza', 'Il giorno del conteggio, per esempio 16/11/2026.'],
    on_hand: ['Giacenza', "Che cosa c'è, solo cifre. 0 vuol dire che non resta nulla; lasciate vuoto se non lo sapete."],
  },
  steps: [
    'Compilate le celle gialle del primo foglio: il giorno e il numero.',
    'Una cella vuota non è 0: scrivete 0 solo dove non resta nulla.',
    'Le righe che non avete possono restare vuote. Non aggiungetene sopra i titoli, e lasciate i titoli come sono.',
    'Salvate come xlsx e rispondete alla nostra mail con questo file, o inviatelo come sempre.',
  ],
};
const BY_LANGUAGE: ReadonlyMap<string, TemplateWords> = new Map([['en', EN], ['de', DE], ['fr', FR], ['es', ES], ['it', IT]]); // prettier-ignore
export const TEMPLATE_LANGUAGES = [...BY_LANGUAGE.keys()];

export interface TemplateLine {
  readonly sku: string;
  readonly theirs: string | null;
  readonly description: string | null;
  readonly location: string;
  readonly uom: string;
}
export interface Template {
  readonly locale: string | null;
  readonly lines: readonly TemplateLine[];
  readonly units: readonly string[]; // that we know of these items
}

const WIDTHS = [22, 22, 32, 14, 14, 14, 12];
const SPARE = 50; // lines below that still have their lists

/** A stock list to fill in: their items and places are there, only the day and the number are missing. */
export function templateOf({ locale, lines, units }: Template): Book {
  const words = BY_LANGUAGE.get((locale ?? '').slice(0, 2).toLowerCase()) ?? EN;
  const headings = FIELDS.map((f): Cell => {
    const [text, note] = words.headings[f];
    return { text, note, bold: true, fill: 'grey' };
  });
  const rows = lines.map((l): (Cell | undefined)[] => {
    const values: Readonly<Record<Field, string | null>> = { buyer: l.sku, vendor: l.theirs, description: l.description, location: l.location, uom: l.uom, as_of: '', on_hand: '' }; // prettier-ignore
    return FIELDS.map((f) =>
      values[f] === null ? undefined : { text: values[f], ...(values[f] === '' ? { fill: 'yellow' as const } : {}) },
    );
  });
  const choice = (f: Field, values: readonly string[]): Choice[] =>
    values.length === 0
      ? []
      : [{ column: FIELDS.indexOf(f) + 1, from: 2, to: lines.length + 1 + SPARE, values: [...new Set(values)].sort() }];
  return {
    sheets: [
      { name: words.sheet, rows: [headings, ...rows], widths: WIDTHS, frozen: 1, choices: [...choice('location', lines.map((l) => l.location)), ...choice('uom', units)] }, // prettier-ignore
      { name: words.how, rows: words.steps.map((s, i) => [{ text: `${i + 1}. ${s}`, wrap: true }]), widths: [100] },
    ],
  };
}
