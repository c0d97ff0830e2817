import { LIMITS, NotOpened } from './limits';
import { nameOf, type XmlHandler, type XmlScan } from './xml-scan';
import { cellText } from './xml-text';

const [SI, R, T] = [nameOf('si'), nameOf('r'), nameOf('t')];

/** The texts that cells refer to by number. A rich text is its runs together; how a word is pronounced is no part of it. */
export class SharedStrings implements XmlHandler {
  readonly texts: string[] = [];
  private gathered = '';
  private within = false;

  opened(name: number, xml: XmlScan): void {
    if (xml.depth === 2 && name === SI) this.gathered = '';
    else if (name === T && (xml.parent === SI || xml.parent === R)) this.within = true;
  }

  closed(name: number, xml: XmlScan): void {
    if (name === T) this.within = false;
    else if (name === SI && xml.depth === 2) {
      if (this.texts.length >= LIMITS.cells) throw new NotOpened('file.too-big', `it holds more than ${LIMITS.cells} texts`);
      this.texts.push(cellText(this.gathered));
    }
  }

  text(xml: XmlScan): void {
    if (this.within) this.gathered += xml.content;
  }
}
