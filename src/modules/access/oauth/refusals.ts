/** What an authorization server says and a person can do about it; `sign in again` is followed by how. */
const AGAIN = Symbol('sign in again');
const REFUSALS: readonly (readonly [RegExp, string, typeof AGAIN?])[] = [
  [/AADSTS7000222/, 'The client secret has expired: make a new one in the app registration, keep it by `crosscount secret set`, and restart.'],
  [/AADSTS7000215/, 'This is not the value of the client secret; its id, which is shown beside it, is not meant.'],
  [/AADSTS7000218/, 'The app registration is no public client: allow public client flows in it, or give its `client_secret`.'],
  [/AADSTS7000(16|11)\b|AADSTS700016/, 'There is no such application in that tenant: check `client_id` and `tenant`.'],
  [/AADSTS90002\b|AADSTS900023/, 'There is no such tenant: check `tenant`.'],
  [/AADSTS(700082|700084|70043|70008)\b/, 'The sign-in has expired, since it was not used for too long or its time was limited.', AGAIN],
  [/AADSTS(50173|70000|54005)\b/, 'The sign-in was revoked, mostly since the password was changed.', AGAIN],
  [/AADSTS(50076|50079|50078|50072)\b/, 'The tenant asks for a second factor.', AGAIN],
  [/AADSTS(50055|50126|50034|50053|50057)\b/, 'The account cannot sign in: its password has expired or is wrong, or it is locked.', AGAIN],
  [/AADSTS(65001|65004|90094|90008)\b|consent_required/, 'The permission was not granted to the application, or taken back: an administrator has to consent.', AGAIN],
  [/AADSTS(53003|53000|53001|53002|530003|530021|50105|50158)\b/, 'A rule of the tenant (conditional access) blocks this sign-in: its administrator has to let the application through.', AGAIN],
  [/AADSTS(70011|1002012|28000|28003)\b|invalid_scope/, 'The permission that is asked for is not one of the application’s: check `scope`, and what was granted.'],
  [/AADSTS(500011|650057|65002)\b/, 'The application may not ask for mails: add the permission in its registration.'],
  [/not authorized for any of the scopes|Client is unauthorized to retrieve access tokens/i, 'The service account may not read this domain’s mails: add its client id with the scope https://mail.google.com/ under domain-wide delegation in the admin console.'],
  [/Invalid JWT Signature|Invalid JWT: Failed/i, 'The key of the service account was deleted or is another’s: make a new key and keep it by `crosscount secret set`.'],
  [/Invalid JWT|short-lived token/i, 'The clock of this machine is wrong, or the key of the service account is damaged.'],
  [/Invalid email or User ID|account not found/i, 'There is no such account in the domain: check `user`, and the service account.'],
  [/deleted_client|The OAuth client was (not found|deleted)/i, 'The client is gone: check `client_id`, and whether it still is in the console.'],
  [/org_internal|admin_policy_enforced/i, 'The domain does not admit this application: its administrator has to trust it.'],
  [/unauthorized_client/, 'This application may not sign in this way: check the kinds of sign-in that its registration allows.'],
  [/invalid_client/, 'The server does not know this client, or not with this secret: check `client_id` and `client_secret`.'],
  [/Token has been expired or revoked/i, 'The sign-in has ended: it was revoked, or the application is still being tested (Google ends those after seven days; publish it).', AGAIN],
  [/invalid_grant/, 'The sign-in has ended: it has expired, or was revoked.', AGAIN],
  [/unsupported_grant_type/, 'The server knows no sign-in of this kind: check `flow` and the endpoints.'],
  [/access_denied/, 'Whoever was asked has refused it.', AGAIN],
  [/expired_token/, 'The code was not entered in time.', AGAIN],
]; // prettier-ignore

/** `how`: the command by which one signs in again. */
export function adviceOn(said: string, how: string): string | undefined {
  const found = REFUSALS.find(([pattern]) => pattern.test(said));
  const unknown = /AADSTS(\d+)/.exec(said)?.[1];
  if (!found && unknown) return `Microsoft says what it means: https://login.microsoftonline.com/error?code=${unknown}`;
  return found && (found[2] === AGAIN ? `${found[1]} Then sign in again: ${how}` : found[1]);
}

/** It may go of itself, whatever the code says. */
const PASSING = /^(temporarily_unavailable|server_error|slow_down)\b|AADSTS(90033|90051|50196|90013|90025|90055|90083)\b/;

export class SignInRefused extends Error {
  readonly code = 'ESIGNIN';
  readonly permanent: boolean;
  readonly waitMs: number | undefined; // that the server asks for
  constructor(
    readonly error: string, // invalid_grant …
    said: string,
    readonly advice: string | undefined,
    options: { readonly permanent?: boolean; readonly waitMs?: number | undefined } = {},
  ) {
    super(said);
    this.name = 'SignInRefused';
    this.permanent = options.permanent ?? !PASSING.test(said);
    this.waitMs = options.waitMs;
  }
}
