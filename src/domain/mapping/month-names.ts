const NAMES: readonly (readonly string[])[] = [
  ['january', 'januar', 'janner', 'janvier', 'enero', 'gennaio', 'januari', 'stycznia', 'styczen'],
  ['february', 'februar', 'feber', 'fevrier', 'febrero', 'febbraio', 'februari', 'lutego', 'luty'],
  ['march', 'marz', 'maerz', 'mars', 'marzo', 'maart', 'marca', 'marzec', 'mrz'],
  ['april', 'avril', 'abril', 'aprile', 'kwietnia', 'kwiecien'],
  ['may', 'mai', 'mayo', 'maggio', 'mei', 'maja', 'maj'],
  ['june', 'juni', 'juin', 'junio', 'giugno', 'czerwca', 'czerwiec'],
  ['july', 'juli', 'juillet', 'julio', 'luglio', 'lipca', 'lipiec'],
  ['august', 'aout', 'agosto', 'augustus', 'sierpnia', 'sierpien'],
  ['september', 'septembre', 'septiembre', 'settembre', 'wrzesnia', 'wrzesien', 'sept'],
  ['october', 'oktober', 'octobre', 'octubre', 'ottobre', 'pazdziernika', 'pazdziernik'],
  ['november', 'novembre', 'noviembre', 'listopada', 'listopad'],
  ['december', 'dezember', 'decembre', 'diciembre', 'dicembre', 'grudnia', 'grudzien'],
];

/** The number of a month by its name, or by three letters of it that belong to no other month; undefined when it is none. */
export function monthOf(name: string): number | undefined {
  const word = name.normalize('NFD').replace(/[^a-z]/gi, '').toLowerCase(); // prettier-ignore
  if (word.length < 3) return undefined;
  const exact = NAMES.findIndex((names) => names.includes(word));
  if (exact >= 0) return exact + 1;
  const begins = NAMES.flatMap((names, i) => (word.length <= 4 && names.some((n) => n.startsWith(word)) ? [i + 1] : []));
  return begins.length === 1 ? begins[0] : undefined;
}
