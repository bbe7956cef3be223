import type { MakingProgress } from '../../engine/making/make-tool';
import type { MakingPlan } from '../../engine/making/plan';
import type { ChatModel, ModelIdentity } from '../../engine/model/chat-model';
import { jsonLine } from '../../engine/text/show-invisible';
import { progressText } from './conclude-making';
import type { Options } from './options';
import { UsageError, type Terminal } from './terminal';
import { costText, tokensOf } from './words';

/** Who would be asked; a stand-in without prices where no strong model is named, as in a dry run. */
export function makerIdentity(maker: ChatModel | null): ModelIdentity {
  return maker?.identity ?? { model: 'no model', host: 'no host', inputPrice: null, outputPrice: null };
}

/** Which strong model is asked, and about what a try takes, in a line. */
export function makerLine(maker: ChatModel | null, plan: MakingPlan): string {
  const { model, host } = makerIdentity(maker);
  return `${maker ? `${model} at ${host}` : 'no strong model is named'}, about ${tokensOf(plan.usage)} tokens a try, ${plan.cost === null ? 'price unknown' : `about ${costText(plan.cost)} a try`}\n`;
}

/** Prints the first request of a making, which a dry run does not send. */
export function printRequest({ request }: MakingPlan, options: Options, terminal: Terminal): void {
  terminal.out(
    options.on('json')
      ? jsonLine(request)
      : request.messages.map(({ role, content }) => `--- ${role} ---\n${content}\n`).join(''),
  );
}

/** The strong model that is to be asked. Throws `UsageError` where none is named. */
export function namedMaker(maker: ChatModel | null): ChatModel {
  if (!maker)
    throw new UsageError('No strong model is named: give --maker-model (and --base-url), or TOOLSMITH_MAKER_MODEL.');
  return maker;
}

/** Says each step of a making once. */
export function progressOn(terminal: Terminal): (progress: MakingProgress) => void {
  let said = '';
  return (progress) => {
    const text = progressText(progress);
    if (text !== said) terminal.err(`${text}\n`);
    said = text;
  };
}
