import type { XmlElement } from './xml-tree';

/** A document of a standard, in an XML file. */
export interface XmlDocument {
  readonly standard: 'ubl' | 'gs1';
  readonly type: string; // 'DespatchAdvice', 'inventoryReport'
  readonly root: XmlElement;
}

const UBL = /^urn:oasis:names:specification:ubl:schema:xsd:\w+-2$/;
const GS1 = /^urn:(gs1:ecom:|ean\.ucc:)/;

/** By the namespaces of the standards; what carries documents (an envelope, a GS1 message) is opened. Empty: XML of no known kind. */
export function documentsIn(root: XmlElement): XmlDocument[] {
  const { name, namespace } = root;
  if (UBL.test(namespace)) return [{ standard: 'ubl', type: name, root }];
  const inner = root.children.filter((c) => !/^(StandardBusinessDocumentHeader|Header)$/.test(c.name));
  if (name === 'StandardBusinessDocument') return inner.flatMap((c) => documentsIn(c));
  if (!GS1.test(namespace)) return [];
  const within = name.endsWith('Message') ? inner : [root];
  return within.map((r) => ({ standard: 'gs1', type: r.name, root: r }));
}
