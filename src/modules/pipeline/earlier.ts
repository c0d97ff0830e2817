import type { Doc } from './delivery';

/** What came before in the very same delivery, which the database does not know yet: a file may hold a set twice, or contradict itself. */
export class Earlier {
  private readonly bodies = new Set<string>();
  private readonly references = new Map<string, string>();

  hasBody(supplierId: string, doc: Doc): boolean {
    return this.bodies.has(`${supplierId} ${doc.format} ${doc.bodySha256}`);
  }
  /** The same number and as-of with other content. */
  contradicts(supplierId: string, doc: Doc, said: string): boolean {
    const before = this.references.get(referenceOf(supplierId, doc, said));
    return before !== undefined && before !== doc.bodySha256;
  }
  note(supplierId: string, doc: Doc, said: string): void {
    if (doc.bodySha256 === undefined) return;
    this.bodies.add(`${supplierId} ${doc.format} ${doc.bodySha256}`);
    this.references.set(referenceOf(supplierId, doc, said), doc.bodySha256);
  }
}

const referenceOf = (supplierId: string, doc: Doc, said: string): string =>
  `${supplierId} ${doc.format} ${doc.header?.reference ?? ''} ${said}`;
