import { showInvisible, showInvisibleInLines } from '../text/show-invisible';
import type { Tool } from '../tool/tool';

/** The most examples whose texts are shown: enough to see what they are about. */
const shownExamples = 20;

/**
 * What a person is shown of a tool from elsewhere before it is used: everything that a model would be sent of it, its
 * code, and its examples. Plain text, with every hidden and direction-changing character shown for what it is; a line
 * at its head counts them, since nobody reads a long code for them.
 */
export function reviewText(tool: Tool): string {
  const { name, description, argumentsSchema, demonstrations, examples, hint, code, versions } = tool;
  const origin = versions.at(-1)?.origin;
  const written = [
    name,
    description,
    JSON.stringify(argumentsSchema),
    JSON.stringify(demonstrations),
    hint ?? '',
    code,
  ];
  const hidden = written.reduce((sum, text) => sum + hiddenIn(text), 0);
  const rest = examples.length - shownExamples;
  return [
    `Name:        ${showInvisible(name)}`,
    `Description: ${showInvisible(description)}`,
    `It says that it was made by ${showInvisible(origin?.model ?? 'nobody')} at ${showInvisible(origin?.host ?? 'no host')}.`,
    hidden === 0
      ? 'It has no hidden characters.'
      : `BEWARE: it has ${hidden} hidden or direction-changing character${hidden === 1 ? '' : 's'}, shown here in ‹angle quotes›.`,
    ...section('Code, which runs in the sandbox only', code),
    ...section('Arguments, which a light model would be sent', JSON.stringify(argumentsSchema, null, 2)),
    ...section(
      'Demonstrations, which a light model would be sent',
      demonstrations.map((shown) => `${shown.problem}\n-> ${JSON.stringify(shown.arguments)}`).join('\n\n'),
    ),
    ...section('Hint', hint ?? ''),
    ...section(
      `Examples (${examples.length})`,
      [
        ...examples.slice(0, shownExamples).map((example) => `${example.problem}\n=> ${example.answer}`),
        ...(rest > 0 ? [`… ${rest} more`] : []),
      ].join('\n\n'),
    ),
    '',
  ].join('\n');
}

function section(title: string, text: string): readonly string[] {
  return text === '' ? [] : ['', `===== ${title} =====`, '', showInvisibleInLines(text).trimEnd()];
}

function hiddenIn(text: string): number {
  const marks = (shown: string): number => shown.split('‹').length - 1;
  return marks(showInvisibleInLines(text)) - marks(text);
}
