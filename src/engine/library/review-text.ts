import { describeNotation } from '../notation/notations';
import { showInvisible, showInvisibleInLines } from '../text/show-invisible';
import { stringsOf } from '../tool/arguments';
import { toolManifest } from '../tool/parse-tool';
import { makerOf, type Tool, type ToolExample, type ToolVersion } from '../tool/tool';

/** Examples are shown up to this many characters together: what is longer nobody reads in one go. */
const longestExamples = 500_000;

/** What an example says of itself. */
const seenWords: Readonly<Record<ToolExample['seen'], string>> = {
  shown: 'shown to its maker',
  moved: 'shown to its maker after a failure',
  heldOut: 'never seen by its maker',
};

/**
 * What a person is shown of a tool from elsewhere before anything of it is used: all that an approval covers. Plain
 * text, with every hidden and direction-changing character shown for what it is; a line at its head counts them, since
 * nobody reads a long code for them.
 */
export function reviewText(tool: Tool): string {
  const { id, name, description, reader, stage, notation, argumentsSchema, demonstrations, examples, hint, code } =
    tool;
  const origin = tool.versions.at(-1)?.origin;
  const hidden = [code, ...stringsOf(toolManifest(tool))].reduce((sum, text) => sum + hiddenIn(text), 0);
  const unseen = examples.filter(({ seen }) => seen === 'heldOut').length;
  return [
    `Name:        ${showInvisible(name)}`,
    `Description: ${showInvisible(description)}`,
    `Kept as ${id}, a ${stage === 'draft' ? 'draft' : 'tool'} whose problems are read by ${reader === 'parser' ? 'its own parser' : 'the light model'}, in the notation: ${showInvisible(describeNotation(notation))}.`,
    `It says that it was made by ${origin ? showInvisible(makerOf(origin)) : 'nobody'}, and that ${unseen} of its ${examples.length} examples were never seen by its maker. Nobody here knows that.`,
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
    ...section(`Examples (${examples.length})`, examplesText(examples)),
    ...section('History, as it says', tool.versions.map(versionText).join('\n')),
    '',
  ].join('\n');
}

function examplesText(examples: readonly ToolExample[]): string {
  const shown: string[] = [];
  let characters = 0;
  for (const example of examples) {
    const text = exampleText(example);
    if (characters + text.length > longestExamples) continue;
    characters += text.length;
    shown.push(text);
  }
  const rest = examples.length - shown.length;
  if (rest > 0)
    shown.push(
      `… ${rest} of the ${examples.length} examples are not shown here, as they are too long. They stand in its tool.json, and an approval covers them too.`,
    );
  return shown.join('\n\n');
}

function exampleText({ problem, answer, seen, answeredBy, arguments: args }: ToolExample): string {
  return [
    problem,
    `=> ${answer}`,
    `   (it says: ${seenWords[seen]}${answeredBy === undefined ? '' : `; answered by ${showInvisible(answeredBy)}`})`,
    ...(args ? [`   -> ${JSON.stringify(args)}`] : []),
  ].join('\n');
}

function versionText({ number, createdAt, origin }: ToolVersion): string {
  const { model, host, prompts, tries, usage, cost } = origin;
  return `v${number} of ${createdAt}, by ${model} at ${host} with prompts ${prompts}: ${tries} tries, ${usage.promptTokens} + ${usage.completionTokens} tokens, ${cost === null ? 'price unknown' : `$${cost}`}`;
}

function section(title: string, text: string): readonly string[] {
  return text === '' ? [] : ['', `===== ${title} =====`, '', showInvisibleInLines(text).trimEnd()];
}

function hiddenIn(text: string): number {
  const marks = (shown: string): number => shown.split('‹').length - 1;
  return marks(showInvisibleInLines(text)) - marks(text);
}
