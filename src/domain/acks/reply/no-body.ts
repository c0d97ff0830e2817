const NOBODY =
  /^(?:(?:no|do[-_.]?not|dont)[-_.]?(?:re?ply|answer|respond)|mailer[-_.]?daemon|mail[-_.]?daemon|mdaemon|postmaster|bounces?|nobody|(?:bitte[-_.]?)?nicht[-_.]?antworten|keine?[-_.]?antwort|(?:ne[-_.]?)?pas[-_.]?(?:de[-_.]?)?re(?:pondre|ponse)|ne[-_.]?pas[-_.]?repondre|no[-_.]?responder|no[-_.]?contestar|non[-_.]?rispondere|niet[-_.]?beantwoorden|nao[-_.]?respond[ae]r?|nie[-_.]?odpowiadaj)(?:[-_.+=].*|\d*)?@/i;

/** An address that takes no answer: what is sent there comes back, or goes nowhere. */
export const noBody = (address: string): boolean => NOBODY.test(address);
