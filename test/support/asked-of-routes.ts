import { ASKED_OF_SETTINGS } from './asked-of-settings';

/** One of each kind of thing, of a supplier and at a place. */
export interface Side {
  readonly supplier: string;
  readonly location: string;
  readonly sku: string;
  document: string;
  exception: string;
  question: string;
  drift: string;
  receipt: string;
  acknowledgement: string;
  reorder: string;
  reply: string;
  snapshot: string;
  link: string;
  statement: string;
  proposal: string;
  claim: string;
  request: string;
  person: string;
  key: string;
}
/** What a route is asked, and what is answered to whom. */
export interface Ask {
  readonly at?: (s: Side) => string; // instead of the path as it is described
  readonly body?: (s: Side) => unknown;
  readonly headers?: Record<string, string>;
  readonly may: number; // answered to who has the right, and sees all of it
  readonly foreign?: number; // to who has the right and sees another supplier; as `may` if absent
  readonly limited?: number; // to who sees some suppliers at all, or some places
  readonly anyPlace?: boolean; // whose supplier it is counts alone: of other places it holds nothing
  readonly places?: number; // to who sees some places, where that is another one
  readonly key?: number; // to a key, where it is for people
}
const NOBODY = '00000000-0000-7000-8000-000000000000';
/** What test/api/matrix.spec.ts asks of each route: a route without a line here fails. */
export const ASKED: Readonly<Record<string, Ask>> = {
  listDocuments: { may: 200 },
  getDocument: { at: (s) => `/documents/${s.document}`, may: 200, foreign: 404 },
  listLines: { at: (s) => `/documents/${s.document}/lines`, may: 200, foreign: 404 },
  releaseDocument: { at: (s) => `/documents/${s.document}/release`, body: () => ({ reason: 'x' }), may: 409, foreign: 404, places: 404 },
  listDocumentProblems: { may: 200 },
  getDocumentContent: { at: (s) => `/documents/${s.document}/content`, may: 200, foreign: 404, places: 404 },
  getDocumentMail: { at: (s) => `/documents/${s.document}/mail`, may: 200, foreign: 404, places: 404 },
  getMailAttachment: { at: (s) => `/documents/${s.document}/mail/attachments/0`, may: 404 },
  listDocumentRuns: { at: (s) => `/documents/${s.document}/runs`, may: 200, foreign: 404 },
  compareDocumentRuns: { at: (s) => `/documents/${s.document}/runs/${s.document}`, may: 200, foreign: 404 },
  getDocumentHistory: { at: (s) => `/documents/${s.document}/history`, may: 200, foreign: 404, places: 404 },
  getRawFile: { at: (s) => `/documents/${s.document}/raw`, may: 200, foreign: 404, places: 404 },
  listExceptions: { may: 200 },
  getException: { at: (s) => `/exceptions/${s.exception}`, may: 200, foreign: 404 },
  actOnExceptions: { body: (s) => ({ ids: [s.exception], do: 'comment', reason: 'x' }), may: 200 },
  actOnException: { at: (s) => `/exceptions/${s.exception}/actions`, body: () => ({ do: 'comment', reason: 'x' }), may: 200, foreign: 404 },
  summariseExceptions: { at: () => '/exceptions/summary?since=2026-11-01T00:00:00Z', may: 200 },
  getFreshness: { may: 200 },
  listenToEvents: { at: () => '/events?seconds=0', may: 200 },
  listComparisons: { may: 200 },
  getTimeline: { at: (s) => `/timeline?supplier=${s.supplier}&sku=${s.sku}&location=${s.location}`, may: 200, foreign: 404 },
  listParked: { may: 200 },
  decideParked: { at: (s) => `/parked/${s.question}/decision`, body: () => ({ sku: 'NOPE' }), may: 409, foreign: 404, places: 404 },
  listDrifts: { may: 200 },
  decideDrift: { at: (s) => `/drifts/${s.drift}/decision`, body: () => ({ columns: { on_hand: 'Nirgends' } }), may: 400, foreign: 404, places: 404 }, // prettier-ignore
  listMappings: { may: 200 },
  getMappingSchema: { may: 200 },
  getMapping: { at: (s) => `/mappings/${s.sku.toLowerCase()}`, may: 200, foreign: 404, places: 404 },
  compareMappings: { at: (s) => `/mappings/${s.sku.toLowerCase()}/differences?from=1&to=2`, may: 404 },
  saveMapping: { at: (s) => `/mappings/${s.sku.toLowerCase()}/versions`, headers: { 'if-match': '"9-9"' }, body: (s) => ({ text: `name: ${s.sku.toLowerCase()}\nsupplier: ${s.supplier}\ncolumns: {}\n` }), may: 412, foreign: 422, places: 403 }, // prettier-ignore
  publishMapping: { at: (s) => `/mappings/${s.sku.toLowerCase()}/publication`, headers: { 'if-match': '"9-9"' }, body: () => ({ version: 1, reason: 'x' }), may: 412, foreign: 404, places: 404 }, // prettier-ignore
  suggestMapping: { at: () => '/mapping-studio/suggestions', body: (s) => ({ supplier: s.supplier, document: s.document }), may: 200, foreign: 422, places: 403 }, // prettier-ignore
  tryMapping: { at: () => '/mapping-studio/trials', body: (s) => ({ text: `name: x\nsupplier: ${s.supplier}\ncolumns: { buyer: Item, on_hand: On hand }\n`, document: s.document }), may: 200, foreign: 404, places: 403 }, // prettier-ignore
  testMapping: { at: () => '/mapping-studio/tests', body: (s) => ({ text: `name: x\nsupplier: ${s.supplier}\ncolumns: { buyer: Item, on_hand: On hand }\n`, last: 1 }), may: 200, foreign: 422, places: 403 }, // prettier-ignore
  replay: { body: (s) => ({ supplier: s.supplier }), may: 200, foreign: 403, places: 403 },
  upload: { at: (s) => `/uploads?supplier=${s.supplier}&name=x.csv`, body: () => 'x', headers: { 'content-type': 'application/octet-stream' }, may: 202, foreign: 422, places: 403 }, // prettier-ignore
  check: { at: (s) => `/checks?supplier=${s.supplier}&name=x.csv`, body: () => 'x', headers: { 'content-type': 'application/octet-stream' }, may: 200, foreign: 422, places: 403 }, // prettier-ignore
  getUpload: { at: (s) => `/uploads/${s.receipt}`, may: 200, foreign: 404 },
  listAcknowledgements: { may: 200 },
  getAcknowledgement: { at: (s) => `/acknowledgements/${s.acknowledgement}`, may: 200, foreign: 404, places: 404 },
  getRawAcknowledgement: { at: (s) => `/acknowledgements/${s.acknowledgement}/raw`, may: 200, foreign: 404, places: 404 },
  listSentEdi: { may: 200 },
  getScorecard: { at: (s) => `/scorecards/${s.supplier}`, may: 200, foreign: 404, anyPlace: true },
  getScorecardPaper: { at: (s) => `/scorecards/${s.supplier}/paper`, may: 200, foreign: 404, anyPlace: true },
  listScorecardCases: { at: (s) => `/scorecards/${s.supplier}/rows_accepted`, may: 200, foreign: 404, anyPlace: true },
  listReorders: { may: 200 },
  listThresholds: { may: 200 },
  listClaims: { may: 200 },
  listRequests: { may: 200 },
  makeRequest: { at: () => '/requests', body: (s) => ({ exception: s.exception, kind: 'count', quantity: '1' }), may: 409 },
  withdrawRequest: { at: (s) => `/requests/${s.request}/withdrawal`, body: () => ({ reason: 'x' }), may: 409, foreign: 404 },
  makeClaim: { at: () => '/claims', body: (s) => ({ exception: s.exception }), may: 409, foreign: 404 },
  getClaim: { at: (s) => `/claims/${s.claim}`, may: 200, foreign: 404 },
  actOnClaim: { at: (s) => `/claims/${s.claim}/actions`, body: () => ({ do: 'withdraw' }), may: 409, foreign: 404 },
  listProposals: { may: 200 },
  getProposal: { at: (s) => `/proposals/${s.proposal}`, may: 200, foreign: 404 },
  approveProposal: {
    at: (s) => `/proposals/${s.proposal}/approval`,
    headers: { 'if-match': `"${'0'.repeat(12)}"` },
    body: () => ({}),
    may: 412,
    foreign: 404,
  },
  declineProposal: { at: (s) => `/proposals/${s.proposal}/decline`, body: () => ({ lines: [9], reason: 'x' }), may: 409, foreign: 404 },
  getReorder: { at: (s) => `/reorders/${s.reorder}`, may: 200, foreign: 404 },
  approveReorders: { at: () => '/reorders/approvals', body: (s) => ({ reorders: [{ id: s.reorder, version: '0'.repeat(12) }] }), may: 200 },
  approveReorder: { at: (s) => `/reorders/${s.reorder}/approval`, headers: { 'if-match': `"${'0'.repeat(12)}"` }, may: 412, foreign: 404 },
  actOnReorder: { at: (s) => `/reorders/${s.reorder}/actions`, body: () => ({ do: 'change', quantity: '1' }), may: 409, foreign: 404 },
  answerReorder: { at: (s) => `/reorders/${s.reorder}/order`, body: () => ({ po: '1' }), may: 409, foreign: 404 },
  listReplies: { may: 200 },
  getReply: { at: (s) => `/replies/${s.reply}`, may: 200, foreign: 404, places: 404 },
  sendReply: { at: (s) => `/replies/${s.reply}/send`, body: () => ({}), may: 409, foreign: 404, places: 404 },
  listSnapshots: { may: 200 },
  getSnapshot: { at: (s) => `/sharing/snapshots/${s.snapshot}`, may: 200, foreign: 404, places: 404 },
  shareNow: { at: (s) => `/sharing/suppliers/${s.supplier}/snapshots`, may: 201, foreign: 404, places: 403 },
  getShareTemplate: { at: (s) => `/sharing/suppliers/${s.supplier}/template`, may: 200, foreign: 404, places: 403 },
  listStatements: { may: 200 },
  getStatement: { at: (s) => `/sharing/statements/${s.statement}`, may: 200, foreign: 404 },
  listShareLinks: { may: 200 },
  createShareLink: { at: (s) => `/sharing/suppliers/${s.supplier}/links`, body: () => ({}), may: 201, foreign: 404, places: 403 },
  revokeShareLink: { at: (s) => `/sharing/links/${s.link}`, may: 204, foreign: 404, places: 404 },
  feed: { at: () => '/feed/items', body: () => [], may: 200, limited: 403 },
  listSuppliers: { may: 200 },
  listSupplierHealth: { may: 200 },
  listDueTimes: { at: () => '/due-times?cron=0+10+*+*+1&timezone=Europe/Berlin', may: 200 },
  getSupplier: { at: (s) => `/suppliers/${s.supplier}`, may: 200, foreign: 404, anyPlace: true },
  listSupplierTerms: { at: (s) => `/suppliers/${s.supplier}/terms`, may: 200, foreign: 404, anyPlace: true },
  listSupplierNames: { at: (s) => `/suppliers/${s.supplier}/names`, may: 200, foreign: 404, anyPlace: true },
  agree: { at: (s) => `/suppliers/${s.supplier}/agreement`, body: () => ({ tolerances: { tolerance_pct: '5' } }), may: 200, foreign: 404, places: 403 }, // prettier-ignore
  simulate: { at: () => '/simulations', body: (s) => ({ supplier: s.supplier, tolerances: {} }), may: 400, foreign: 404, places: 403 },
  listItems: { may: 200 },
  listCadences: { may: 200 },
  listWays: { may: 200 },
  signIn: { body: () => ({ name: 'x', password: 'y' }), may: 401 },
  acceptInvitation: { body: () => ({ token: `cci_${'a'.repeat(43)}`, password: 'long enough to be one' }), may: 409 },
  getMe: { may: 200 },
  signOut: { may: 204, key: 409 },
  listMySessions: { may: 200, key: 409 },
  signOutEverywhere: { may: 204, key: 409 },
  signOutThere: { at: () => `/sessions/${NOBODY}`, may: 404, key: 409 },
  changePassword: { body: () => ({ old: 'x', password: 'long enough to be one' }), may: 409, key: 409 },
  getSecondFactor: { may: 200, key: 409 },
  beginSecondFactor: { body: () => ({ password: 'x' }), may: 409, key: 409 },
  confirmSecondFactor: { body: () => ({ code: '000000' }), may: 409, key: 409 },
  removeSecondFactor: { may: 409, key: 409 },
  signInAtProvider: { may: 404 },
  backFromProvider: { may: 404 },
  listPeople: { may: 200, limited: 403 },
  invite: { body: (s) => ({ name: s.person, role: 'viewer' }), may: 400, limited: 403 },
  changePerson: { at: (s) => `/people/${encodeURIComponent(s.person)}`, body: () => ({ email: null }), may: 200, limited: 403 },
  inviteAgain: { at: (s) => `/people/${encodeURIComponent(s.person)}/invitation`, may: 201, limited: 403 },
  signOutPerson: { at: (s) => `/people/${encodeURIComponent(s.person)}/sessions`, may: 200, limited: 403 },
  removeFactorOf: { at: (s) => `/people/${encodeURIComponent(s.person)}/second-factor`, may: 409, limited: 403 },
  listKeys: { may: 200, limited: 403 },
  createKey: { body: (s) => ({ name: s.key, scopes: ['read'] }), may: 409, limited: 403 },
  revokeKey: { at: () => '/keys/none', may: 404, limited: 403 },
  listOutbox: { may: 200, limited: 403 },
  resendMessage: { at: () => `/outbox/${NOBODY}/resend`, may: 404, limited: 403 },
  listAudit: { may: 200, limited: 403 },
  ...ASKED_OF_SETTINGS,
};
