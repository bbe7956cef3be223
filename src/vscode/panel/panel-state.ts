import { isVerified, type LibraryTool } from '../../engine/library/library';
import { verdictText } from '../../engine/making/findings';
import type { Verdict } from '../../engine/making/verify';
import { describeNotation } from '../../engine/notation/notations';
import { makerOf, type ToolExample, type TranscriptEntry, type ToolVersion } from '../../engine/tool/tool';
import type { ToolView } from '../../protocol';
import { placeNames } from '../words/places';
import { shownText } from '../words/shown';
import { spokenVerification } from '../words/verification';

/** Bounds on what a page is sent: beyond them it would take seconds to draw and nobody would read it. */
const longest = { examples: 200, exampleCharacters: 20_000, transcriptCharacters: 200_000 } as const;

/** Whether the maker has seen an example. */
const seenWords: Readonly<Record<ToolExample['seen'], string>> = {
  shown: 'shown from the start',
  moved: 'shown after it failed',
  heldOut: 'held out',
};

/** What the panel shows of a tool. Everything invisible in it is shown for what it is, its code included. */
export function toolView(
  listed: LibraryTool,
  verdicts: readonly Verdict[] | undefined,
  transcript: readonly TranscriptEntry[],
): ToolView {
  const { tool } = listed;
  const examples = listedExamples(listed, verdicts);
  return {
    name: shownText(tool.name),
    description: shownText(tool.description),
    status: {
      text: spokenVerification(listed),
      good: tool.stage === 'tool' && listed.isApproved && isVerified(listed),
    },
    draft: tool.stage === 'draft',
    approved: listed.isApproved,
    argumentsSchema: shownText(JSON.stringify(tool.argumentsSchema, null, 2)),
    examples,
    moreExamples: tool.examples.length - examples.length,
    versions: tool.versions.toReversed().map((version) => ({ number: version.number, text: versionText(version) })),
    origin: facts(listed),
    transcript: transcript.map((entry, index) => ({
      title: shownText(
        `${index + 1}. ${entry.purpose}: ${entry.model}, ${tokens(entry.usage.promptTokens + entry.usage.completionTokens)} (${entry.usage.source})`,
      ),
      sent: shownText(
        entry.messages.map((message) => `${message.role}:\n${message.content}`).join('\n\n'),
        longest.transcriptCharacters,
      ),
      reply: shownText(entry.reply, longest.transcriptCharacters),
    })),
  };
}

/** The first examples, and the failing ones before others where not all have room. */
function listedExamples(listed: LibraryTool, verdicts: readonly Verdict[] | undefined): ToolView['examples'] {
  const { tool, isMadeHere } = listed;
  const { examples } = tool;
  const failed = examples
    .map((_, index) => index)
    .filter((index) => verdicts?.[index] && verdicts[index].kind !== 'right');
  const chosen = new Set([...new Set([...failed, ...examples.keys()])].slice(0, longest.examples));
  return examples.flatMap((example, index) => {
    if (!chosen.has(index)) return [];
    const verdict = verdicts?.[index];
    return [
      {
        number: index + 1,
        problem: shownText(example.problem, longest.exampleCharacters),
        answer: shownText(example.answer, longest.exampleCharacters),
        seen: isMadeHere ? seenWords[example.seen] : `it says: ${seenWords[example.seen]}`,
        verdict: verdict ? verdictView(example, verdict) : storedVerdict(listed),
      },
    ];
  });
}

/** What is stored of each example: where every one passed here, that this one did. */
function storedVerdict(listed: LibraryTool): ToolView['examples'][number]['verdict'] {
  return listed.isApproved && isVerified(listed) ? { right: true, text: 'as expected', got: null } : null;
}

function verdictView(example: ToolExample, verdict: Verdict): NonNullable<ToolView['examples'][number]['verdict']> {
  if (verdict.kind === 'wrong')
    return { right: false, text: 'another answer', got: shownText(verdict.got, longest.exampleCharacters) };
  return {
    right: verdict.kind === 'right',
    text: verdict.kind === 'right' ? 'as expected' : shownText(verdictText(example, verdict)),
    got: null,
  };
}

function facts({ tool, place, verification, isApproved, isMadeHere }: LibraryTool): ToolView['origin'] {
  const version = tool.versions.at(-1);
  return [
    { label: 'Kept in', value: placeNames[place] },
    ...(isApproved
      ? []
      : [
          {
            label: 'Approved here',
            value: 'no: it was not made on this machine as it stands. It is shown to you before anything of it is run',
          },
        ]),
    { label: 'Verified here', value: verification ? time(verification.at) : 'not as it stands now' },
    ...(verification && verification.acceptedForeign > 0
      ? [
          {
            label: 'Beware',
            value: `its parser took ${verification.acceptedForeign} foreign ${verification.acceptedForeign === 1 ? 'text' : 'texts'} that it should have refused`,
          },
        ]
      : []),
    { label: 'Notation', value: describeNotation(tool.notation) },
    {
      label: 'Problems are read by',
      value:
        tool.reader === 'parser'
          ? 'its own parser; by the light model only where you agree'
          : 'the light model, where you agree',
    },
    ...(tool.hint === null ? [] : [{ label: isMadeHere ? 'Your hint' : 'Hint', value: tool.hint }]),
    ...(isMadeHere
      ? []
      : [
          {
            label: 'Made',
            value: 'elsewhere: the rest here, and which examples its maker never saw, is what it says of itself',
          },
        ]),
    ...(version ? versionFacts(version) : []),
  ].map(({ label, value }) => ({ label, value: shownText(value) }));
}

function versionFacts({ number, createdAt, origin }: ToolVersion): ToolView['origin'] {
  const { usage, cost } = origin;
  return [
    { label: 'Version', value: `${number}, of ${time(createdAt)}` },
    { label: 'Made by', value: makerOf(origin) },
    { label: 'Tries', value: `${origin.tries}, with prompts ${origin.prompts}` },
    {
      label: 'Tokens',
      value: `${usage.promptTokens.toLocaleString('en-US')} sent, ${usage.completionTokens.toLocaleString('en-US')} received (${usage.source})`,
    },
    { label: 'Cost', value: cost === null ? 'price unknown' : `$${cost.toFixed(4)}` },
  ];
}

function versionText({ createdAt, origin }: ToolVersion): string {
  return shownText(`${time(createdAt)}, by ${makerOf(origin)}`);
}

function time(iso: string): string {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : date.toLocaleString();
}

/** `1,234 tokens`. */
export function tokens(count: number): string {
  return `${count.toLocaleString('en-US')} token${count === 1 ? '' : 's'}`;
}
