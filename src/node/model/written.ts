/** What a model has written, by what it is. */
export interface Written {
  readonly text: string;
  /** What it thought before, where the server shows that. */
  readonly reasoning: string;
  /** The arguments of a call, in which some gateways put the JSON that was asked for. */
  readonly call: string;
  readonly refusal: string;
  /** Texts in fields that nobody knows: they are no reply, and the model wrote them. */
  readonly other: string;
}

/** Where servers put what their models think; with some the same text stands in two of these places. */
const thoughts = ['reasoning_content', 'reasoning', 'thinking', 'thought', 'thoughts', 'reasoning_details'] as const;

/** Fields that are read, and those that hold nothing of what a model writes. */
const known: ReadonlySet<string> = new Set([
  ...['content', 'refusal', 'function_call', 'tool_calls', 'parsed', ...thoughts],
  ...['role', 'id', 'index', 'type', 'object', 'name', 'model', 'annotations'],
]);

/** Reads a message, or a part of a streamed one, as forgiving as servers are many. `call` is the call that is read. */
export function writtenIn(message: unknown, legacy: unknown, call: CallChoice): Written {
  if (!isRecord(message)) return { text: textOf(legacy), reasoning: '', call: '', refusal: '', other: '' };
  const parts = partsOf(message['content']);
  const text = textOf(legacy) + parts.map((part) => part.text).join('');
  const reasoning = thoughts.map((name) => textOf(message[name])).find((one) => one !== '') ?? '';
  const calls = [message['function_call'], ...call.of(listOf(message['tool_calls']))];
  return {
    text,
    reasoning: parts.map(({ thought }) => thought).join('') + reasoning,
    call: [...calls.map(argumentsOf), text === '' ? jsonOf(message['parsed']) : ''].join(''),
    refusal: textOf(message['refusal']) + parts.map(({ refusal }) => refusal).join(''),
    // Thoughts that are sealed were thought all the same.
    other:
      textsIn(Object.entries(message).flatMap(([name, value]) => (known.has(name) ? [] : [value]))) +
      (reasoning === '' ? textsIn(message['reasoning_details']) : ''),
  };
}

/** Which of several calls is read: the first one. It has to be the same in all parts of a reply. */
export interface CallChoice {
  of(calls: readonly unknown[]): readonly unknown[];
}

/** Reads the call that comes first. */
export function firstCall(): CallChoice {
  let chosen: unknown;
  return {
    of: (calls) =>
      calls.flatMap((one) => {
        if (!isRecord(one)) return [];
        chosen ??= one['index'];
        return chosen === undefined || one['index'] === undefined || one['index'] === chosen ? [one['function']] : [];
      }),
  };
}

/** A content's parts: text, or what the model thought, or why it will not. */
function partsOf(
  content: unknown,
): readonly { readonly text: string; readonly thought: string; readonly refusal: string }[] {
  if (Array.isArray(content)) return content.flatMap(partsOf);
  const none = { text: '', thought: '', refusal: '' };
  if (!isRecord(content)) return [{ ...none, text: typeof content === 'number' ? String(content) : textOf(content) }];
  const thought = textOf(content['thinking']) + textOf(content['reasoning']);
  const refusal = textOf(content['refusal']);
  if (/think|thought|reason/i.test(textOf(content['type']))) return [{ ...none, thought: thought + textOf(content) }];
  // Some send the JSON that was asked for as such.
  const isPart = ['type', 'text', 'value', 'content', 'thinking', 'reasoning', 'refusal'].some((key) => key in content);
  return [{ text: isPart ? textOf(content) : jsonOf(content), thought, refusal }];
}

function argumentsOf(call: unknown): string {
  const given = isRecord(call) ? call['arguments'] : undefined;
  return typeof given === 'string' ? given : jsonOf(given);
}

function jsonOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : '';
}

/** A text as such, in parts, or as what an object has for it. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return isRecord(value) ? textOf(value['text'] ?? value['value'] ?? value['content']) : '';
}

/** All texts in a value, whatever they are for. */
function textsIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? Object.values(value).map(textsIn).join('') : '';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
