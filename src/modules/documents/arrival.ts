/** Something that came in by a channel. Its key is that of this delivery: equal bytes tomorrow are a new statement. */
export interface Arrival {
  readonly channel: string;
  readonly arrivalKey: string;
  readonly name: string;
  readonly receivedAt: string; // ISO instant
  readonly bytes: Buffer;
  readonly supplier?: string; // code, when the channel, the folder or a person said whose it is
  readonly withheld?: boolean; // history: nothing about it is sent to anybody
  readonly origin: Readonly<Record<string, string>>; // message-id, path …
}
