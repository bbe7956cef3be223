import { shape } from '../form/shape';
import type { ToolExample } from '../tool/tool';
import type { Assessment } from './assess';
import type { Verdict } from './verify';
import { brokenOn } from './waiting';

/** The most findings of one kind that go back to the maker: more cost tokens and say little that is new. */
const maximumListed = 4;

/**
 * What failed, a line each, for the maker: the visible examples with what was expected and what came, the
 * held-out ones as a number only, what the parser accepts but must refuse, what breaks on the problems in view, and how
 * many answers changed that must stay; of another tool's problem and of one that is not in view only its shape, since
 * the person agreed to send these examples and not those.
 */
export function findingsFor(
  examples: readonly ToolExample[],
  { proposal, verdicts, accepted, waiting, changed }: Omit<Assessment, 'score' | 'findings' | 'hasParser'>,
): readonly string[] {
  const findings: string[] = [];
  let number = 0;
  let hidden = 0;
  examples.forEach((example, index) => {
    if (example.seen !== 'heldOut') number += 1;
    const verdict = verdicts[index];
    if (!verdict || verdict.kind === 'right') return;
    if (example.seen === 'heldOut') hidden += 1;
    else if (findings.length < maximumListed) findings.push(`Example ${number}: ${verdictText(example, verdict)}`);
  });
  if (hidden > 0) findings.push(`${hidden} further example${hidden === 1 ? '' : 's'} that you cannot see failed too.`);
  // One of each kind says it all.
  for (const probe of accepted.filter(
    (one, index) => accepted.findIndex((other) => other.what === one.what) === index,
  )) {
    findings.push(
      `parse accepts ${probe.what} and must return null${probe.text === '' ? '.' : `: ${quoted(probe.foreign ? shape(probe.text) : probe.text)}`}`,
    );
  }
  findings.push(...copiedTexts(examples, proposal.code), ...brokenOn(waiting).slice(0, maximumListed));
  if (changed.length > 0)
    findings.push(
      `${changed.length === 1 ? '1 problem' : `${changed.length} problems`} that the tool answered before ${changed.length === 1 ? 'is' : 'are'} answered otherwise now, or not at all, such as ${quoted(shape(changed[0]?.problem ?? ''))}; what it answered must stay.`,
    );
  return findings;
}

/** One verdict in words: for the maker and, in the same words, for a person. */
export function verdictText(example: Pick<ToolExample, 'answer'>, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'right':
      return 'right';
    case 'wrong':
      return `expected ${quoted(example.answer)}, got ${quoted(verdict.got)}.`;
    case 'notRead':
      return verdict.reason === null ? 'parse returned null.' : `not read: ${verdict.reason}.`;
    case 'noAnswer':
      return 'solve returned null.';
    case 'failed':
      return `${verdict.reason}.`;
  }
}

/** A tool that holds an example's text knows that example, not the class. */
function copiedTexts(examples: readonly ToolExample[], code: string): readonly string[] {
  const visible = examples.filter((example) => example.seen !== 'heldOut');
  return visible.flatMap((example, index) =>
    [example.problem, example.answer].some((text) => text.length >= 24 && code.includes(text))
      ? [`The code holds the text of example ${index + 1}; it must work for the whole class.`]
      : [],
  );
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}
