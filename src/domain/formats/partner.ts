import { codes } from '../canonical/codes';
import type { ItemRef, StockMeasure } from '../canonical/vocabulary';
import { schemeOf } from '../items/identifiers';
import { glob } from '../mapping/find-columns';
import type { EdiMapping } from '../mapping/edi-mapping';
import { type Meaning, WHOSE } from '../mapping/edi-words';

/** How a partner's item numbers are to be taken. */
export interface PartnerItems {
  readonly readAs: ReadonlyMap<string, Pick<ItemRef, 'scheme' | 'qualifier'>>;
  readonly ignored: ReadonlySet<string>;
  readonly prefer: readonly string[];
}
type Codes<T> = Readonly<Record<string, T>>;

/** A mapping of EDI, made ready once for all documents that are read by it. What it does not say is undefined, and as the standard has it. */
export class Partner {
  readonly items: PartnerItems | undefined;
  readonly movements: Codes<Meaning>; // by INV's direction, or direction and reason
  readonly units: Codes<string>;
  readonly locations: ReadonlySet<string> | undefined; // LOC
  private readonly said: { readonly ZA: Codes<Meaning>; readonly QTY: Codes<Meaning> };

  constructor(readonly mapping: EdiMapping) {
    const { items, measures, units } = mapping;
    this.said = { ZA: codes(measures?.ZA ?? {}), QTY: codes(measures?.QTY ?? {}) };
    const { location } = mapping.place ?? {};
    this.locations = location && new Set(location);
    this.movements = codes(measures?.INV ?? {});
    this.units = codes(Object.fromEntries(Object.entries(units ?? {}).map(([theirs, ours]) => [theirs.trim().toUpperCase(), ours])));
    this.items = items && {
      readAs: new Map(Object.entries(items.read_as ?? {}).map(([theirs, as]) => [theirs, kindOf(as)])),
      ignored: new Set(items.ignore),
      prefer: items.prefer ?? [],
    };
  }

  get parties(): readonly string[] | undefined {
    return this.mapping.place?.party;
  }
  get dates(): NonNullable<EdiMapping['dates']> {
    return this.mapping.dates ?? {};
  }

  /** A list of codes with what the mapping says otherwise. */
  meanings(list: 'ZA' | 'QTY', standard: Codes<StockMeasure>): Codes<Meaning> {
    return codes({ ...standard, ...this.said[list] });
  }
  /** Whether the mapping itself says what a code means. */
  says(list: 'ZA' | 'QTY', code: string): boolean {
    return this.said[list][code] !== undefined;
  }
  of(list: 'ZA' | 'QTY', code: string): Meaning | undefined {
    return this.said[list][code];
  }
  /** Codes that the mapping says to be of a measure, in its order. */
  codesOf(list: 'ZA' | 'QTY', measure: StockMeasure): string[] {
    return Object.keys(this.said[list]).filter((code) => this.said[list][code] === measure);
  }

  /** Words for a number that a person decided not to use. */
  leftOut(what: string): string {
    return `${what} is left out, as the mapping ${this.mapping.name} (version ${this.mapping.version}) says`;
  }
}

const kindOf = (as: string): Pick<ItemRef, 'scheme' | 'qualifier'> => {
  const scheme = WHOSE.find((w) => w === as);
  return scheme ? { scheme, qualifier: scheme.toUpperCase() } : { scheme: schemeOf(as), qualifier: as };
};

/** The references by which an item is looked for: the best kind alone, where one of them is there. */
export function preferred(refs: ItemRef[], { prefer }: PartnerItems): ItemRef[] {
  for (const kind of prefer) {
    let best: ItemRef[] | undefined;
    for (const ref of refs) if ((ref.sent ?? ref.qualifier) === kind) (best ??= []).push(ref);
    if (best) return best;
  }
  return refs;
}

export interface Met {
  readonly supplier: string;
  readonly sender: string; // QUALIFIER:ID; '' where nothing says it
  readonly document: string; // 'x12-852'
  readonly version: string; // GS08, or the directory of UNH
}

/** The first mapping that is for a document, in the order of precedence. */
export function partnerFor(partners: readonly Partner[], met: Met): Partner | undefined {
  return partners.find(({ mapping: { supplier, sender, documents, versions } }) => {
    if (supplier !== met.supplier) return false;
    if (sender !== undefined && !sender.includes(met.sender)) return false;
    if (documents !== undefined && !(documents as readonly string[]).includes(met.document)) return false;
    return versions === undefined || versions.some((v) => glob(v).test(met.version));
  });
}
