import { NotOpened } from './limits';
import { XmlBroken, XmlDoctype, type XmlHandler, XmlScan } from './xml-scan';
import { ToUtf8 } from './xml-text';

const CHUNK = 1 << 20;

/** Goes through an XML file to its end; one that is not whole, or that declares what it expands to, is not read at all. */
export function scanXml(bytes: Uint8Array, handler: XmlHandler & { readonly place?: string }, what: string): void {
  const xml = new XmlScan(handler);
  const utf8 = new ToUtf8();
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) xml.push(utf8.push(bytes.subarray(at, at + CHUNK)));
    xml.push(utf8.end());
    xml.end();
  } catch (error) {
    if (error instanceof XmlDoctype)
      throw new NotOpened('file.doctype', `the ${what} declares a document type, which honest ones never do`);
    if (error instanceof XmlBroken) throw new NotOpened('file.corrupt', `the ${what} is damaged: ${handler.place ?? ''}${error.message}`);
    throw error;
  }
}
