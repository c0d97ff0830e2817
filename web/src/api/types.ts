// Made from docs/openapi.json by npm run api-types; a test holds it against it.
/* prettier-ignore */
/* eslint-disable */
export type NoParams = Readonly<Record<string, never>>;
export type GivenUpDto = { readonly id: string };
export type SourceActionDto = { readonly source: string; readonly do: "test" | "pause" | "resume" };
export type SectionTextDto = { readonly yaml: string };
export type ChannelDto = { readonly settings: Readonly<Record<string, unknown>> };
export type MailboxDto = { readonly settings: Readonly<Record<string, unknown>> };
export type PastedDto = { readonly name: string; readonly address: string };
export type ReleaseDto = { readonly reason: string; readonly by?: string; readonly supplier?: string };
export type ActionsDto = { readonly do: "acknowledge" | "wait" | "snooze" | "wake" | "assign" | "comment" | "resolve" | "reopen"; readonly until?: string; readonly percent?: number; readonly shipment?: string; readonly to?: string | null; readonly code?: "fixed_by_supplier" | "fixed_by_buyer" | "accepted_difference" | "mapping_fixed" | "count_adjusted" | "superseded" | "timing" | "written_off" | "false_alarm"; readonly by?: string; readonly reason?: string; readonly ids: readonly string[]; readonly versions?: readonly number[] };
export type ActionDto = { readonly do: "acknowledge" | "wait" | "snooze" | "wake" | "assign" | "comment" | "resolve" | "reopen"; readonly until?: string; readonly percent?: number; readonly shipment?: string; readonly to?: string | null; readonly code?: "fixed_by_supplier" | "fixed_by_buyer" | "accepted_difference" | "mapping_fixed" | "count_adjusted" | "superseded" | "timing" | "written_off" | "false_alarm"; readonly by?: string; readonly reason?: string };
export type DecisionDto = { readonly sku?: string; readonly location?: string; readonly uom?: string; readonly factor?: string; readonly by?: string; readonly reason?: string };
export type ReplayDto = { readonly documents?: readonly string[]; readonly problem?: string; readonly supplier?: string; readonly mapping?: string; readonly since?: string; readonly apply?: string; readonly by?: string; readonly reason?: string };
export type DriftDecisionDto = { readonly columns?: Readonly<Record<string, string>>; readonly by?: string; readonly reason?: string };
export type DraftDto = { readonly text: string; readonly by?: string; readonly note?: string };
export type PublicationDto = { readonly version: number; readonly reason: string; readonly repin?: boolean; readonly by?: string };
export type SampleFileDto = { readonly name: string; readonly base64: string };
export type LookDto = { readonly document?: string; readonly file?: (SampleFileDto); readonly supplier: string; readonly sheet?: string; readonly header_row?: number };
export type TrialDto = { readonly document?: string; readonly file?: (SampleFileDto); readonly text: string; readonly lines?: number };
export type TestDto = { readonly text: string; readonly last?: number };
export type ApprovedLineDto = { readonly id: string; readonly version: string };
export type ApprovalDto = { readonly reorders: readonly ApprovedLineDto[]; readonly by?: string; readonly reason?: string };
export type ReorderActionDto = { readonly do: "change" | "decline" | "defer" | "release" | "reopen"; readonly quantity?: string; readonly until?: string; readonly by?: string; readonly reason?: string };
export type OrderAnswerDto = { readonly po?: string; readonly refused?: string; readonly by?: string };
export type NewClaimDto = { readonly exception: string; readonly lines?: readonly number[]; readonly by?: string; readonly reason?: string };
export type ClaimActionDto = { readonly do: "send" | "settle" | "withdraw"; readonly outcome?: "credited" | "replaced" | "returned" | "refused" | "other"; readonly by?: string; readonly reason?: string };
export type NewRequestDto = { readonly exception: string; readonly kind: "count" | "adjustment"; readonly quantity?: string; readonly by?: string; readonly reason?: string };
export type WithdrawalDto = { readonly by?: string; readonly reason: string };
export type ProposalDecisionDto = { readonly lines?: readonly number[]; readonly by?: string; readonly reason?: string };
export type SendReplyDto = { readonly by?: string };
export type SignInDto = { readonly name: string; readonly password: string; readonly code?: string };
export type AcceptDto = { readonly token: string; readonly name?: string; readonly password: string; readonly code?: string };
export type PasswordDto = { readonly old: string; readonly password: string };
export type FactorDto = { readonly password: string };
export type CodeDto = { readonly code: string };
export type NewPersonDto = { readonly email?: string | null; readonly role: "viewer" | "planner" | "approver" | "admin" | "auditor" | "supplier"; readonly suppliers?: readonly string[] | null; readonly locations?: readonly string[] | null; readonly name: string };
export type PersonChangeDto = { readonly email?: string | null; readonly role?: "viewer" | "planner" | "approver" | "admin" | "auditor" | "supplier"; readonly suppliers?: readonly string[] | null; readonly locations?: readonly string[] | null; readonly disabled?: boolean };
export type NewKeyDto = { readonly name: string; readonly scopes: readonly ("write" | "read" | "work" | "send" | "feed" | "approve" | "audit" | "manage")[]; readonly suppliers?: readonly string[] | null; readonly locations?: readonly string[] | null; readonly expires?: string };
export type NewShareLinkDto = { readonly days?: number; readonly whom?: string };
export type ScheduleChangeDto = { readonly document: "stock_report" | "ship_notice"; readonly location?: string; readonly cron?: string; readonly timezone?: string; readonly grace_minutes?: number };
export type ToleranceChangeDto = { readonly tolerance_qty?: string; readonly tolerance_pct?: string; readonly value_floor?: string };
export type ThresholdChangeDto = { readonly sku: string; readonly location: string; readonly min: string; readonly max: string };
export type MastersChangeDto = { readonly email_from?: string; readonly edi_id?: string; readonly contact_email?: string; readonly locale?: string };
export type AgreementDto = { readonly schedules?: readonly ScheduleChangeDto[]; readonly tolerances?: (ToleranceChangeDto); readonly thresholds?: readonly ThresholdChangeDto[]; readonly masters?: (MastersChangeDto); readonly hash?: string; readonly by?: string; readonly reason?: string };
export type SimulationDto = { readonly supplier: string; readonly tolerances: (ToleranceChangeDto); readonly days?: number };
export type Snapshots = { readonly data: readonly ({ readonly id: string; readonly supplier: string; readonly cause: "schedule" | "change" | "asked"; readonly made_at: string; readonly lines: number; readonly withheld: boolean; readonly leaves: readonly ({ readonly form: string; readonly to: string; readonly state: string; readonly sent_at: string | null })[] })[]; readonly nextCursor: string | null };
export type Snapshot = { readonly id: string; readonly supplier: string; readonly supplierName: string; readonly madeAt: string; readonly usageDays: number; readonly columns: readonly ("on_hand" | "available" | "usage" | "min" | "max" | "in_transit" | "on_order" | "demand" | "lead_time")[]; readonly lines: readonly ({ readonly sku: string; readonly description: string | null; readonly gtin: string | null; readonly theirs: readonly ({ readonly qualifier: string; readonly value: string })[]; readonly location: string; readonly locationName: string; readonly gln: string | null; readonly theirLocation: readonly ({ readonly qualifier: string; readonly value: string })[]; readonly timezone: string; readonly uom: string; readonly owner: "buyer" | "supplier"; readonly basis: "physical" | "ledger"; readonly asOf: string; readonly values: Readonly<Record<string, { readonly value: string | null; readonly reason: string | null; readonly of: readonly string[] }>> })[] };
export type Shared = { readonly snapshot: string; readonly left: readonly ({ readonly form: string; readonly to: string })[]; readonly troubles: readonly ({ readonly form: string; readonly detail: string })[] };
export type Statements = { readonly data: readonly ({ readonly id: string; readonly supplier: string; readonly location: string; readonly month: string; readonly made_at: string; readonly lines: number; readonly state: "open" | "replaced" | "agreed" | "disputed"; readonly answers: readonly ({ readonly answer: string; readonly at: string; readonly by: string; readonly note: string })[] })[]; readonly nextCursor: string | null };
export type Statement = { readonly id: string; readonly supplier: string; readonly supplierName: string; readonly location: string; readonly locationName: string; readonly month: string; readonly madeAt: string; readonly lines: readonly ({ readonly sku: string; readonly description: string | null; readonly theirs: string | null; readonly uom: string; readonly owner: "buyer" | "supplier"; readonly opening: string | null; readonly received: string; readonly used: string; readonly adjusted: string; readonly difference: string | null; readonly closing: string | null; readonly settle: string | null; readonly reason: string | null; readonly openingOf: readonly string[]; readonly closingOf: readonly string[]; readonly movements: readonly ({ readonly key: string; readonly at: string; readonly kind: string; readonly quantity: string; readonly refers: string })[]; readonly open: readonly ({ readonly id: string; readonly type: string; readonly reported: string | null; readonly difference: string | null })[] })[]; readonly state: "open" | "replaced" | "agreed" | "disputed"; readonly answers: readonly ({ readonly answer: string; readonly at: string; readonly by: string; readonly note: string })[] };
export type ShareLinks = { readonly data: readonly ({ readonly id: string; readonly supplier: string; readonly made_for: string; readonly created_at: string; readonly expires_at: string; readonly ended_at: string | null; readonly author: string | null })[] };
export type ShareLinkMade = { readonly id: string; readonly url: string; readonly expires_at: string };
export type Documents = { readonly data: readonly ({ readonly id: string; readonly file: string; readonly kind: string; readonly supplier: string | null; readonly status: string; readonly as_of: string | null; readonly mapping: { readonly name: string; readonly version: number } | null; readonly received_at: string; readonly reference: string | null; readonly format: string; readonly snapshot_id: string | null; readonly sender: { readonly verdict: "pass" | "fail" | "none" | "undecided"; readonly said: string } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: readonly ({ readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null; readonly value: string | null })[]; readonly answers: readonly ({ readonly what: string; readonly verdict: string; readonly state: string })[] })[]; readonly nextCursor: string | null };
export type Document = { readonly id: string; readonly file: string; readonly kind: string; readonly supplier: string | null; readonly status: string; readonly as_of: string | null; readonly mapping: { readonly name: string; readonly version: number } | null; readonly received_at: string; readonly reference: string | null; readonly format: string; readonly snapshot_id: string | null; readonly sender: { readonly verdict: "pass" | "fail" | "none" | "undecided"; readonly said: string } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: readonly ({ readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null; readonly value: string | null })[]; readonly lines: readonly ({ readonly line: number; readonly sku: string | null; readonly location: string | null; readonly measure: string; readonly quantity: string | null; readonly uom: string | null; readonly as_of: string | null; readonly said: string | null; readonly place: string; readonly parked: string | null; readonly given: unknown })[]; readonly nextCursor: string | null };
export type Lines = { readonly data: readonly ({ readonly line: number; readonly sku: string | null; readonly location: string | null; readonly measure: string; readonly quantity: string | null; readonly uom: string | null; readonly as_of: string | null; readonly said: string | null; readonly place: string; readonly parked: string | null; readonly given: unknown })[]; readonly nextCursor: string | null };
export type Exceptions = { readonly data: readonly ({ readonly id: string; readonly key: string; readonly type: string; readonly severity: "low" | "medium" | "high" | "critical"; readonly status: "open" | "acknowledged" | "waiting" | "snoozed" | "resolved"; readonly suppressed_by: string | null; readonly supplier: string | null; readonly sku: string | null; readonly location: string | null; readonly as_of: string | null; readonly reported: string | null; readonly expected: { readonly low: string; readonly high: string } | null; readonly difference: string | null; readonly uom: string | null; readonly value: { readonly amount: string; readonly currency: string } | null; readonly cause: { readonly code: string; readonly text: string; readonly evidence: readonly string[] } | null; readonly documents: readonly ({ readonly id: string; readonly file: string; readonly place: string | null })[]; readonly message: string; readonly details: Readonly<Record<string, unknown>>; readonly opened_at: string; readonly last_seen_at: string; readonly resolved_at: string | null; readonly resolution: string | null; readonly previous: string | null; readonly occurrences: number; readonly owner: string | null; readonly snoozed: { readonly until: "worse" | "report" | "date" | "eta"; readonly at: string | null; readonly percent: number | null } | null; readonly acknowledged_at: string | null; readonly accepted_until: string | null; readonly shadow: boolean; readonly version: number; readonly consequences: number })[]; readonly nextCursor: string | null };
export type Exception = { readonly id: string; readonly key: string; readonly type: string; readonly severity: "low" | "medium" | "high" | "critical"; readonly status: "open" | "acknowledged" | "waiting" | "snoozed" | "resolved"; readonly suppressed_by: string | null; readonly supplier: string | null; readonly sku: string | null; readonly location: string | null; readonly as_of: string | null; readonly reported: string | null; readonly expected: { readonly low: string; readonly high: string } | null; readonly difference: string | null; readonly uom: string | null; readonly value: { readonly amount: string; readonly currency: string } | null; readonly cause: { readonly code: string; readonly text: string; readonly evidence: readonly string[] } | null; readonly documents: readonly ({ readonly id: string; readonly file: string; readonly place: string | null })[]; readonly message: string; readonly details: Readonly<Record<string, unknown>>; readonly opened_at: string; readonly last_seen_at: string; readonly resolved_at: string | null; readonly resolution: string | null; readonly previous: string | null; readonly occurrences: number; readonly owner: string | null; readonly snoozed: { readonly until: "worse" | "report" | "date" | "eta"; readonly at: string | null; readonly percent: number | null } | null; readonly acknowledged_at: string | null; readonly accepted_until: string | null; readonly shadow: boolean; readonly version: number; readonly events: readonly ({ readonly at: string; readonly what: string; readonly details: Readonly<Record<string, unknown>>; readonly by: string | null; readonly reason: string | null; readonly before: Readonly<Record<string, unknown>> | null; readonly after: Readonly<Record<string, unknown>> | null })[] };
export type Acted = { readonly outcomes: readonly ({ readonly id: string; readonly done: true; readonly status: string; readonly version: number } | { readonly id: string; readonly done: false; readonly code: string; readonly detail: string })[] };
export type Comparisons = { readonly data: readonly ({ readonly supplier: string; readonly sku: string; readonly location: string; readonly owner: string; readonly state: string; readonly reported: string | null; readonly band: { readonly low: string; readonly high: string } | null; readonly distance: string | null; readonly tolerance: string | null; readonly tolerance_from: { readonly tolerance_qty?: "house" | "program" | "location" | "class" | "class of the supplier" | "item" | "item and location"; readonly tolerance_pct?: "house" | "program" | "location" | "class" | "class of the supplier" | "item" | "item and location"; readonly value_floor?: "house" | "program" | "location" | "class" | "class of the supplier" | "item" | "item and location" }; readonly uom: string; readonly window: { readonly from: string; readonly to: string } | null; readonly watermark: string | null; readonly reason: string | null; readonly flip: string | null; readonly document: { readonly id: string; readonly file: string; readonly place: string | null } | null; readonly measures: readonly ({ readonly measure: string; readonly state: string; readonly reported: string; readonly compared: string; readonly band: { readonly low: string; readonly high: string } | null; readonly distance: string | null; readonly tolerance: string | null; readonly window: { readonly from: string; readonly to: string }; readonly reason: string | null; readonly ours: readonly string[]; readonly document: { readonly id: string; readonly file: string; readonly place: string | null } })[]; readonly compared_at: string })[]; readonly nextCursor: string | null };
export type Kept = { readonly receipt: string };
export type Receipt = { readonly id: string; readonly name: string; readonly channel: string; readonly received_at: string; readonly sha256: string; readonly state: "kept" | "done" | "failed"; readonly documents: readonly ({ readonly id: string; readonly file: string; readonly kind: string; readonly supplier: string | null; readonly status: string; readonly as_of: string | null; readonly mapping: { readonly name: string; readonly version: number } | null; readonly received_at: string; readonly reference: string | null; readonly format: string; readonly snapshot_id: string | null; readonly sender: { readonly verdict: "pass" | "fail" | "none" | "undecided"; readonly said: string } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: readonly ({ readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null; readonly value: string | null })[] })[]; readonly acknowledgements: readonly ({ readonly id: string; readonly kind: "824" | "997" | "999" | "TA1" | "CONTRL" | "APERAK"; readonly supplier: string; readonly receipt: string; readonly file: string; readonly control: string; readonly verdict: "accepted" | "with_errors" | "partly" | "rejected"; readonly says: string; readonly own_control: string; readonly state: "preview" | "leaves" | "to_fetch" | "withheld" | "not_written"; readonly trouble: string | null; readonly made_at: string; readonly leaves: readonly ({ readonly at: string; readonly by: string; readonly to: string; readonly state: string })[] })[] };
export type Checked = { readonly documents: readonly ({ readonly id: string; readonly file: string; readonly kind: string; readonly supplier: string | null; readonly status: string; readonly as_of: string | null; readonly mapping: { readonly name: string; readonly version: number } | null; readonly received_at: string; readonly reference: string | null; readonly format: string; readonly snapshot_id: string | null; readonly sender: { readonly verdict: "pass" | "fail" | "none" | "undecided"; readonly said: string } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: readonly ({ readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null; readonly value: string | null })[]; readonly lines: readonly ({ readonly line: number; readonly sku: string | null; readonly location: string | null; readonly measure: string; readonly quantity: string | null; readonly uom: string | null; readonly as_of: string | null; readonly said: string | null; readonly place: string; readonly parked: string | null; readonly given: unknown })[] })[]; readonly acknowledgements: readonly ({ readonly id: string; readonly kind: "824" | "997" | "999" | "TA1" | "CONTRL" | "APERAK"; readonly supplier: string; readonly receipt: string; readonly file: string; readonly control: string; readonly verdict: "accepted" | "with_errors" | "partly" | "rejected"; readonly says: string; readonly own_control: string; readonly state: "preview" | "leaves" | "to_fetch" | "withheld" | "not_written"; readonly trouble: string | null; readonly made_at: string; readonly leaves: readonly ({ readonly at: string; readonly by: string; readonly to: string; readonly state: string })[]; readonly content: string | null })[]; readonly reply: { readonly outcome: "accepted" | "partly" | "rejected" | "duplicate"; readonly language: string; readonly subject: string; readonly text: string; readonly attachments: readonly ({ readonly filename: string; readonly base64: string })[] } | null };
export type Acknowledgements = { readonly data: readonly ({ readonly id: string; readonly kind: "824" | "997" | "999" | "TA1" | "CONTRL" | "APERAK"; readonly supplier: string; readonly receipt: string; readonly file: string; readonly control: string; readonly verdict: "accepted" | "with_errors" | "partly" | "rejected"; readonly says: string; readonly own_control: string; readonly state: "preview" | "leaves" | "to_fetch" | "withheld" | "not_written"; readonly trouble: string | null; readonly made_at: string; readonly leaves: readonly ({ readonly at: string; readonly by: string; readonly to: string; readonly state: string })[] })[]; readonly nextCursor: string | null };
export type Acknowledgement = { readonly id: string; readonly kind: "824" | "997" | "999" | "TA1" | "CONTRL" | "APERAK"; readonly supplier: string; readonly receipt: string; readonly file: string; readonly control: string; readonly verdict: "accepted" | "with_errors" | "partly" | "rejected"; readonly says: string; readonly own_control: string; readonly state: "preview" | "leaves" | "to_fetch" | "withheld" | "not_written"; readonly trouble: string | null; readonly made_at: string; readonly leaves: readonly ({ readonly at: string; readonly by: string; readonly to: string; readonly state: string })[]; readonly content: string | null };
export type SentEdi = { readonly data: readonly ({ readonly id: string; readonly kind: string; readonly supplier: string; readonly reference: string; readonly control: string; readonly made_at: string; readonly sent_at: string | null; readonly answer: "accepted" | "with_errors" | "partly" | "rejected" | null; readonly answer_detail: string | null; readonly answered_at: string | null; readonly document: string | null; readonly place: string | null })[]; readonly nextCursor: string | null };
export type Scorecard = { readonly supplier: string; readonly name: string; readonly from: string; readonly to: string; readonly figures: readonly ({ readonly key: string; readonly side: "supplier" | "buyer"; readonly title: string; readonly says: string; readonly good: number; readonly of: number; readonly left_out: number; readonly percent: string | null; readonly median_hours: string | null; readonly weeks: readonly ({ readonly from: string; readonly good: number; readonly of: number; readonly percent: string | null })[] })[] };
export type ScorecardCases = { readonly data: readonly ({ readonly good: number; readonly of: number; readonly at: string; readonly what: string; readonly location: string | null; readonly said: string; readonly document: string | null; readonly place: string | null; readonly hours?: number })[]; readonly nextCursor: string | null };
export type Outbox = { readonly data: readonly ({ readonly id: string; readonly kind: string; readonly target: string; readonly state: "waiting" | "sent" | "given_up" | "withheld" | "confirm" | "dropped"; readonly about: Readonly<Record<string, unknown>>; readonly subject: string; readonly created_at: string; readonly attempts: number; readonly next_at: string | null; readonly sent_at: string | null; readonly tries: readonly ({ readonly at: string; readonly outcome: string; readonly detail: string | null; readonly took_ms: number | null })[] })[]; readonly nextCursor: string | null };
export type OutboxMessage = { readonly id: string; readonly kind: string; readonly target: string; readonly state: "waiting" | "sent" | "given_up" | "withheld" | "confirm" | "dropped"; readonly about: Readonly<Record<string, unknown>>; readonly subject: string; readonly created_at: string; readonly attempts: number; readonly next_at: string | null; readonly sent_at: string | null; readonly tries: readonly ({ readonly at: string; readonly outcome: string; readonly detail: string | null; readonly took_ms: number | null })[] };
export type Replies = { readonly data: readonly ({ readonly id: string; readonly supplier: string | null; readonly receipt: string; readonly document: string | null; readonly file: string; readonly outcome: "accepted" | "partly" | "rejected" | "duplicate"; readonly state: "preview" | "leaves" | "withheld" | "not_sent"; readonly why: string | null; readonly says: string | null; readonly to: string | null; readonly language: string | null; readonly subject: string | null; readonly made_at: string; readonly left_at: string | null; readonly delivery: string | null; readonly sent_by: string | null })[]; readonly nextCursor: string | null };
export type Reply = { readonly id: string; readonly supplier: string | null; readonly receipt: string; readonly document: string | null; readonly file: string; readonly outcome: "accepted" | "partly" | "rejected" | "duplicate"; readonly state: "preview" | "leaves" | "withheld" | "not_sent"; readonly why: string | null; readonly says: string | null; readonly to: string | null; readonly language: string | null; readonly subject: string | null; readonly made_at: string; readonly left_at: string | null; readonly delivery: string | null; readonly sent_by: string | null; readonly text: string | null; readonly html: string | null; readonly attachments: readonly ({ readonly name: string; readonly bytes: number })[] };
export type Imported = { readonly accepted: number; readonly rejected: number; readonly parked: number; readonly issues: readonly ({ readonly file: string; readonly place: string; readonly column: string | null; readonly value: string | null; readonly code: string; readonly detail: string; readonly severity: "warning" | "error" })[]; readonly kinds: Readonly<Record<string, { readonly added: number; readonly changed: number; readonly unchanged: number; readonly withdrawn: number }>>; readonly raised: { readonly opened: number; readonly resolved: number } };
export type Parked = { readonly data: readonly ({ readonly id: string; readonly about: "item" | "location" | "unit"; readonly supplier: string; readonly reason: string; readonly detail: string | null; readonly item: readonly ({ readonly qualifier: string; readonly value: string })[]; readonly called: string | null; readonly holds: string | null; readonly location: { readonly qualifier: string; readonly value: string } | null; readonly uom: string | null; readonly lines: number; readonly documents: number; readonly first_seen: string; readonly last_seen: string; readonly example: { readonly document: string; readonly file: string; readonly place: string }; readonly candidates: readonly ({ readonly sku: string; readonly description: string | null; readonly score: number; readonly reasons: readonly string[] } | { readonly location: string; readonly description: string; readonly score: number; readonly reasons: readonly string[] })[] })[]; readonly nextCursor: string | null };
export type Decided = { readonly id: string; readonly kind: string; readonly row: Readonly<Record<string, string>>; readonly accepted: number; readonly parked: number; readonly raised: { readonly opened: number; readonly resolved: number } };
export type Drifts = { readonly data: readonly ({ readonly id: string; readonly supplier: string; readonly mapping: string; readonly version: number; readonly stale: boolean; readonly documents: number; readonly first_seen: string; readonly last_seen: string; readonly example: { readonly document: string; readonly file: string; readonly place: string | null }; readonly headings: readonly string[]; readonly lost: readonly ({ readonly field: string; readonly named: readonly string[]; readonly shown: string; readonly heading: string | null; readonly evidence: readonly string[]; readonly others: readonly ({ readonly heading: string; readonly evidence: readonly string[] })[] })[] })[]; readonly nextCursor: string | null };
export type DriftAccepted = { readonly name: string; readonly version: number; readonly columns: Readonly<Record<string, string>>; readonly read_again: number; readonly raised: { readonly opened: number; readonly resolved: number } };
export type Released = { readonly document: { readonly id: string; readonly file: string; readonly kind: string; readonly supplier: string | null; readonly status: string; readonly as_of: string | null; readonly mapping: { readonly name: string; readonly version: number } | null; readonly received_at: string; readonly reference: string | null; readonly format: string; readonly snapshot_id: string | null; readonly sender: { readonly verdict: "pass" | "fail" | "none" | "undecided"; readonly said: string } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: readonly ({ readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null; readonly value: string | null })[] }; readonly released: boolean; readonly raised: { readonly opened: number; readonly resolved: number } };
export type Replay = { readonly hash: string; readonly applied: boolean; readonly deliveries: readonly ({ readonly file: string; readonly receivedAt: string; readonly before: readonly string[]; readonly after: readonly string[]; readonly same: number; readonly lines: readonly ({ readonly change: "gained" | "lost" | "changed"; readonly place: string; readonly measure: string; readonly before: string | null; readonly after: string | null })[]; readonly issues: readonly ({ readonly change: "new" | "gone"; readonly code: string; readonly detail: string; readonly place: string | null })[] })[]; readonly exceptions: readonly ({ readonly change: "opened" | "reopened" | "escalated" | "resolved"; readonly type: string; readonly severity: string; readonly key: string; readonly message: string })[] };
export type Cadences = { readonly data: readonly ({ readonly supplier: string; readonly document: "stock_report" | "ship_notice"; readonly reports: number; readonly proposed: { readonly cron: string; readonly timezone: string; readonly graceMinutes: number; readonly weekdays: readonly string[]; readonly by: string; readonly due: number; readonly hits: number; readonly share: number; readonly reports: number } | null; readonly row: string | null })[]; readonly nextCursor: string | null };
export type Suppliers = { readonly data: readonly ({ readonly supplier: string; readonly name: string })[]; readonly nextCursor: string | null };
export type Items = { readonly data: readonly ({ readonly sku: string; readonly description: string | null; readonly uom: string; readonly gtin: string | null; readonly status: string })[]; readonly nextCursor: string | null };
export type Problem = { readonly type: string; readonly title: string; readonly status: number; readonly detail: string; readonly instance: string; readonly requestId: string; readonly errors: readonly ({ readonly code: string; readonly detail: string; readonly parameter?: string })[] };
export type Mappings = { readonly data: readonly ({ readonly name: string; readonly supplier: string; readonly kind: string; readonly kept: "here" | "folder" | "file"; readonly holds: number | null; readonly newest: number; readonly changed_at: string | null; readonly changed_by: string | null; readonly reason: string | null; readonly draft: boolean; readonly documents: number; readonly last: { readonly document: string; readonly file: string; readonly at: string; readonly status: string } | null; readonly waiting: number })[]; readonly nextCursor: null };
export type Mapping = { readonly name: string; readonly supplier: string; readonly kind: string; readonly kept: "here" | "folder" | "file"; readonly holds: number | null; readonly newest: number; readonly changed_at: string | null; readonly changed_by: string | null; readonly reason: string | null; readonly draft: boolean; readonly documents: number; readonly last: { readonly document: string; readonly file: string; readonly at: string; readonly status: string } | null; readonly waiting: number; readonly seen: string; readonly mine: "all" | "values" | "nothing"; readonly versions: readonly ({ readonly version: number; readonly text: string; readonly author: string; readonly note: string; readonly published_at: string; readonly holds: boolean; readonly documents: number })[]; readonly file: { readonly name: string; readonly version: number; readonly text: string } | null; readonly pins: readonly ({ readonly file: string; readonly version: number; readonly at: string; readonly by: string; readonly note: string })[] };
export type MappingSchema = Readonly<Record<string, unknown>>;
export type MappingDifferences = { readonly from: number; readonly to: number; readonly differences: readonly string[] };
export type MappingSaved = { readonly name: string; readonly version: number; readonly seen: string };
export type MappingPublished = { readonly name: string; readonly version: number; readonly seen: string; readonly repinned: readonly ({ readonly file: string; readonly differences: readonly string[] })[]; readonly read_again: number; readonly opened: number; readonly resolved: number };
export type Looked = { readonly lists: readonly ({ readonly file: string; readonly sheet: string; readonly hidden: boolean; readonly begins: number | null; readonly rows: number; readonly more: boolean; readonly grid: readonly ({ readonly row: number; readonly cells: readonly string[] })[]; readonly header_row: number | null; readonly columns: readonly ({ readonly column: number; readonly letter: string; readonly heading: string; readonly shape: "gtin" | "unit" | "date" | "number" | "place" | "code" | "prose" | "nothing"; readonly filled: number; readonly different: number; readonly first: string; readonly values: readonly ({ readonly value: string; readonly rows: number; readonly known: readonly string[] })[] })[]; readonly fields: readonly ({ readonly field: string; readonly column: number | null; readonly heading: string | null; readonly band: "sure" | "likely" | "ask"; readonly evidence: readonly string[]; readonly whose?: "buyer" | "gtin" | "vendor" | "manufacturer" })[]; readonly questions: readonly string[]; readonly mapping: { readonly name: string; readonly yaml: string } | null })[]; readonly refused: readonly string[]; readonly places: readonly string[]; readonly units: readonly string[] };
export type MappingTrial = { readonly supplier: string | null; readonly faults: readonly ({ readonly line: number; readonly column: number; readonly detail: string })[]; readonly took_ms: number; readonly documents: readonly ({ readonly id: string; readonly file: string; readonly kind: string; readonly supplier: string | null; readonly status: string; readonly as_of: string | null; readonly mapping: { readonly name: string; readonly version: number } | null; readonly received_at: string; readonly reference: string | null; readonly format: string; readonly snapshot_id: string | null; readonly sender: { readonly verdict: "pass" | "fail" | "none" | "undecided"; readonly said: string } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: readonly ({ readonly code: string; readonly severity: string; readonly detail: string; readonly place: string | null; readonly value: string | null })[]; readonly lines: readonly ({ readonly line: number; readonly sku: string | null; readonly location: string | null; readonly measure: string; readonly quantity: string | null; readonly uom: string | null; readonly as_of: string | null; readonly said: string | null; readonly place: string; readonly parked: string | null; readonly given: unknown })[] })[]; readonly waiting: readonly ({ readonly reason: string; readonly detail: string | null; readonly lines: number })[] };
export type MappingTest = { readonly faults: readonly ({ readonly line: number; readonly column: number; readonly detail: string })[]; readonly files: readonly ({ readonly file: string; readonly received_at: string; readonly before: readonly string[]; readonly after: readonly string[]; readonly same: number; readonly gained: number; readonly lost: number; readonly changed: number; readonly lines: readonly ({ readonly change: "gained" | "lost" | "changed"; readonly place: string; readonly measure: string; readonly before: string | null; readonly after: string | null })[]; readonly issues: readonly ({ readonly change: "new" | "gone"; readonly code: string; readonly detail: string; readonly place: string | null })[] })[] };
export type Proposals = { readonly data: readonly ({ readonly id: string; readonly supplier: string; readonly file: string; readonly received_at: string; readonly order: string | null; readonly kind: "proposal" | "order_answer"; readonly state: "open" | "answered" | "superseded" | "withdrawn"; readonly version: string; readonly lines: readonly ({ readonly n: number; readonly line: string; readonly sku: string | null; readonly location: string | null; readonly uom: string | null; readonly refs: readonly ({ readonly qualifier: string; readonly value: string })[]; readonly sent: string; readonly theirs: string | null; readonly ours: string | null; readonly difference: string | null; readonly word: "accepted" | "changed" | "rejected" | "backordered" | null; readonly codes: readonly string[]; readonly parts: readonly ({ readonly says: string; readonly quantity: string | null; readonly due: string | null; readonly place: string })[]; readonly due: string | null; readonly price: string | null; readonly place: string; readonly unmatched: string | null; readonly draft: { readonly id: string; readonly version: string; readonly state: string; readonly held: boolean } | null; readonly answer: { readonly what: string; readonly by: string; readonly at: string; readonly reason: string | null } | null })[]; readonly unanswered: readonly ({ readonly sku: string; readonly line: string; readonly quantity: string })[] })[]; readonly nextCursor: string | null };
export type Proposal = { readonly id: string; readonly supplier: string; readonly file: string; readonly received_at: string; readonly order: string | null; readonly kind: "proposal" | "order_answer"; readonly state: "open" | "answered" | "superseded" | "withdrawn"; readonly version: string; readonly lines: readonly ({ readonly n: number; readonly line: string; readonly sku: string | null; readonly location: string | null; readonly uom: string | null; readonly refs: readonly ({ readonly qualifier: string; readonly value: string })[]; readonly sent: string; readonly theirs: string | null; readonly ours: string | null; readonly difference: string | null; readonly word: "accepted" | "changed" | "rejected" | "backordered" | null; readonly codes: readonly string[]; readonly parts: readonly ({ readonly says: string; readonly quantity: string | null; readonly due: string | null; readonly place: string })[]; readonly due: string | null; readonly price: string | null; readonly place: string; readonly unmatched: string | null; readonly draft: { readonly id: string; readonly version: string; readonly state: string; readonly held: boolean } | null; readonly answer: { readonly what: string; readonly by: string; readonly at: string; readonly reason: string | null } | null })[]; readonly unanswered: readonly ({ readonly sku: string; readonly line: string; readonly quantity: string })[] };
export type ProposalDecided = { readonly lines: readonly ({ readonly n: number; readonly done: boolean; readonly reorder: string | null; readonly order: string | null; readonly code: string | null; readonly detail: string | null })[] };
export type Thresholds = { readonly data: readonly ({ readonly supplier: string; readonly sku: string; readonly location: string; readonly uom: string; readonly agreed: { readonly min?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null }; readonly max?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null }; readonly lead_time_days?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null }; readonly transit_days?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null }; readonly order_multiple?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null }; readonly moq?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null }; readonly response_days?: { readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null } }; readonly history: { readonly min?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[]; readonly max?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[]; readonly lead_time_days?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[]; readonly transit_days?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[]; readonly order_multiple?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[]; readonly moq?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[]; readonly response_days?: readonly ({ readonly value: string | null; readonly since: string; readonly level: string | null; readonly source: string | null })[] }; readonly supplier_says: readonly ({ readonly measure: "min" | "max"; readonly quantity: string; readonly received_at: string; readonly document: string; readonly file: string; readonly place: string })[]; readonly suggested: { readonly min: null; readonly max: null; readonly why: readonly string[] } | { readonly min: string; readonly max: string; readonly per_day: string; readonly lead_days: number; readonly min_covers_days: string; readonly max_covers_days: string; readonly orders_every_days: string; readonly why: readonly string[] } })[]; readonly nextCursor: string | null };
export type Reorders = { readonly data: readonly ({ readonly id: string; readonly state: "open" | "deferred" | "declined" | "approved" | "closed"; readonly supplier: string; readonly sku: string; readonly location: string; readonly uom: string; readonly quantity: string; readonly suggested: string; readonly changed: boolean; readonly need: string; readonly sum: string; readonly terms: readonly ({ readonly name: string; readonly quantity: string; readonly sign: "+" | "-" | "→"; readonly sources: readonly string[] })[]; readonly on_hand: string; readonly min: string; readonly value: { readonly amount: string; readonly currency: string | null } | null; readonly held: boolean; readonly doubts: readonly ({ readonly name: string; readonly what: string; readonly says: string; readonly released: boolean })[]; readonly version: string; readonly approvals: readonly ({ readonly by: string; readonly stands_for: string | null; readonly at: string })[]; readonly deferred_until: string | null; readonly drafted_at: string; readonly recalculated_at: string; readonly decided_at: string | null; readonly decided_by: string | null; readonly reason: string | null; readonly closed_why: string | null; readonly order: { readonly id: string; readonly name: string; readonly way: string; readonly state: string; readonly po: string | null; readonly line: string | null; readonly refused: string | null } | null })[]; readonly nextCursor: string | null };
export type Reorder = { readonly id: string; readonly state: "open" | "deferred" | "declined" | "approved" | "closed"; readonly supplier: string; readonly sku: string; readonly location: string; readonly uom: string; readonly quantity: string; readonly suggested: string; readonly changed: boolean; readonly need: string; readonly sum: string; readonly terms: readonly ({ readonly name: string; readonly quantity: string; readonly sign: "+" | "-" | "→"; readonly sources: readonly string[] })[]; readonly on_hand: string; readonly min: string; readonly value: { readonly amount: string; readonly currency: string | null } | null; readonly held: boolean; readonly doubts: readonly ({ readonly name: string; readonly what: string; readonly says: string; readonly released: boolean })[]; readonly version: string; readonly approvals: readonly ({ readonly by: string; readonly stands_for: string | null; readonly at: string })[]; readonly deferred_until: string | null; readonly drafted_at: string; readonly recalculated_at: string; readonly decided_at: string | null; readonly decided_by: string | null; readonly reason: string | null; readonly closed_why: string | null; readonly order: { readonly id: string; readonly name: string; readonly way: string; readonly state: string; readonly po: string | null; readonly line: string | null; readonly refused: string | null } | null; readonly events: readonly ({ readonly at: string; readonly what: string; readonly by: string | null; readonly reason: string | null; readonly details: Readonly<Record<string, unknown>> })[] };
export type ReordersDecided = { readonly outcomes: readonly ({ readonly id: string; readonly done: true; readonly state: string; readonly version: string; readonly order: string | null; readonly waits_for_second: boolean } | { readonly id: string; readonly done: false; readonly code: string; readonly detail: string })[] };
export type FeedRequests = { readonly data: readonly ({ readonly id: string; readonly kind: "count" | "adjustment"; readonly exception: string; readonly sku: string; readonly location: string; readonly uom: string; readonly quantity: string | null; readonly evidence: Readonly<Record<string, unknown>>; readonly state: "open" | "answered" | "withdrawn"; readonly leaves: boolean; readonly made_at: string; readonly by: string; readonly reason: string | null; readonly ended_at: string | null; readonly answer: { readonly at: string; readonly quantity: string; readonly key: string | null } | null })[]; readonly nextCursor: string | null };
export type FeedRequest = { readonly id: string; readonly kind: "count" | "adjustment"; readonly exception: string; readonly sku: string; readonly location: string; readonly uom: string; readonly quantity: string | null; readonly evidence: Readonly<Record<string, unknown>>; readonly state: "open" | "answered" | "withdrawn"; readonly leaves: boolean; readonly made_at: string; readonly by: string; readonly reason: string | null; readonly ended_at: string | null; readonly answer: { readonly at: string; readonly quantity: string; readonly key: string | null } | null };
export type Claims = { readonly data: readonly ({ readonly id: string; readonly n: number; readonly exception: string; readonly supplier: string; readonly sku: string; readonly location: string | null; readonly state: "open" | "sent" | "settled" | "withdrawn"; readonly lines: readonly ({ readonly line: number; readonly kind: "short" | "over" | "damaged" | "wrong_item"; readonly quantity: string })[]; readonly evidence: { readonly exception: string; readonly message: string; readonly shipment: string; readonly kinds: readonly string[]; readonly uom: string; readonly announced: string; readonly received: string; readonly difference: string; readonly announced_in: readonly ({ readonly quantity: string; readonly document: string; readonly file: string; readonly place: string; readonly location: string; readonly po: string | null; readonly po_line: string | null; readonly sscc: string | null })[]; readonly received_by: readonly ({ readonly key: string; readonly quantity: string; readonly moved_at: string; readonly day: string; readonly location: string; readonly location_name: string; readonly po: string | null; readonly packing_slip: string | null; readonly reason: string | null })[] }; readonly way: string | null; readonly target: string | null; readonly sent_at: string | null; readonly outcome: string | null; readonly made_at: string; readonly decided_at: string | null; readonly by: string; readonly reason: string | null })[]; readonly nextCursor: string | null };
export type Claim = { readonly id: string; readonly n: number; readonly exception: string; readonly supplier: string; readonly sku: string; readonly location: string | null; readonly state: "open" | "sent" | "settled" | "withdrawn"; readonly lines: readonly ({ readonly line: number; readonly kind: "short" | "over" | "damaged" | "wrong_item"; readonly quantity: string })[]; readonly evidence: { readonly exception: string; readonly message: string; readonly shipment: string; readonly kinds: readonly string[]; readonly uom: string; readonly announced: string; readonly received: string; readonly difference: string; readonly announced_in: readonly ({ readonly quantity: string; readonly document: string; readonly file: string; readonly place: string; readonly location: string; readonly po: string | null; readonly po_line: string | null; readonly sscc: string | null })[]; readonly received_by: readonly ({ readonly key: string; readonly quantity: string; readonly moved_at: string; readonly day: string; readonly location: string; readonly location_name: string; readonly po: string | null; readonly packing_slip: string | null; readonly reason: string | null })[] }; readonly way: string | null; readonly target: string | null; readonly sent_at: string | null; readonly outcome: string | null; readonly made_at: string; readonly decided_at: string | null; readonly by: string; readonly reason: string | null };
export type Ways = { readonly password: boolean; readonly provider: string | null };
export type Me = { readonly kind: "person" | "key"; readonly name: string; readonly rights: readonly string[]; readonly suppliers: readonly string[] | null; readonly locations: readonly string[] | null };
export type Sessions = { readonly data: readonly ({ readonly id: string; readonly way: "password" | "provider"; readonly address: string | null; readonly agent: string | null; readonly started_at: string; readonly seen_at: string; readonly this: boolean })[] };
export type Factor = { readonly in_force: boolean };
export type FactorBegun = { readonly secret: string; readonly uri: string };
export type SignedOut = { readonly ended: number };
export type People = { readonly data: readonly ({ readonly id: string; readonly name: string; readonly email: string | null; readonly role: "viewer" | "planner" | "approver" | "admin" | "auditor" | "supplier"; readonly suppliers: readonly string[] | null; readonly locations: readonly string[] | null; readonly signs_in: "password" | "provider" | "not yet"; readonly second_factor: boolean; readonly created_at: string; readonly disabled_at: string | null; readonly last_seen_at: string | null })[] };
export type Person = { readonly id: string; readonly name: string; readonly email: string | null; readonly role: "viewer" | "planner" | "approver" | "admin" | "auditor" | "supplier"; readonly suppliers: readonly string[] | null; readonly locations: readonly string[] | null; readonly signs_in: "password" | "provider" | "not yet"; readonly second_factor: boolean; readonly created_at: string; readonly disabled_at: string | null; readonly last_seen_at: string | null };
export type Invited = { readonly name: string; readonly invitation: string };
export type Keys = { readonly data: readonly ({ readonly id: string; readonly name: string; readonly lead: string; readonly scopes: readonly ("write" | "read" | "work" | "send" | "feed" | "approve" | "audit" | "manage")[]; readonly suppliers: readonly string[] | null; readonly locations: readonly string[] | null; readonly created_at: string; readonly last_used_at: string | null; readonly expires_at: string | null; readonly revoked_at: string | null })[] };
export type KeyMade = { readonly name: string; readonly key: string };
export type Audit = { readonly data: readonly ({ readonly n: number; readonly at: string; readonly by: string; readonly what: string; readonly before: Readonly<Record<string, unknown>> | null; readonly after: Readonly<Record<string, unknown>> | null })[]; readonly nextCursor: string | null };
export type DeskSummary = { readonly open: number; readonly mine: number; readonly acknowledged: number; readonly waiting: number; readonly snoozed: number; readonly folded: number; readonly since: { readonly opened: number; readonly reopened: number; readonly cleared: number } };
export type Freshness = { readonly now: string; readonly sources: readonly ({ readonly source: string; readonly kind: string; readonly state: "working" | "failing" | "paused" | "stopped" | "new"; readonly looked_at: string | null; readonly arrived_at: string | null; readonly error: string | null; readonly advice: string | null })[]; readonly queue: { readonly waiting: number; readonly oldest_seconds: number; readonly given_up: number }; readonly unread: { readonly receipts: number; readonly oldest: string | null }; readonly feeds: readonly ({ readonly location: string | null; readonly watermark: string | null })[] };
export type DocumentContent = { readonly file: string; readonly within: string | null; readonly headings: readonly string[]; readonly columns: Readonly<Record<string, number>>; readonly kind: "x12" | "edifact" | "grid" | "tree" | "none"; readonly why: string | null; readonly read: string | null; readonly total: number; readonly start: number; readonly own: { readonly from: number; readonly to: number } | null; readonly sheets: readonly ({ readonly name: string; readonly hidden: boolean; readonly start: number; readonly rows: number; readonly columns: number })[]; readonly rows: readonly ({ readonly sheet: number; readonly row: number; readonly cells: readonly string[]; readonly places?: readonly string[] })[]; readonly segments: readonly ({ readonly number: number; readonly tag: string; readonly level: number; readonly bytes: readonly unknown[]; readonly line: number; readonly column: number; readonly by: string; readonly says: string | null; readonly elements: readonly ({ readonly at: string; readonly value: string; readonly says: string | null; readonly means: string | null })[] })[]; readonly lines: readonly ({ readonly depth: number; readonly text: string; readonly place: string })[]; readonly outline: readonly ({ readonly number: number; readonly level: number; readonly title: string })[]; readonly more: boolean };
export type DocumentMail = { readonly sender: { readonly verdict: string; readonly said: string } | null; readonly mail: { readonly from: readonly string[]; readonly subject: string; readonly sentAt: string | null; readonly headers: readonly ({ readonly name: string; readonly value: string })[]; readonly text: string; readonly cut: boolean; readonly wasPage: boolean; readonly attachments: readonly ({ readonly name: string; readonly bytes: number; readonly damage: string | null })[]; readonly leftOut: readonly ({ readonly name: string; readonly as: string })[]; readonly refused: string | null } | null };
export type DocumentProblems = { readonly data: readonly ({ readonly code: string; readonly supplier: string | null; readonly severity: string; readonly detail: string; readonly documents: number; readonly places: number; readonly newest: { readonly id: string; readonly file: string; readonly place: string | null; readonly received_at: string } })[] };
export type DocumentRuns = { readonly data: readonly ({ readonly id: string; readonly current: boolean; readonly read_at: string; readonly status: string; readonly format: string; readonly mapping: { readonly name: string; readonly version: number } | null; readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number }; readonly issues: number })[] };
export type DocumentRunChange = { readonly same: number; readonly cut: boolean; readonly lines: readonly ({ readonly change: "gained" | "lost" | "changed"; readonly place: string; readonly measure: string; readonly before: string | null; readonly after: string | null })[]; readonly issues: readonly ({ readonly change: "new" | "gone"; readonly code: string; readonly detail: string; readonly place: string | null })[] };
export type DocumentHistory = { readonly data: readonly ({ readonly at: string; readonly what: "received" | "read" | "read_anew" | "released" | "reply_made" | "reply_left" | "reply_decided" | "answered" | "answer_left"; readonly by: string | null; readonly reason: string | null; readonly says: string | null })[] };
export type SupplierHealths = { readonly data: readonly ({ readonly supplier: string; readonly name: string; readonly last_report: string | null; readonly next_due: { readonly at: string; readonly alert_at: string; readonly says: string; readonly document: "stock_report" | "ship_notice"; readonly location: string } | null; readonly late: number; readonly open: { readonly critical: number; readonly high: number; readonly medium: number; readonly low: number }; readonly parked: number; readonly shadow: boolean })[]; readonly nextCursor: string | null };
export type Supplier = { readonly supplier: string; readonly name: string; readonly email_from: readonly string[]; readonly edi_id: readonly string[]; readonly contact_email: readonly string[]; readonly locale: string | null; readonly timezone: string | null; readonly shadow: boolean; readonly matched: number; readonly programs: readonly ({ readonly name: string; readonly version: number; readonly applied_at: string; readonly author: string; readonly note: string })[]; readonly mappings: readonly ({ readonly name: string; readonly version: number; readonly published_at: string })[]; readonly schedules: readonly ({ readonly document: "stock_report" | "ship_notice"; readonly location: string; readonly cron: string; readonly timezone: string; readonly grace_minutes: number; readonly imported_at: string; readonly says: string; readonly next: readonly ({ readonly at: string; readonly alert_at: string; readonly says: string })[] })[]; readonly allowed: readonly ({ readonly address: string; readonly allowed_at: string; readonly reason: string | null })[]; readonly before: string | null; readonly after: string | null; readonly trust: "required" | "recorded" | "off"; readonly replies: { readonly leave: "preview" | "send" | "off"; readonly accepted: "always" | "first" | "never"; readonly stop: boolean }; readonly sharing: { readonly as: readonly string[]; readonly when: string } | null };
export type SupplierTerms = { readonly data: readonly ({ readonly sku: string; readonly location: string; readonly class: string | null; readonly valid_from: string; readonly valid_to: string | null; readonly terms: Readonly<Record<string, unknown>>; readonly source: string })[]; readonly nextCursor: string | null };
export type SupplierNames = { readonly data: readonly ({ readonly about: "item" | "location" | "unit"; readonly qualifier: string; readonly value: string; readonly means: string; readonly called: string | null; readonly uom: string | null; readonly decided: { readonly by: string; readonly at: string; readonly reason: string } | null })[]; readonly nextCursor: string | null };
export type DueTimes = { readonly says: string; readonly next: readonly ({ readonly at: string; readonly alert_at: string; readonly says: string })[] };
export type Agreement = { readonly hash: string; readonly via: "feed" | "program"; readonly program: { readonly name: string; readonly version: number } | null; readonly differences: readonly string[]; readonly warnings: readonly string[]; readonly applied: boolean; readonly raised: { readonly opened: number; readonly resolved: number } | null };
export type SimulationLine = { readonly done: number; readonly of: number } | { readonly simulated: { readonly since: string; readonly until: string; readonly events: number; readonly same: number; readonly types: readonly ({ readonly type: string; readonly raised: number; readonly would: number; readonly beyond: number; readonly missed: number; readonly closed: number; readonly would_close: number })[]; readonly beyond: readonly ({ readonly id: string; readonly key: string; readonly type: string; readonly severity: string; readonly supplier: string | null; readonly sku: string | null; readonly location: string | null; readonly message: string; readonly reported: string | null; readonly difference: string | null; readonly opened_at: string; readonly resolved_at: string | null })[]; readonly missed: readonly ({ readonly id: string; readonly key: string; readonly type: string; readonly severity: string; readonly supplier: string | null; readonly sku: string | null; readonly location: string | null; readonly message: string; readonly reported: string | null; readonly difference: string | null; readonly opened_at: string; readonly resolved_at: string | null })[]; readonly fidelity: { readonly raised: number; readonly found: number; readonly not_found: readonly ({ readonly id: string; readonly key: string; readonly type: string; readonly severity: string; readonly supplier: string | null; readonly sku: string | null; readonly location: string | null; readonly message: string; readonly reported: string | null; readonly difference: string | null; readonly opened_at: string; readonly resolved_at: string | null })[] } } } | { readonly problem: string };
export type Timeline = { readonly supplier: string; readonly supplier_name: string; readonly sku: string; readonly description: string | null; readonly location: string; readonly location_name: string; readonly timezone: string; readonly uom: string; readonly units: readonly ({ readonly uom: string; readonly factor: string })[]; readonly now: string; readonly from: string; readonly to: string; readonly watermark: string | null; readonly terms: { readonly managed_by: string; readonly owned_by: string; readonly compare_to: string; readonly basis: string; readonly min: string | null; readonly max: string | null; readonly lead_time_days: number | null; readonly tolerance_qty: string; readonly tolerance_pct: string } | null; readonly tolerance_from: { readonly tolerance_qty?: "house" | "program" | "location" | "class" | "class of the supplier" | "item" | "item and location"; readonly tolerance_pct?: "house" | "program" | "location" | "class" | "class of the supplier" | "item" | "item and location"; readonly value_floor?: "house" | "program" | "location" | "class" | "class of the supplier" | "item" | "item and location" }; readonly ours: { readonly quantity: string; readonly counted_at: string | null } | null; readonly theirs: { readonly id: string; readonly at: string; readonly kind: string; readonly name: string | null; readonly quantity: string | null; readonly stands: number; readonly ours: string | null; readonly theirs: string | null; readonly carried: boolean; readonly gap: string | null; readonly band: { readonly low: string; readonly high: string } | null; readonly agrees: boolean | null; readonly tolerance: string | null; readonly why: string | null; readonly received_at: string | null; readonly late: boolean; readonly superseded: boolean; readonly said: string | null; readonly sent: string | null; readonly source: { readonly document: string; readonly file: string; readonly place: string | null } | null; readonly feed: { readonly file: string | null; readonly reference: string | null } | null; readonly exception: string | null } | null; readonly in_transit: string; readonly cover_days: number | null; readonly summed: boolean; readonly rows: readonly ({ readonly id: string; readonly at: string; readonly kind: string; readonly name: string | null; readonly quantity: string | null; readonly stands: number; readonly ours: string | null; readonly theirs: string | null; readonly carried: boolean; readonly gap: string | null; readonly band: { readonly low: string; readonly high: string } | null; readonly agrees: boolean | null; readonly tolerance: string | null; readonly why: string | null; readonly received_at: string | null; readonly late: boolean; readonly superseded: boolean; readonly said: string | null; readonly sent: string | null; readonly source: { readonly document: string; readonly file: string; readonly place: string | null } | null; readonly feed: { readonly file: string | null; readonly reference: string | null } | null; readonly exception: string | null })[]; readonly book: readonly ({ readonly at: string; readonly quantity: string })[]; readonly usage: readonly ({ readonly day: string; readonly quantity: string })[]; readonly band: readonly ({ readonly since: string; readonly min: string | null; readonly max: string | null })[]; readonly notices: readonly ({ readonly reference: string; readonly quantity: string; readonly received: string; readonly open: string; readonly overdue: boolean; readonly shipped_at: string; readonly eta: string | null; readonly source: { readonly document: string; readonly file: string; readonly place: string | null } })[]; readonly exceptions: readonly ({ readonly id: string; readonly type: string; readonly status: string; readonly message: string; readonly opened_at: string; readonly resolved_at: string | null })[]; readonly draft: { readonly id: string; readonly state: string; readonly quantity: string; readonly held: boolean; readonly arrives_at: string | null; readonly without: readonly ({ readonly at: string; readonly quantity: string })[]; readonly approved: readonly ({ readonly at: string; readonly quantity: string })[] | null } | null };
export type Health = { readonly now: string; readonly version: string; readonly node: string; readonly up_since: string; readonly sources: readonly ({ readonly source: string; readonly kind: string; readonly state: "working" | "failing" | "paused" | "stopped" | "new"; readonly looked_at: string | null; readonly arrived_at: string | null; readonly failing_since: string | null; readonly paused_at: string | null; readonly paused_by: string | null; readonly error: string | null; readonly advice: string | null; readonly waiting: number; readonly troubles: number; readonly unexplained: number; readonly canary: { readonly sent_at: string; readonly seen_at: string | null } | null; readonly ends: readonly ({ readonly what: string; readonly at: string })[] })[]; readonly queues: readonly ({ readonly queue: string; readonly waiting: number; readonly oldest_seconds: number })[]; readonly given_up: readonly ({ readonly id: string; readonly name: string; readonly channel: string; readonly received_at: string })[]; readonly outbox: { readonly waiting: number; readonly sent: number; readonly given_up: number; readonly withheld: number; readonly confirm: number; readonly dropped: number }; readonly mail: { readonly sent_day: number; readonly waiting: number; readonly given_up: number; readonly last_sent_at: string | null; readonly set_up: boolean }; readonly receivers: readonly ({ readonly kind: string; readonly target: string; readonly waiting: number; readonly given_up: number; readonly sent_day: number; readonly last_sent_at: string | null; readonly last_trouble: string | null; readonly closed: boolean })[]; readonly database: { readonly version: string; readonly bytes: number; readonly latency_ms: number; readonly embedded: boolean }; readonly backup: { readonly taken_at: string; readonly folder: string } | null; readonly steps: readonly ({ readonly step: "data" | "supplier" | "source" | "file" | "people"; readonly done: boolean })[] };
export type SourceActed = { readonly says: string; readonly source: { readonly source: string; readonly kind: string; readonly state: "working" | "failing" | "paused" | "stopped" | "new"; readonly looked_at: string | null; readonly arrived_at: string | null; readonly failing_since: string | null; readonly paused_at: string | null; readonly paused_by: string | null; readonly error: string | null; readonly advice: string | null; readonly waiting: number; readonly troubles: number; readonly unexplained: number; readonly canary: { readonly sent_at: string; readonly seen_at: string | null } | null; readonly ends: readonly ({ readonly what: string; readonly at: string })[] } };
export type Findings = { readonly data: readonly ({ readonly what: string; readonly state: "ok" | "warn" | "fail"; readonly says: string })[] };
export type Diagnostics = Readonly<Record<string, unknown>>;
export type GivenUp = { readonly data: readonly ({ readonly id: string; readonly name: string; readonly channel: string; readonly received_at: string })[] };
export type About = { readonly version: string; readonly node: string; readonly licences: readonly ({ readonly name: string; readonly version: string; readonly licence: string })[] };
export type Settings = { readonly file: string; readonly exists: boolean; readonly writable: boolean; readonly version: string; readonly broken: string | null; readonly sections: readonly ({ readonly section: "channels" | "trust" | "edi" | "mail" | "alerts" | "replies" | "webhooks" | "chats" | "files" | "outgoing" | "sign_in" | "web" | "retention" | "approvals" | "orders" | "sharing" | "claims"; readonly yaml: string; readonly editable: boolean; readonly force: "now" | "after_start" })[]; readonly channels: readonly ({ readonly kind: string; readonly name: string; readonly settings: Readonly<Record<string, unknown>>; readonly signs_in: boolean })[]; readonly periods: Readonly<Record<string, string>>; readonly secrets: readonly ({ readonly name: string; readonly author: string; readonly changed_at: string })[] };
export type Calendars = { readonly data: readonly ({ readonly calendar: string; readonly days: number; readonly until: string; readonly next_off: readonly string[] })[] };
export type MailFolders = { readonly data: readonly ({ readonly path: string; readonly messages: number | null; readonly use: string | null })[] };
export type TriedMails = { readonly data: readonly ({ readonly folder: string; readonly at: string | null; readonly from: string | null; readonly subject: string; readonly files: readonly string[]; readonly size: number; readonly fate: "taken" | "automatic" | "no_match" | "too_large"; readonly reason: string; readonly suppliers: readonly string[] })[] };
export type MailboxSignIns = { readonly data: readonly ({ readonly name: string; readonly state: "asked" | "done" | "refused"; readonly says: readonly string[]; readonly begun_at: string; readonly by: string })[] };
export type MailboxSignIn = { readonly name: string; readonly state: "asked" | "done" | "refused"; readonly says: readonly string[]; readonly begun_at: string; readonly by: string };

