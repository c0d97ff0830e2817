/** What went wrong with a connection, as its library says it, and what a person can do about it. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /basic auth\w* (is )?(disabled|blocked|not allowed)|LOGIN failed.*outlook/i,
    'Microsoft 365 needs sign-in (OAuth): a password is not taken there. Give `auth` in place of it, and call `crosscount channels sign-in`.',
  ],
  [
    /authenticated but not connected/i,
    'The sign-in is taken, and there is no mailbox for it: check that `user` is the address of the mailbox itself, that IMAP is allowed for it, and that the application may read it.',
  ],
  [
    /SmtpClientAuthentication is disabled|5\.7\.139/i,
    'Sending by SMTP is switched off for the mailbox or the tenant: its administrator has to allow authenticated SMTP.',
  ],
  [
    /Unsupported authentication mechanism|no supported authentication/i,
    'The server knows no sign-in by OAuth2 (XOAUTH2, OAUTHBEARER); give `password` in place of `auth`.',
  ],
  [
    /application-specific password|app password|web login required|gmail.*authenticat/i,
    'Google wants an app password or a sign-in (`auth`); the password of the account is not taken.',
  ],
  [
    /EHOSTKEY/,
    'Ask the operator of the server, and not by this connection, whether its key was changed. If so, put the new fingerprint into `host_keys`; if not, somebody stands in between.',
  ],
  [/ESIGNIN/, 'The server does not let this account in; check `username`, and the secret that `password` or `private_key` names.'],
  [
    /no matching (key exchange|host key|C->S|S->C)/i,
    'The server knows only methods that are no longer safe; its operator has to bring it up to date.',
  ],
  [/SFTP_NO_SUCH_FILE/, 'There is no such folder on the server; check `folder`, as that account sees it.'],
  [/SFTP_PERMISSION_DENIED/, 'The account may not do that on the server; its operator has to grant it.'],
  [/SFTP_TOO_MANY/, 'Have what was taken moved or deleted (`after`), or the folder cleared by its owner.'],
  [
    /authenticat|invalid credentials|LOGIN failed|535/i,
    'The server does not accept user and password; check `user` and the variable that holds the password.',
  ],
  [/ENOTDIALED/, 'The gateway connects to your own network only where its settings name the host: allow it, or correct it.'],
  [/ENOTFOUND|EAI_AGAIN/i, 'There is no server of that name; check `host`, and whether this machine can look names up.'],
  [
    /self.signed|unable to verify|UNABLE_TO_GET_ISSUER/i,
    'The certificate of the server is not signed by anybody known; install its issuer (NODE_EXTRA_CA_CERTS).',
  ],
  [/certificate has expired|CERT_HAS_EXPIRED/i, 'The certificate of the server has expired; its operator has to renew it.'],
  [/altnames|ERR_TLS_CERT/i, 'The certificate belongs to another name than `host`; use the name that it was issued for.'],
  [/wrong version number|packet length too long/i, 'The server does not speak TLS on that port; check `port` and `tls`.'],
  [/STARTTLS|ETLS/i, 'The server offers no TLS on that port, and a password is not sent without; check `port`, `secure` and `tls`.'],
  [/ECONNREFUSED/i, 'Nothing listens there; check `port`, and whether the server is running.'],
  [/EADDRINUSE/i, 'Another program listens on that port already; choose another `port`, or stop it.'],
  [/EACCES/i, 'This account may not do that; check the rights of the folder, or use a port above 1023.'],
  [/timed? ?out|TIMEOUT|did not answer/i, 'The server does not answer in time; if this lasts, look at the network and at the server.'],
  [
    /ECONNRESET|EPIPE|closed|not available|NoConnection|terminated|connection lost/i,
    'The server ended the connection; if this lasts, look at its log.',
  ],
  [/OVERQUOTA|quota/i, 'The mailbox is over its quota, or today is: its owner has to make room.'],
  [/no such (mailbox|folder)|does not exist|NONEXISTENT|mailbox doesn't exist/i, 'There is no such folder; check `folders`.'],
  [/ENOSPC/i, 'The disk is full; nothing is taken until there is room, and nothing is lost.'],
];

export function adviceFor(error: Error & { readonly code?: string; readonly responseText?: string; readonly advice?: string }): string {
  if (error.advice !== undefined) return error.advice;
  const said = [error.message, error.code, error.responseText].filter(Boolean).join(' ');
  return ADVICE.find(([pattern]) => pattern.test(said))?.[1] ?? 'It is not clear why; the log of the server may say more.';
}
