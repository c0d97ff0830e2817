/** The status codes of SFTP, version 3. */
export const STATUS = { end: 1, noSuchFile: 2, permissionDenied: 3, failure: 4 } as const;
const CODES: Readonly<Record<number, string>> = {
  [STATUS.noSuchFile]: 'SFTP_NO_SUCH_FILE',
  [STATUS.permissionDenied]: 'SFTP_PERMISSION_DENIED',
};

/** What a step came to nothing by; said with the step, since a server says "Failure" and no more. */
export class SftpError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** The server does not let us in; to knock again and again would lock the account. */
export class SignInRefused extends SftpError {
  constructor(message: string) {
    super(message, 'ESIGNIN');
  }
}

export const isMissing = (error: unknown): boolean => (error as SftpError).code === 'SFTP_NO_SUCH_FILE';

export function told(what: string, error: Error & { readonly code?: unknown }): SftpError {
  if (error instanceof SftpError) return error;
  const code = typeof error.code === 'number' ? (CODES[error.code] ?? `SFTP_${error.code}`) : String(error.code ?? 'SFTP');
  return new SftpError(`${what}: ${plain(error.message)}`, code);
}

/** A server may answer with, and name its files, whatever it likes: one line of it is enough. */
export const plain = (text: string): string =>
  text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .trim()
    .slice(0, 300);
