import type { ChatMessage } from '../model/chat-model';
import type { ShownExample } from './make';

/** The request for one answer without a tool: what people would send who had none. Measures what that takes. */
export function directPrompt(examples: readonly ShownExample[], problem: string): readonly ChatMessage[] {
  return [
    { role: 'system', content: 'Answer the problem in the form that the examples use. Reply with the answer only.' },
    ...examples.flatMap((example): ChatMessage[] => [
      { role: 'user', content: example.problem },
      { role: 'assistant', content: example.answer },
    ]),
    { role: 'user', content: problem },
  ];
}
