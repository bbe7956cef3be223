import type { ChatMessage } from '../model/chat-model';
import type { ShownExample } from './make';

/**
 * The request for the answer of a kept problem, in the light of what a person has answered of its kind, which may be
 * nothing.
 */
export function answerPrompt(examples: readonly ShownExample[], problem: string): readonly ChatMessage[] {
  return [
    {
      role: 'system',
      content:
        'Answer the problem. Reply with the answer only, without an explanation; where there are answered problems before it, in the form of their answers.',
    },
    ...examples.flatMap((example): ChatMessage[] => [
      { role: 'user', content: example.problem },
      { role: 'assistant', content: example.answer },
    ]),
    { role: 'user', content: problem },
  ];
}