export interface Operations {
  getFreshness: {
    readonly method: "GET";
    readonly path: "/api/v1/freshness";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Freshness;
  };
  getHealth: {
    readonly method: "GET";
    readonly path: "/api/v1/health";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Health;
  };
  runChecks: {
    readonly method: "POST";
    readonly path: "/api/v1/health/checks";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Findings;
  };
  getDiagnostics: {
    readonly method: "POST";
    readonly path: "/api/v1/health/diagnostics";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Diagnostics;
  };
  retryGivenUp: {
    readonly method: "POST";
    readonly path: "/api/v1/health/retries";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: GivenUpDto;
    readonly answer: GivenUp;
  };
  getAbout: {
    readonly method: "GET";
    readonly path: "/api/v1/about";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: About;
  };
  actOnSource: {
    readonly method: "POST";
    readonly path: "/api/v1/sources/actions";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: SourceActionDto;
    readonly answer: SourceActed;
  };
  getSettings: {
    readonly method: "GET";
    readonly path: "/api/v1/settings";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Settings;
  };
  listCalendars: {
    readonly method: "GET";
    readonly path: "/api/v1/settings/calendars";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Calendars;
  };
  putSection: {
    readonly method: "PUT";
    readonly path: "/api/v1/settings/{section}";
    readonly params: { readonly section: "channels" | "trust" | "edi" | "mail" | "alerts" | "replies" | "webhooks" | "chats" | "files" | "outgoing" | "sign_in" | "web" | "retention" | "approvals" | "orders" | "sharing" | "claims" };
    readonly query: NoParams;
    readonly body: SectionTextDto;
    readonly answer: Settings;
  };
  putChannel: {
    readonly method: "PUT";
    readonly path: "/api/v1/settings/channels/{kind}/{name}";
    readonly params: { readonly kind: string; readonly name: string };
    readonly query: NoParams;
    readonly body: ChannelDto;
    readonly answer: Settings;
  };
  removeChannel: {
    readonly method: "DELETE";
    readonly path: "/api/v1/settings/channels/{kind}/{name}";
    readonly params: { readonly kind: string; readonly name: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Settings;
  };
  listFolders: {
    readonly method: "POST";
    readonly path: "/api/v1/mailboxes/folders";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: MailboxDto;
    readonly answer: MailFolders;
  };
  dryRun: {
    readonly method: "POST";
    readonly path: "/api/v1/mailboxes/dry-runs";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: MailboxDto;
    readonly answer: TriedMails;
  };
  listMailboxSignIns: {
    readonly method: "GET";
    readonly path: "/api/v1/mailboxes/sign-ins";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: MailboxSignIns;
  };
  beginMailboxSignIn: {
    readonly method: "POST";
    readonly path: "/api/v1/mailboxes/sign-ins";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: MailboxDto;
    readonly answer: MailboxSignIn;
  };
  pasteSignIn: {
    readonly method: "POST";
    readonly path: "/api/v1/mailboxes/sign-ins/pastes";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: PastedDto;
    readonly answer: undefined;
  };
  listenToEvents: {
    readonly method: "GET";
    readonly path: "/api/v1/events";
    readonly params: NoParams;
    readonly query: { readonly seconds?: number };
    readonly body: undefined;
    readonly answer: undefined;
  };
  listDocuments: {
    readonly method: "GET";
    readonly path: "/api/v1/documents";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly status?: string; readonly kind?: string; readonly supplier?: string; readonly since?: string; readonly problem?: string; readonly channel?: string; readonly find?: string };
    readonly body: undefined;
    readonly answer: Documents;
  };
  getDocument: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Document;
  };
  listLines: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/lines";
    readonly params: { readonly id: string };
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: undefined;
    readonly answer: Lines;
  };
  releaseDocument: {
    readonly method: "POST";
    readonly path: "/api/v1/documents/{id}/release";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: ReleaseDto;
    readonly answer: Released;
  };
  getRawFile: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/raw";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listDocumentProblems: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/problems";
    readonly params: NoParams;
    readonly query: { readonly supplier?: string; readonly since?: string };
    readonly body: undefined;
    readonly answer: DocumentProblems;
  };
  getDocumentContent: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/content";
    readonly params: { readonly id: string };
    readonly query: { readonly limit?: number; readonly start?: number; readonly at?: string; readonly outline?: boolean };
    readonly body: undefined;
    readonly answer: DocumentContent;
  };
  getDocumentMail: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/mail";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: DocumentMail;
  };
  getMailAttachment: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/mail/attachments/{n}";
    readonly params: { readonly id: string; readonly n: number };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listDocumentRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/runs";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: DocumentRuns;
  };
  compareDocumentRuns: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/runs/{run}";
    readonly params: { readonly id: string; readonly run: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: DocumentRunChange;
  };
  getDocumentHistory: {
    readonly method: "GET";
    readonly path: "/api/v1/documents/{id}/history";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: DocumentHistory;
  };
  listExceptions: {
    readonly method: "GET";
    readonly path: "/api/v1/exceptions";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly status?: string; readonly supplier?: string; readonly type?: string; readonly location?: string; readonly sku?: string; readonly owner?: string; readonly shadow?: "only"; readonly by?: "newest" | "impact"; readonly under?: string; readonly cleared_since?: string };
    readonly body: undefined;
    readonly answer: Exceptions;
  };
  summariseExceptions: {
    readonly method: "GET";
    readonly path: "/api/v1/exceptions/summary";
    readonly params: NoParams;
    readonly query: { readonly since: string };
    readonly body: undefined;
    readonly answer: DeskSummary;
  };
  getException: {
    readonly method: "GET";
    readonly path: "/api/v1/exceptions/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Exception;
  };
  actOnExceptions: {
    readonly method: "POST";
    readonly path: "/api/v1/exceptions/actions";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: ActionsDto;
    readonly answer: Acted;
  };
  actOnException: {
    readonly method: "POST";
    readonly path: "/api/v1/exceptions/{id}/actions";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: ActionDto;
    readonly answer: Exception;
  };
  listComparisons: {
    readonly method: "GET";
    readonly path: "/api/v1/comparisons";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string; readonly sku?: string; readonly location?: string; readonly state?: string };
    readonly body: undefined;
    readonly answer: Comparisons;
  };
  getTimeline: {
    readonly method: "GET";
    readonly path: "/api/v1/timeline";
    readonly params: NoParams;
    readonly query: { readonly supplier: string; readonly sku: string; readonly location: string; readonly from?: string; readonly to?: string };
    readonly body: undefined;
    readonly answer: Timeline;
  };
  listParked: {
    readonly method: "GET";
    readonly path: "/api/v1/parked";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Parked;
  };
  decideParked: {
    readonly method: "POST";
    readonly path: "/api/v1/parked/{id}/decision";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: DecisionDto;
    readonly answer: Decided;
  };
  replay: {
    readonly method: "POST";
    readonly path: "/api/v1/replays";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: ReplayDto;
    readonly answer: Replay;
  };
  listDrifts: {
    readonly method: "GET";
    readonly path: "/api/v1/drifts";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Drifts;
  };
  decideDrift: {
    readonly method: "POST";
    readonly path: "/api/v1/drifts/{id}/decision";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: DriftDecisionDto;
    readonly answer: DriftAccepted;
  };
  getMappingSchema: {
    readonly method: "GET";
    readonly path: "/api/v1/mapping-schema";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: MappingSchema;
  };
  listMappings: {
    readonly method: "GET";
    readonly path: "/api/v1/mappings";
    readonly params: NoParams;
    readonly query: { readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Mappings;
  };
  getMapping: {
    readonly method: "GET";
    readonly path: "/api/v1/mappings/{name}";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Mapping;
  };
  compareMappings: {
    readonly method: "GET";
    readonly path: "/api/v1/mappings/{name}/differences";
    readonly params: { readonly name: string };
    readonly query: { readonly from: number; readonly to: number };
    readonly body: undefined;
    readonly answer: MappingDifferences;
  };
  saveMapping: {
    readonly method: "POST";
    readonly path: "/api/v1/mappings/{name}/versions";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: DraftDto;
    readonly answer: MappingSaved;
  };
  publishMapping: {
    readonly method: "POST";
    readonly path: "/api/v1/mappings/{name}/publication";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: PublicationDto;
    readonly answer: MappingPublished;
  };
  suggestMapping: {
    readonly method: "POST";
    readonly path: "/api/v1/mapping-studio/suggestions";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: LookDto;
    readonly answer: Looked;
  };
  tryMapping: {
    readonly method: "POST";
    readonly path: "/api/v1/mapping-studio/trials";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: TrialDto;
    readonly answer: MappingTrial;
  };
  testMapping: {
    readonly method: "POST";
    readonly path: "/api/v1/mapping-studio/tests";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: TestDto;
    readonly answer: MappingTest;
  };
  upload: {
    readonly method: "POST";
    readonly path: "/api/v1/uploads";
    readonly params: NoParams;
    readonly query: { readonly name?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Kept;
  };
  getUpload: {
    readonly method: "GET";
    readonly path: "/api/v1/uploads/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Receipt;
  };
  listAcknowledgements: {
    readonly method: "GET";
    readonly path: "/api/v1/acknowledgements";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string; readonly document?: string; readonly state?: string };
    readonly body: undefined;
    readonly answer: Acknowledgements;
  };
  getAcknowledgement: {
    readonly method: "GET";
    readonly path: "/api/v1/acknowledgements/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Acknowledgement;
  };
  getRawAcknowledgement: {
    readonly method: "GET";
    readonly path: "/api/v1/acknowledgements/{id}/raw";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  check: {
    readonly method: "POST";
    readonly path: "/api/v1/checks";
    readonly params: NoParams;
    readonly query: { readonly name?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Checked;
  };
  getScorecard: {
    readonly method: "GET";
    readonly path: "/api/v1/scorecards/{supplier}";
    readonly params: { readonly supplier: string };
    readonly query: { readonly month?: string };
    readonly body: undefined;
    readonly answer: Scorecard;
  };
  getScorecardPaper: {
    readonly method: "GET";
    readonly path: "/api/v1/scorecards/{supplier}/paper";
    readonly params: { readonly supplier: string };
    readonly query: { readonly month?: string; readonly as?: "csv" | "html" };
    readonly body: undefined;
    readonly answer: undefined;
  };
  listScorecardCases: {
    readonly method: "GET";
    readonly path: "/api/v1/scorecards/{supplier}/{measure}";
    readonly params: { readonly supplier: string; readonly measure: "report_timeliness" | "rows_accepted" | "count_accuracy" | "asn_timeliness" | "asn_accuracy" | "time_in_range" | "answers_in_time" | "own_postings" | "own_count_accuracy" | "own_answers" };
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly month?: string };
    readonly body: undefined;
    readonly answer: ScorecardCases;
  };
  listSentEdi: {
    readonly method: "GET";
    readonly path: "/api/v1/sent-edi";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: SentEdi;
  };
  listOutbox: {
    readonly method: "GET";
    readonly path: "/api/v1/outbox";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly state?: string; readonly kind?: string; readonly about?: string };
    readonly body: undefined;
    readonly answer: Outbox;
  };
  resendMessage: {
    readonly method: "POST";
    readonly path: "/api/v1/outbox/{id}/resend";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: OutboxMessage;
  };
  listReorders: {
    readonly method: "GET";
    readonly path: "/api/v1/reorders";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly state?: string; readonly supplier?: string; readonly location?: string; readonly sku?: string };
    readonly body: undefined;
    readonly answer: Reorders;
  };
  getReorder: {
    readonly method: "GET";
    readonly path: "/api/v1/reorders/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Reorder;
  };
  approveReorders: {
    readonly method: "POST";
    readonly path: "/api/v1/reorders/approvals";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: ApprovalDto;
    readonly answer: ReordersDecided;
  };
  approveReorder: {
    readonly method: "POST";
    readonly path: "/api/v1/reorders/{id}/approval";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Reorder;
  };
  actOnReorder: {
    readonly method: "POST";
    readonly path: "/api/v1/reorders/{id}/actions";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: ReorderActionDto;
    readonly answer: Reorder;
  };
  answerReorder: {
    readonly method: "POST";
    readonly path: "/api/v1/reorders/{id}/order";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: OrderAnswerDto;
    readonly answer: Reorder;
  };
  listClaims: {
    readonly method: "GET";
    readonly path: "/api/v1/claims";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly state?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Claims;
  };
  makeClaim: {
    readonly method: "POST";
    readonly path: "/api/v1/claims";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: NewClaimDto;
    readonly answer: Claim;
  };
  getClaim: {
    readonly method: "GET";
    readonly path: "/api/v1/claims/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Claim;
  };
  actOnClaim: {
    readonly method: "POST";
    readonly path: "/api/v1/claims/{id}/actions";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: ClaimActionDto;
    readonly answer: Claim;
  };
  listRequests: {
    readonly method: "GET";
    readonly path: "/api/v1/requests";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly state?: string };
    readonly body: undefined;
    readonly answer: FeedRequests;
  };
  makeRequest: {
    readonly method: "POST";
    readonly path: "/api/v1/requests";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: NewRequestDto;
    readonly answer: FeedRequest;
  };
  withdrawRequest: {
    readonly method: "POST";
    readonly path: "/api/v1/requests/{id}/withdrawal";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: WithdrawalDto;
    readonly answer: FeedRequest;
  };
  listProposals: {
    readonly method: "GET";
    readonly path: "/api/v1/proposals";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Proposals;
  };
  getProposal: {
    readonly method: "GET";
    readonly path: "/api/v1/proposals/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Proposal;
  };
  approveProposal: {
    readonly method: "POST";
    readonly path: "/api/v1/proposals/{id}/approval";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: ProposalDecisionDto;
    readonly answer: ProposalDecided;
  };
  declineProposal: {
    readonly method: "POST";
    readonly path: "/api/v1/proposals/{id}/decline";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: ProposalDecisionDto;
    readonly answer: ProposalDecided;
  };
  listThresholds: {
    readonly method: "GET";
    readonly path: "/api/v1/thresholds";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string; readonly location?: string; readonly sku?: string };
    readonly body: undefined;
    readonly answer: Thresholds;
  };
  listReplies: {
    readonly method: "GET";
    readonly path: "/api/v1/replies";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string; readonly document?: string; readonly state?: string };
    readonly body: undefined;
    readonly answer: Replies;
  };
  getReply: {
    readonly method: "GET";
    readonly path: "/api/v1/replies/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Reply;
  };
  sendReply: {
    readonly method: "POST";
    readonly path: "/api/v1/replies/{id}/send";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: SendReplyDto;
    readonly answer: Reply;
  };
  feed: {
    readonly method: "POST";
    readonly path: "/api/v1/feed/{kind}";
    readonly params: { readonly kind: "suppliers" | "locations" | "calendars" | "items" | "item_units" | "item_crossrefs" | "location_crossrefs" | "unit_crossrefs" | "programs" | "tolerances" | "report_schedules" | "counts" | "movements" | "orders" | "demand" | "feeds" };
    readonly query: NoParams;
    readonly body: readonly (Readonly<Record<string, unknown>>)[];
    readonly answer: Imported;
  };
  listSuppliers: {
    readonly method: "GET";
    readonly path: "/api/v1/suppliers";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: undefined;
    readonly answer: Suppliers;
  };
  listItems: {
    readonly method: "GET";
    readonly path: "/api/v1/items";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly starts?: string };
    readonly body: undefined;
    readonly answer: Items;
  };
  listCadences: {
    readonly method: "GET";
    readonly path: "/api/v1/cadences";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Cadences;
  };
  listWays: {
    readonly method: "GET";
    readonly path: "/api/v1/session/ways";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Ways;
  };
  signIn: {
    readonly method: "POST";
    readonly path: "/api/v1/session";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: SignInDto;
    readonly answer: Me;
  };
  getMe: {
    readonly method: "GET";
    readonly path: "/api/v1/session";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Me;
  };
  signOut: {
    readonly method: "DELETE";
    readonly path: "/api/v1/session";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  acceptInvitation: {
    readonly method: "POST";
    readonly path: "/api/v1/invitation";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: AcceptDto;
    readonly answer: Me;
  };
  listMySessions: {
    readonly method: "GET";
    readonly path: "/api/v1/sessions";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Sessions;
  };
  signOutEverywhere: {
    readonly method: "DELETE";
    readonly path: "/api/v1/sessions";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  signOutThere: {
    readonly method: "DELETE";
    readonly path: "/api/v1/sessions/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  changePassword: {
    readonly method: "POST";
    readonly path: "/api/v1/password";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: PasswordDto;
    readonly answer: undefined;
  };
  getSecondFactor: {
    readonly method: "GET";
    readonly path: "/api/v1/second-factor";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Factor;
  };
  beginSecondFactor: {
    readonly method: "POST";
    readonly path: "/api/v1/second-factor";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: FactorDto;
    readonly answer: FactorBegun;
  };
  removeSecondFactor: {
    readonly method: "DELETE";
    readonly path: "/api/v1/second-factor";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: CodeDto;
    readonly answer: undefined;
  };
  confirmSecondFactor: {
    readonly method: "POST";
    readonly path: "/api/v1/second-factor/code";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: CodeDto;
    readonly answer: undefined;
  };
  signInAtProvider: {
    readonly method: "GET";
    readonly path: "/api/v1/session/provider";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  backFromProvider: {
    readonly method: "GET";
    readonly path: "/api/v1/session/provider/callback";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listPeople: {
    readonly method: "GET";
    readonly path: "/api/v1/people";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: People;
  };
  invite: {
    readonly method: "POST";
    readonly path: "/api/v1/people";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: NewPersonDto;
    readonly answer: Invited;
  };
  changePerson: {
    readonly method: "PATCH";
    readonly path: "/api/v1/people/{name}";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: PersonChangeDto;
    readonly answer: Person;
  };
  inviteAgain: {
    readonly method: "POST";
    readonly path: "/api/v1/people/{name}/invitation";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Invited;
  };
  signOutPerson: {
    readonly method: "DELETE";
    readonly path: "/api/v1/people/{name}/sessions";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: SignedOut;
  };
  removeFactorOf: {
    readonly method: "DELETE";
    readonly path: "/api/v1/people/{name}/second-factor";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listKeys: {
    readonly method: "GET";
    readonly path: "/api/v1/keys";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Keys;
  };
  createKey: {
    readonly method: "POST";
    readonly path: "/api/v1/keys";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: NewKeyDto;
    readonly answer: KeyMade;
  };
  revokeKey: {
    readonly method: "DELETE";
    readonly path: "/api/v1/keys/{name}";
    readonly params: { readonly name: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listAudit: {
    readonly method: "GET";
    readonly path: "/api/v1/audit";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly by?: string; readonly what?: string };
    readonly body: undefined;
    readonly answer: Audit;
  };
  listSnapshots: {
    readonly method: "GET";
    readonly path: "/api/v1/sharing/snapshots";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string };
    readonly body: undefined;
    readonly answer: Snapshots;
  };
  getSnapshot: {
    readonly method: "GET";
    readonly path: "/api/v1/sharing/snapshots/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Snapshot;
  };
  shareNow: {
    readonly method: "POST";
    readonly path: "/api/v1/sharing/suppliers/{supplier}/snapshots";
    readonly params: { readonly supplier: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Shared;
  };
  getShareTemplate: {
    readonly method: "GET";
    readonly path: "/api/v1/sharing/suppliers/{supplier}/template";
    readonly params: { readonly supplier: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listShareLinks: {
    readonly method: "GET";
    readonly path: "/api/v1/sharing/links";
    readonly params: NoParams;
    readonly query: { readonly supplier?: string };
    readonly body: undefined;
    readonly answer: ShareLinks;
  };
  createShareLink: {
    readonly method: "POST";
    readonly path: "/api/v1/sharing/suppliers/{supplier}/links";
    readonly params: { readonly supplier: string };
    readonly query: NoParams;
    readonly body: NewShareLinkDto;
    readonly answer: ShareLinkMade;
  };
  revokeShareLink: {
    readonly method: "DELETE";
    readonly path: "/api/v1/sharing/links/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: undefined;
  };
  listStatements: {
    readonly method: "GET";
    readonly path: "/api/v1/sharing/statements";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly supplier?: string; readonly month?: string };
    readonly body: undefined;
    readonly answer: Statements;
  };
  getStatement: {
    readonly method: "GET";
    readonly path: "/api/v1/sharing/statements/{id}";
    readonly params: { readonly id: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Statement;
  };
  listSupplierHealth: {
    readonly method: "GET";
    readonly path: "/api/v1/supplier-health";
    readonly params: NoParams;
    readonly query: { readonly limit?: number; readonly cursor?: string };
    readonly body: undefined;
    readonly answer: SupplierHealths;
  };
  listDueTimes: {
    readonly method: "GET";
    readonly path: "/api/v1/due-times";
    readonly params: NoParams;
    readonly query: { readonly cron: string; readonly timezone: string; readonly grace_minutes?: number };
    readonly body: undefined;
    readonly answer: DueTimes;
  };
  getSupplier: {
    readonly method: "GET";
    readonly path: "/api/v1/suppliers/{supplier}";
    readonly params: { readonly supplier: string };
    readonly query: NoParams;
    readonly body: undefined;
    readonly answer: Supplier;
  };
  listSupplierTerms: {
    readonly method: "GET";
    readonly path: "/api/v1/suppliers/{supplier}/terms";
    readonly params: { readonly supplier: string };
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly find?: string };
    readonly body: undefined;
    readonly answer: SupplierTerms;
  };
  listSupplierNames: {
    readonly method: "GET";
    readonly path: "/api/v1/suppliers/{supplier}/names";
    readonly params: { readonly supplier: string };
    readonly query: { readonly limit?: number; readonly cursor?: string; readonly find?: string };
    readonly body: undefined;
    readonly answer: SupplierNames;
  };
  agree: {
    readonly method: "POST";
    readonly path: "/api/v1/suppliers/{supplier}/agreement";
    readonly params: { readonly supplier: string };
    readonly query: NoParams;
    readonly body: AgreementDto;
    readonly answer: Agreement;
  };
  simulate: {
    readonly method: "POST";
    readonly path: "/api/v1/simulations";
    readonly params: NoParams;
    readonly query: NoParams;
    readonly body: SimulationDto;
    readonly answer: undefined;
  };
}
/** By operation: how it is asked. */
export const WAYS = {
  getFreshness: ["GET", "/api/v1/freshness"],
  getHealth: ["GET", "/api/v1/health"],
  runChecks: ["POST", "/api/v1/health/checks"],
  getDiagnostics: ["POST", "/api/v1/health/diagnostics"],
  retryGivenUp: ["POST", "/api/v1/health/retries"],
  getAbout: ["GET", "/api/v1/about"],
  actOnSource: ["POST", "/api/v1/sources/actions"],
  getSettings: ["GET", "/api/v1/settings"],
  listCalendars: ["GET", "/api/v1/settings/calendars"],
  putSection: ["PUT", "/api/v1/settings/{section}"],
  putChannel: ["PUT", "/api/v1/settings/channels/{kind}/{name}"],
  removeChannel: ["DELETE", "/api/v1/settings/channels/{kind}/{name}"],
  listFolders: ["POST", "/api/v1/mailboxes/folders"],
  dryRun: ["POST", "/api/v1/mailboxes/dry-runs"],
  listMailboxSignIns: ["GET", "/api/v1/mailboxes/sign-ins"],
  beginMailboxSignIn: ["POST", "/api/v1/mailboxes/sign-ins"],
  pasteSignIn: ["POST", "/api/v1/mailboxes/sign-ins/pastes"],
  listenToEvents: ["GET", "/api/v1/events"],
  listDocuments: ["GET", "/api/v1/documents"],
  getDocument: ["GET", "/api/v1/documents/{id}"],
  listLines: ["GET", "/api/v1/documents/{id}/lines"],
  releaseDocument: ["POST", "/api/v1/documents/{id}/release"],
  getRawFile: ["GET", "/api/v1/documents/{id}/raw"],
  listDocumentProblems: ["GET", "/api/v1/documents/problems"],
  getDocumentContent: ["GET", "/api/v1/documents/{id}/content"],
  getDocumentMail: ["GET", "/api/v1/documents/{id}/mail"],
  getMailAttachment: ["GET", "/api/v1/documents/{id}/mail/attachments/{n}"],
  listDocumentRuns: ["GET", "/api/v1/documents/{id}/runs"],
  compareDocumentRuns: ["GET", "/api/v1/documents/{id}/runs/{run}"],
  getDocumentHistory: ["GET", "/api/v1/documents/{id}/history"],
  listExceptions: ["GET", "/api/v1/exceptions"],
  summariseExceptions: ["GET", "/api/v1/exceptions/summary"],
  getException: ["GET", "/api/v1/exceptions/{id}"],
  actOnExceptions: ["POST", "/api/v1/exceptions/actions"],
  actOnException: ["POST", "/api/v1/exceptions/{id}/actions"],
  listComparisons: ["GET", "/api/v1/comparisons"],
  getTimeline: ["GET", "/api/v1/timeline"],
  listParked: ["GET", "/api/v1/parked"],
  decideParked: ["POST", "/api/v1/parked/{id}/decision"],
  replay: ["POST", "/api/v1/replays"],
  listDrifts: ["GET", "/api/v1/drifts"],
  decideDrift: ["POST", "/api/v1/drifts/{id}/decision"],
  getMappingSchema: ["GET", "/api/v1/mapping-schema"],
  listMappings: ["GET", "/api/v1/mappings"],
  getMapping: ["GET", "/api/v1/mappings/{name}"],
  compareMappings: ["GET", "/api/v1/mappings/{name}/differences"],
  saveMapping: ["POST", "/api/v1/mappings/{name}/versions"],
  publishMapping: ["POST", "/api/v1/mappings/{name}/publication"],
  suggestMapping: ["POST", "/api/v1/mapping-studio/suggestions"],
  tryMapping: ["POST", "/api/v1/mapping-studio/trials"],
  testMapping: ["POST", "/api/v1/mapping-studio/tests"],
  upload: ["POST", "/api/v1/uploads"],
  getUpload: ["GET", "/api/v1/uploads/{id}"],
  listAcknowledgements: ["GET", "/api/v1/acknowledgements"],
  getAcknowledgement: ["GET", "/api/v1/acknowledgements/{id}"],
  getRawAcknowledgement: ["GET", "/api/v1/acknowledgements/{id}/raw"],
  check: ["POST", "/api/v1/checks"],
  getScorecard: ["GET", "/api/v1/scorecards/{supplier}"],
  getScorecardPaper: ["GET", "/api/v1/scorecards/{supplier}/paper"],
  listScorecardCases: ["GET", "/api/v1/scorecards/{supplier}/{measure}"],
  listSentEdi: ["GET", "/api/v1/sent-edi"],
  listOutbox: ["GET", "/api/v1/outbox"],
  resendMessage: ["POST", "/api/v1/outbox/{id}/resend"],
  listReorders: ["GET", "/api/v1/reorders"],
  getReorder: ["GET", "/api/v1/reorders/{id}"],
  approveReorders: ["POST", "/api/v1/reorders/approvals"],
  approveReorder: ["POST", "/api/v1/reorders/{id}/approval"],
  actOnReorder: ["POST", "/api/v1/reorders/{id}/actions"],
  answerReorder: ["POST", "/api/v1/reorders/{id}/order"],
  listClaims: ["GET", "/api/v1/claims"],
  makeClaim: ["POST", "/api/v1/claims"],
  getClaim: ["GET", "/api/v1/claims/{id}"],
  actOnClaim: ["POST", "/api/v1/claims/{id}/actions"],
  listRequests: ["GET", "/api/v1/requests"],
  makeRequest: ["POST", "/api/v1/requests"],
  withdrawRequest: ["POST", "/api/v1/requests/{id}/withdrawal"],
  listProposals: ["GET", "/api/v1/proposals"],
  getProposal: ["GET", "/api/v1/proposals/{id}"],
  approveProposal: ["POST", "/api/v1/proposals/{id}/approval"],
  declineProposal: ["POST", "/api/v1/proposals/{id}/decline"],
  listThresholds: ["GET", "/api/v1/thresholds"],
  listReplies: ["GET", "/api/v1/replies"],
  getReply: ["GET", "/api/v1/replies/{id}"],
  sendReply: ["POST", "/api/v1/replies/{id}/send"],
  feed: ["POST", "/api/v1/feed/{kind}"],
  listSuppliers: ["GET", "/api/v1/suppliers"],
  listItems: ["GET", "/api/v1/items"],
  listCadences: ["GET", "/api/v1/cadences"],
  listWays: ["GET", "/api/v1/session/ways"],
  signIn: ["POST", "/api/v1/session"],
  getMe: ["GET", "/api/v1/session"],
  signOut: ["DELETE", "/api/v1/session"],
  acceptInvitation: ["POST", "/api/v1/invitation"],
  listMySessions: ["GET", "/api/v1/sessions"],
  signOutEverywhere: ["DELETE", "/api/v1/sessions"],
  signOutThere: ["DELETE", "/api/v1/sessions/{id}"],
  changePassword: ["POST", "/api/v1/password"],
  getSecondFactor: ["GET", "/api/v1/second-factor"],
  beginSecondFactor: ["POST", "/api/v1/second-factor"],
  removeSecondFactor: ["DELETE", "/api/v1/second-factor"],
  confirmSecondFactor: ["POST", "/api/v1/second-factor/code"],
  signInAtProvider: ["GET", "/api/v1/session/provider"],
  backFromProvider: ["GET", "/api/v1/session/provider/callback"],
  listPeople: ["GET", "/api/v1/people"],
  invite: ["POST", "/api/v1/people"],
  changePerson: ["PATCH", "/api/v1/people/{name}"],
  inviteAgain: ["POST", "/api/v1/people/{name}/invitation"],
  signOutPerson: ["DELETE", "/api/v1/people/{name}/sessions"],
  removeFactorOf: ["DELETE", "/api/v1/people/{name}/second-factor"],
  listKeys: ["GET", "/api/v1/keys"],
  createKey: ["POST", "/api/v1/keys"],
  revokeKey: ["DELETE", "/api/v1/keys/{name}"],
  listAudit: ["GET", "/api/v1/audit"],
  listSnapshots: ["GET", "/api/v1/sharing/snapshots"],
  getSnapshot: ["GET", "/api/v1/sharing/snapshots/{id}"],
  shareNow: ["POST", "/api/v1/sharing/suppliers/{supplier}/snapshots"],
  getShareTemplate: ["GET", "/api/v1/sharing/suppliers/{supplier}/template"],
  listShareLinks: ["GET", "/api/v1/sharing/links"],
  createShareLink: ["POST", "/api/v1/sharing/suppliers/{supplier}/links"],
  revokeShareLink: ["DELETE", "/api/v1/sharing/links/{id}"],
  listStatements: ["GET", "/api/v1/sharing/statements"],
  getStatement: ["GET", "/api/v1/sharing/statements/{id}"],
  listSupplierHealth: ["GET", "/api/v1/supplier-health"],
  listDueTimes: ["GET", "/api/v1/due-times"],
  getSupplier: ["GET", "/api/v1/suppliers/{supplier}"],
  listSupplierTerms: ["GET", "/api/v1/suppliers/{supplier}/terms"],
  listSupplierNames: ["GET", "/api/v1/suppliers/{supplier}/names"],
  agree: ["POST", "/api/v1/suppliers/{supplier}/agreement"],
  simulate: ["POST", "/api/v1/simulations"],
} as const satisfies Record<keyof Operations, readonly [string, string]>;
