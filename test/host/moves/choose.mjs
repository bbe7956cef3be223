/** An exact, caseless match for a label; the dots of `Rename…` may be left out. */
export function exactly(label) {
  return label instanceof RegExp ? label : new RegExp(`^\\s*${escaped(label)}\\s*(…|\\.\\.\\.)?\\s*$`, 'i');
}

/**
 * The index of the entry that a label means, or -1: the one that it names exactly, else the only one that contains it.
 *
 * @param {string[]} labels
 * @param {string | RegExp} wanted
 */
export function choose(labels, wanted) {
  const exact = labels.findIndex((label) => exactly(wanted).test(label));
  if (exact >= 0 || wanted instanceof RegExp) return exact;
  const containing = labels.flatMap((label, index) =>
    label.toLowerCase().includes(wanted.toLowerCase()) ? [index] : [],
  );
  return containing.length === 1 ? containing[0] : -1;
}

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
}

/** How long a move waits for what it needs to see. */
export const patient = { timeout: 40_000 };
