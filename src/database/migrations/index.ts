import { Masters1732400000001 } from './0001-masters';
import { Documents1732400000002 } from './0002-documents';
import { Ledger1732400000003 } from './0003-ledger';
import { Exceptions1732400000004 } from './0004-exceptions';
import { Outbox1732400000005 } from './0005-outbox';
import { Access1732400000006 } from './0006-access';
import { Mail1732400000007 } from './0007-mail';
import { SpecialCounts1732400000008 } from './0008-special-counts';
import { IssueValue1732400000009 } from './0009-issue-value';
import { OfAPair1732400000010 } from './0010-of-a-pair';
import { SameMail1732400000011 } from './0011-same-mail';
import { RemovedChannels1732400000012 } from './0012-removed-channels';
import { WordsAboutShipments1732400000013 } from './0013-words-about-shipments';
import { Decisions1732400000014 } from './0014-decisions';
import { Mappings1732400000015 } from './0015-mappings';
import { Replays1732400000016 } from './0016-replays';
import { ProgramsAsCode1732400000017 } from './0017-programs-as-code';
import { NamesOfItems1732400000018 } from './0018-names-of-items';
import { PinnedSamples1732400000019 } from './0019-pinned-samples';
import { Desk1732400000020 } from './0020-desk';
import { Opening1732400000021 } from './0021-opening';
import { JudgedPairs1732400000022 } from './0022-judged-pairs';
import { LivedEvents1732400000023 } from './0023-lived-events';
import { NamedReceipts1732400000024 } from './0024-named-receipts';
import { CrossrefsOfItem1732400000025 } from './0025-crossrefs-of-item';
import { Measures1732400000027 } from './0027-measures';
import { Tolerances1732400000028 } from './0028-tolerances';
import { LookedUp1732400000029 } from './0029-looked-up';
import { ChannelExpiries1732400000030 } from './0030-channel-expiries';
import { Audit1732400000031 } from './0031-audit';
import { Secrets1732400000032 } from './0032-secrets';
import { KeysExpire1732400000033 } from './0033-keys-expire';
import { RemoteFiles1732400000034 } from './0034-remote-files';
import { SendersChecked1732400000035 } from './0035-senders-checked';
import { SignIns1732400000036 } from './0036-sign-ins';
import { Upkeep1732400000037 } from './0037-upkeep';
import { People1732400000039 } from './0039-people';
import { Acknowledgements1732400000040 } from './0040-acknowledgements';
import { Replies1732400000041 } from './0041-replies';
import { Corrections1732400000042 } from './0042-corrections';
import { Suggestions1732400000043 } from './0043-suggestions';
import { Reorders1732400000044 } from './0044-reorders';
import { Proposals1732400000045 } from './0045-proposals';
import { Claims1732400000046 } from './0046-claims';
import { FeedRequests1732400000047 } from './0047-feed-requests';
import { Reminders1732400000049 } from './0049-reminders';
import { Sharing1732400000052 } from './0052-sharing';
import { Statements1732400000053 } from './0053-statements';
import { ToldBefore1732400000054 } from './0054-told-before';
import { SentEdi1732400000056 } from './0056-sent-edi';
import { DeskByImpact1732400000058 } from './0058-desk-by-impact';
import { ExceptionsOfPair1732400000068 } from './0068-exceptions-of-pair';
import { WhyPublished1732400000070 } from './0070-why-published';
import { PausedChannels1732400000076 } from './0076-paused-channels';
import { WhatEndedLately1732400000078 } from './0078-what-ended-lately';

/** In the order in which they run. Additive: a landed migration is never changed. */
export const MIGRATIONS = [
  Masters1732400000001,
  Documents1732400000002,
  Ledger1732400000003,
  Exceptions1732400000004,
  Outbox1732400000005,
  Access1732400000006,
  Mail1732400000007,
  SpecialCounts1732400000008,
  IssueValue1732400000009,
  OfAPair1732400000010,
  SameMail1732400000011,
  RemovedChannels1732400000012,
  WordsAboutShipments1732400000013,
  Decisions1732400000014,
  Mappings1732400000015,
  Replays1732400000016,
  ProgramsAsCode1732400000017,
  NamesOfItems1732400000018,
  PinnedSamples1732400000019,
  Desk1732400000020,
  Opening1732400000021,
  JudgedPairs1732400000022,
  LivedEvents1732400000023,
  NamedReceipts1732400000024,
  CrossrefsOfItem1732400000025,
  Measures1732400000027,
  Tolerances1732400000028,
  LookedUp1732400000029,
  ChannelExpiries1732400000030,
  Audit1732400000031,
  Secrets1732400000032,
  KeysExpire1732400000033,
  RemoteFiles1732400000034,
  SendersChecked1732400000035,
  SignIns1732400000036,
  Upkeep1732400000037,
  People1732400000039,
  Acknowledgements1732400000040,
  Replies1732400000041,
  Corrections1732400000042,
  Suggestions1732400000043,
  Reorders1732400000044,
  Proposals1732400000045,
  Claims1732400000046,
  FeedRequests1732400000047,
  Reminders1732400000049,
  Sharing1732400000052,
  Statements1732400000053,
  ToldBefore1732400000054,
  SentEdi1732400000056,
  DeskByImpact1732400000058,
  ExceptionsOfPair1732400000068,
  WhyPublished1732400000070,
  PausedChannels1732400000076,
  WhatEndedLately1732400000078,
];
