import { oneTool } from '../../../src/engine/applying/one-tool';
import type { Answerer, Pass } from '../../../src/engine/applying/answerer';
import { openItems, type OpenItem } from '../../../src/engine/applying/open-items';
import type { During, Questions, Stretch } from '../../../src/engine/applying/questions';
import { memoryJournal } from '../../../src/engine/applying/reply-journal';
import type { Row } from '../../../src/engine/applying/row';
import { failureOfRow } from '../../../src/engine/applying/row';
import type { ChatModel, ChatRequest, Usage } from '../../../src/engine/model/chat-model';
import { readAs } from '../../../src/engine/problem/read';
import { wholeOf } from '../../../src/engine/text/source';
import { arrows, doubling, doublingWorkshop, listed } from '../apply/doubling';
import { nobody } from '../batch/doubling-tool';

/** What each reply of the played model takes. */
export const paid: Usage = {
  promptTokens: 10,
  completionTokens: 1,
  cachedTokens: 0,
  reasoningTokens: 0,
  source: 'reported',
};

/** A light model that replies with what `reply` makes of a request; its requests, as they come. */
export function model(reply: (request: ChatRequest) => string): ChatModel & { readonly asked: ChatRequest[] } {
  const asked: ChatRequest[] = [];
  return {
    asked,
    identity: { model: 'light', host: 'here', inputPrice: null, outputPrice: null },
    complete: (request, signal) => {
      asked.push(request);
      return Promise.resolve(
        signal.aborted
          ? { kind: 'cancelled', message: 'Stopped.' }
          : { kind: 'reply', text: reply(request), usage: paid },
      );
    },
  };
}

/** Lines as the open items of `problem => answer`. */
export function lines(text: string): readonly OpenItem[] {
  return openItems(readAs(wholeOf(text), arrows)).open;
}

/** The doubling tool as what answers, with these questions and the problems that its parser was given. */
export function byDoubling(
  questions: Partial<Questions> = {},
  withoutParser = false,
): { readonly answerer: Answerer; readonly parsed: readonly string[] } {
  const workshop = doublingWorkshop();
  const parts = { workshop, modelUse: { inFlight: 1, packSize: 1 }, questions: { ...nobody, ...questions } };
  return { answerer: oneTool(listed(doubling()), { ...parts, withoutParser }), parsed: workshop.parsed };
}

/** A pass; `onStretch` is told of each stretch of work, and may stop it as its problems are done. */
export function pass(
  onStretch: (stretch: Stretch, stop: () => void, done: number) => void = () => undefined,
  signal = new AbortController().signal,
): Pass {
  const during: During = (stretch, work) => {
    const stopped = new AbortController();
    let done = 0;
    onStretch(stretch, () => stopped.abort(), done);
    return work(AbortSignal.any([signal, stopped.signal]), {
      onStart: () => undefined,
      onDone: () => onStretch(stretch, () => stopped.abort(), (done += 1)),
    });
  };
  return { journal: memoryJournal(), during, signal };
}

/** What came of each row, in short: its answer, or the kind of its failure. */
export function shortly(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => (row.outcome.kind === 'answer' ? row.outcome.answer : (failureOfRow(row)?.kind ?? '')));
}
