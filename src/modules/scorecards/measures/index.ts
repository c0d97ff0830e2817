import type { Measure } from '../measure';
import { answersInTime } from './answers-in-time';
import { countAccuracy } from './count-accuracy';
import { noticeAccuracy, noticeTimeliness } from './notices';
import { ownAnswers } from './own-answers';
import { ownCounts } from './own-counts';
import { ownPostings } from './own-postings';
import { reportTimeliness } from './report-timeliness';
import { rowsAccepted } from './rows-accepted';
import { timeInRange } from './time-in-range';

/** As they stand on the card: the supplier's first, then our own. A new one is one file and one line here. */
export const MEASURES: readonly Measure[] = [
  reportTimeliness,
  rowsAccepted,
  countAccuracy,
  noticeTimeliness,
  noticeAccuracy,
  timeInRange,
  answersInTime,
  ownPostings,
  ownCounts,
  ownAnswers,
];
