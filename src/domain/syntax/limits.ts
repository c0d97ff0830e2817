/** Input is hostile: what one delivery may be and unpack to, in one place. */
export const LIMITS = {
  bytes: 512 * 1024 * 1024,
  unpackedBytes: 1024 * 1024 * 1024,
  ratio: 200, // of an archive, unpacked to packed
  entries: 5000,
  depth: 4, // archives and mails within each other
  rows: 2_000_000,
  columns: 1000,
} as const;
