import { euroAmounts, heights, isbn10To13, orderLines } from './amounts';
import { identifiersToConstants, insertStatements, pythonTracebacks, versionBumps } from './code';
import { cidrRanges, httpToCurl, trackingParameters } from './network';
import type { Oracle } from './oracle';
import { germanAddresses, mailboxes, personNames, phoneNumbers } from './people';
import { headingAnchors, hexColours, tsvToCsv, windowsPaths } from './text';
import { accessLogLines, elapsedTimes, paymentDueDates, schedulesToCron, timesheets } from './time';

/** The oracle of each task, by the name of its file. */
export const oracles: Readonly<Record<string, Oracle>> = {
  'access-log-lines': accessLogLines,
  'cidr-ranges': cidrRanges,
  'elapsed-times': elapsedTimes,
  'euro-amounts': euroAmounts,
  'german-addresses': germanAddresses,
  'heading-anchors': headingAnchors,
  heights,
  'hex-colours': hexColours,
  'http-to-curl': httpToCurl,
  'identifiers-to-constants': identifiersToConstants,
  'insert-statements': insertStatements,
  'isbn-10-to-13': isbn10To13,
  mailboxes,
  'order-lines': orderLines,
  'payment-due-dates': paymentDueDates,
  'person-names': personNames,
  'phone-numbers': phoneNumbers,
  'python-tracebacks': pythonTracebacks,
  'schedules-to-cron': schedulesToCron,
  timesheets,
  'tracking-parameters': trackingParameters,
  'tsv-to-csv': tsvToCsv,
  'version-bumps': versionBumps,
  'windows-paths': windowsPaths,
};
