/**
 * Input is hostile: what one delivery may be and unpack to, in one place. Honest files stay far below; what lies above is refused
 * with the limit's name, never read in part.
 */
export const LIMITS = {
  bytes: 256 * 1024 * 1024,
  wholeBytes: 64 * 1024 * 1024, // of a page, JSON, XML or a workbook in one piece: they are held whole, and that five times over
  mailBytes: 50 * 1024 * 1024,
  mailTextBytes: 8 * 1024 * 1024, // of what a mail says itself, which is held five times over; what is attached is not
  mailParts: 1000,
  mailDepth: 20, // multiparts within each other
  mailHeadBytes: 256 * 1024,
  mailFieldBytes: 32 * 1024, // of one header, as it is shown
  mailParameters: 100, // of one header
  mailSignatures: 8, // of a mail with more of them none is looked at: each may have the whole of it hashed once more
  mailKeys: 12, // of signatures and seals, that DNS is asked for
  mailSignedLines: 5000, // of the headers: the library joins folded lines in the square of their number
  unpackedBytes: 512 * 1024 * 1024, // of one delivery, all its archives together
  entryBytes: 200 * 1024 * 1024,
  entries: 1000,
  deliveryParts: 3000, // files of all archives and mails of one delivery together
  ratio: 100, // unpacked to packed; judged only beyond `ratioFrom`, since honest sheets repeat themselves a lot
  ratioFrom: 100 * 1024 * 1024,
  depth: 5, // archives and mails within each other
  segmentBytes: 64 * 1024, // of EDI; beyond them its terminator is missing
  rows: 2_000_000,
  columns: 1000,
  cells: 2_500_000, // of a workbook, which is read whole
  values: 600_000, // of JSON, XML and web pages, which are held whole as objects
  objectCells: 300_000, // of a workbook that the library reads (ods): each of its cells is an object, made out of text that is held meanwhile
  blankRows: 10_000, // in a row: beyond them a sheet has been formatted to its end, not filled
  formulas: 200_000, // of a sheet, whose results are checked; those behind them are read as they were saved
  formulaCells: 5_000_000, // that are looked at for that
  merges: 10_000, // of a sheet, that are kept
  lineCharacters: 4 * 1024 * 1024, // of text; beyond them nothing in it ends a line
  quotedField: 20_000, // characters of text: what is quoted beyond them was opened by a stray quote
  xmlText: 4 * 1024 * 1024, // of one tag or one text; a cell of Excel holds 32,767 characters
  xmlDepth: 256,
  xmlAttributes: 64, // of one element, that are read
  jsonDepth: 100, // values within each other
  pageTables: 5000, // of one web page
  pageDepth: 50, // tables of a web page within each other
  mappingCharacters: 128 * 1024, // of one mapping file; a person writes a hundredth of it
  readerHeapMegabytes: 400, // of a reading thread, which is ended beyond it
  readerYoungMegabytes: 48, // of these for what is made and left at once: with more, the processor's cache no longer holds them
  readerSeconds: 30, // for one delivery, while nothing else is waited for
  workbookSeconds: 120, // for one with a workbook or an archive
  readerAhead: 16, // chunks; then the thread sleeps, so that a huge file is never held whole
  feedWorkbookBytes: 128 * 1024 * 1024, // of the buyer's own, which is read whole; CSV has none
  feedRecord: 256 * 1024, // characters; beyond, a quote was never closed, or the lines have no ends that are known here
  feedIssues: 100_000, // of one import; a file that is wrong in every row shall not fill the memory
  uploadBytes: 100 * 1024 * 1024, // of a delivery by HTTP, which is held in memory
  uploadJsonBytes: 64 * 1024 * 1024, // of feed objects by HTTP, likewise
  uploadFileBytes: 1024 * 1024 * 1024, // of a feed file by HTTP, which goes to disk as it comes
} as const;

/** Why a file is not opened; caught where the delivery is opened and told as an issue. */
export class NotOpened extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What is left of the bytes that one delivery may unpack to. */
export class Budget {
  private left: number = LIMITS.unpackedBytes;
  private parts = 0;

  part(): void {
    this.parts += 1;
    if (this.parts > LIMITS.deliveryParts) throw new NotOpened('file.too-big', `it holds more than ${LIMITS.deliveryParts} files in all`);
  }

  spend(bytes: number): void {
    this.left -= bytes;
    if (this.left < 0) throw new NotOpened('file.too-big', `it unpacks to more than ${megabytes(LIMITS.unpackedBytes)}`);
  }
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`;
