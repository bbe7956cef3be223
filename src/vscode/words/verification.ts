import { isVerified, verificationLabel, type LibraryTool } from '../../engine/library/library';

/** What is known of a tool in a row that has little room: `✓ 6/6 (3 unseen)`, `✗ 4/6`, `draft 4/6`. */
export function shortVerification(listed: LibraryTool): string {
  const { tool, verification, isApproved } = listed;
  if (!isApproved) return 'not approved';
  const points = verification ? `${verification.passed}/${verification.total}` : '';
  if (tool.stage === 'draft') return `draft ${points}`.trim();
  if (!verification) return 'not verified';
  if (!isVerified(listed)) return verification.total === 0 ? 'no examples' : `✗ ${points}`;
  // How many were unseen is the word of whoever made it, and is said in full in the tooltip.
  return verification.unseenPassed > 0 && listed.isMadeHere
    ? `✓ ${points} (${verification.unseenPassed} unseen)`
    : `✓ ${points}`;
}

/** The same in full, for tooltips and screen readers, which are told no sign: `verified: 6 of 6, 3 never seen …`. */
export function spokenVerification(listed: LibraryTool): string {
  const isGood = listed.isApproved && listed.tool.stage === 'tool' && isVerified(listed);
  return isGood ? `verified: ${verificationLabel(listed)}` : verificationLabel(listed);
}
