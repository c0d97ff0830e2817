/** A mail as it will leave, finished: what is in it does not depend on when it is sent. One recipient each, since each may fail alone. */
export interface MailMessage {
  readonly from: string; // an address; its domain is that of the Message-ID
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: string;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly bouncesTo?: string; // MAIL FROM; '' for an automatic answer, `from` when absent
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly { readonly filename: string; readonly contentType: string; readonly base64: string }[];
}

/** The body of a webhook. Its id and its signature are the outbox's. */
export interface WebhookMessage {
  readonly type: string; // 'exception.opened'
  readonly timestamp: string; // when it happened
  readonly data: Readonly<Record<string, unknown>>;
}

/** A file for a folder. Its name is that of the message: the same one with other bytes is never put over it. */
export interface FileMessage {
  readonly name: string;
  readonly base64: string;
}

/** A message for a channel, as its kind of chat wants it. */
export interface ChatMessage {
  readonly subject: string; // for lists; it is in the body as well
  readonly body: Readonly<Record<string, unknown>>;
}

/** What is handed to the outbox. The event key says what is told to whom: a repeat is no second message. */
export type Outgoing = {
  readonly eventKey: string;
  readonly target: string; // an address, the name of an endpoint or a place of files in the settings, or a folder
  readonly sequence?: string; // of one sequence to one target a later message never overtakes an earlier one
  readonly about?: Readonly<Record<string, unknown>>; // for people and for look-ups, never sent
  readonly withheld?: boolean; // history: recorded, and not sent
} & (
  | { readonly kind: 'mail'; readonly payload: MailMessage }
  | { readonly kind: 'webhook'; readonly payload: WebhookMessage }
  | { readonly kind: 'file'; readonly payload: FileMessage }
  | { readonly kind: 'slack' | 'teams'; readonly payload: ChatMessage }
  | { readonly kind: 'folder'; readonly payload: FileMessage }
);

/** What came of a try. Only a recipient's own refusal ends it; whatever may come right is tried again. */
export type Outcome =
  | { readonly outcome: 'sent'; readonly detail: string }
  | { readonly outcome: 'failed'; readonly detail: string; readonly notBeforeMs?: number } // and tried again
  | { readonly outcome: 'refused'; readonly detail: string } // this recipient will never take it
  | { readonly outcome: 'gone'; readonly detail: string }; // this endpoint takes nothing any more
