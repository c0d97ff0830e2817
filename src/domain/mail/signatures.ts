/** One signature that a mail bears (DKIM, RFC 6376), as it was checked here. */
export interface Signature {
  readonly domain: string; // whose key it is
  readonly aligned: boolean; // with the domain of the From
  readonly result: 'pass' | 'fail' | 'unknown'; // unknown: its key could not be had now
  readonly why: string; // where it is no pass
}

/** What a server on the way found out and sealed (ARC, RFC 8617): of a chain that holds, by somebody whose seal counts. */
export interface Sealed {
  readonly sealer: string;
  readonly results: string; // as in Authentication-Results
}

export interface Signatures {
  readonly dkim: readonly Signature[];
  readonly sealed: readonly Sealed[];
  readonly sealUnknown: boolean; // it could not be checked now
}
export const NO_SIGNATURES: Signatures = { dkim: [], sealed: [], sealUnknown: false };

/** `dkim=pass nord.example`, `dkim=fail nord.example (body hash did not verify)`. */
export const signatureSaid = (s: Signature): string =>
  `dkim=${s.result} ${s.domain}${s.result === 'pass' ? (s.aligned ? '' : ' (not the domain of the From)') : ` (${s.why})`}`;
