import type { Needless } from './needless';

/** Why a tool may not be needed, and what does it instead: whole sentences. `shown` makes texts fit to be shown. */
export function needlessText(needless: Needless, shown: (text: string) => string): string {
  switch (needless.kind) {
    case 'oneAnswer':
      return `All examples have one answer, “${shown(needless.answer)}”, which needs no tool. If others have another answer, add one of them as an example.`;
    case 'unchanged':
      return 'Every answer is its problem unchanged, which needs no tool.';
    case 'command':
      return `The editor does this without a tool: “${needless.command}” of the Command Palette gives every answer.`;
    case 'replace':
      return `Find and Replace does this without a tool: “${shown(needless.find)}” by “${shown(needless.replace)}”, as plain text, gives every answer.`;
    case 'knowledge':
      return 'The answers may need knowledge that is not in the text: nothing of an answer is found in its problem. A tool would know the examples and what its maker remembers, and no more.';
  }
}
