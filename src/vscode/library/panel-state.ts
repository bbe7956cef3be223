import { verdictText } from '../../engine/making/findings';
import type { Verdict } from '../../engine/making/verify';
import { verificationLabel, type LibraryTool } from '../../engine/library/library';
import { describeNotation } from '../../engine/problem/describe';
import { showInvisible } from '../../engine/problem/show-invisible';
import type { TranscriptEntry } from '../../engine/tool/tool';
import type { PanelState } from '../../protocol';
import { placeNames } from './tree';

/** What the panel shows of a tool. Names and code are shown with invisible characters made visible. */
export function panelState(listed: LibraryTool, verdicts: readonly Verdict[] | undefined, transcript: readonly TranscriptEntry[]): PanelState {
  const { tool, place, verification } = listed;
  const version = tool.versions.at(-1);
  const origin = version?.origin;
  const usage = origin?.usage;
  return {
    name: showInvisible(tool.name),
    description: showInvisible(tool.description),
    status: { text: verificationLabel(listed), good: tool.stage === 'tool' && verification !== undefined && verification.passed === verification.total },
    draft: tool.stage === 'draft',
    code: visibleCode(tool.code),
    argumentsSchema: JSON.stringify(tool.argumentsSchema, null, 2),
    examples: tool.examples.map((example, index) => {
      const verdict = verdicts?.[index];
      return { problem: example.problem, answer: example.answer, seen: example.seen, verdict: verdict ? { right: verdict.kind === 'right', text: verdictText(example, verdict) } : null };
    }),
    origin: [
      { label: 'Kept in', value: placeNames[place] },
      { label: 'Notation', value: describeNotation(tool.notation) },
      { label: 'Problems are read by', value: tool.reader === 'parser' ? "the tool's own parser, the light model only if you agree" : 'the light model' },
      ...(tool.hint === null ? [] : [{ label: 'Hint', value: tool.hint }]),
      ...(version && origin && usage
        ? [
            { label: 'Version', value: `${version.number}, ${new Date(version.createdAt).toLocaleString()}` },
            { label: 'Made by', value: `${origin.model} at ${origin.host}, in ${origin.tries} ${origin.tries === 1 ? 'try' : 'tries'}, prompts ${origin.prompts}` },
            { label: 'Tokens', value: `${usage.promptTokens.toLocaleString('en-US')} sent, ${usage.completionTokens.toLocaleString('en-US')} received (${usage.source})` },
            { label: 'Cost', value: origin.cost === null ? 'price unknown' : `$${origin.cost.toFixed(4)}` },
          ]
        : []),
    ],
    transcript: transcript.map((entry, index) => ({
      title: `${index + 1}. ${entry.purpose}, ${entry.model}, ${(entry.usage.promptTokens + entry.usage.completionTokens).toLocaleString('en-US')} tokens (${entry.usage.source})`,
      sent: entry.messages.map((message) => `${message.role}:\n${message.content}`).join('\n\n'),
      reply: entry.reply,
    })),
  };
}

/** Code with everything invisible shown but for line ends and indentation. */
function visibleCode(code: string): string {
  return code
    .split(/\r?\n/)
    .map((line) => line.replace(/^[\t ]*|[^\t ]+/g, (part) => (/^[\t ]*$/.test(part) ? part : showInvisible(part))))
    .join('\n');
}
