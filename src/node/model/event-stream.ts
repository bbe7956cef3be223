import { parseJson } from '../../engine/json';

/** One event of a stream: what it calls itself (`""` mostly), and its data. */
export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** What a stream says where it is over. */
export const endMark = '[DONE]';

/** What a stream was broken off for: an event, or the whole of it, was without end. */
export class EndlessStreamError extends Error {
  override readonly name = 'EndlessStreamError';
}

/** The largest stream altogether, in bytes: an event of 300 may carry a single token. */
const longestStream = 256 * 1024 * 1024;

/**
 * Whether a body is a stream of events, by how it begins: many servers and proxies label it wrongly. The label tells
 * where the beginning does not. `undefined` where more must be seen, while there is more.
 */
export function beginsAsStream(start: string, ended: boolean, labelled: boolean): boolean | undefined {
  const text = start.trimStart();
  if (/^(data|event|id|retry|error)?:/.test(text)) return true;
  if (/^[{["<]/.test(text)) return false;
  const undecided = ['data:', 'event:', 'id:', 'retry:', 'error:'].some((field) => field.startsWith(text));
  return undecided && !ended ? undefined : labelled;
}

/** Takes the events out of a stream's text. */
export interface EventReader {
  /** The events that a part completes. Throws `EndlessStreamError`. */
  read(part: string): readonly StreamEvent[];
  /** The events that the end of the stream completes. */
  end(): readonly StreamEvent[];
}

/**
 * Reads a stream as it comes in parts, however they are cut. It understands line breaks of every kind, comments, names,
 * data of several lines and of none, and a last event without its empty line. Some servers have a field `error:`, and
 * some put an object on a line of its own. Takes a time that grows with the length alone.
 */
export function createEventReader(longestEvent: number): EventReader {
  let rest = '';
  let afterReturn = false;
  let name = '';
  let data: string[] = [];
  let held = 0;
  let total = 0;

  const event = (): StreamEvent => {
    const whole = { name, data: data.join('\n') };
    name = '';
    data = [];
    return whole;
  };

  const line = (indented: string): readonly StreamEvent[] => {
    const text = indented.trimStart();
    if (text === '') {
      const whole = event();
      // Comments and names without data are signs of life: without end they are none.
      if (whole.data.trim() !== '') held = rest.length;
      return whole.name === '' && whole.data.trim() === '' ? [] : [whole];
    }
    if (text.startsWith('{') || text.trim() === endMark) return [{ name: '', data: text }];
    // No field begins so: a proxy's page of an error.
    if (text.startsWith('<')) return [{ name: 'error', data: text }];
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'error') return [{ name: 'error', data: value }];
    if (field === 'event') name = value.trim();
    if (field !== 'data') return [];
    // Some servers leave out the empty line between events: what is whole is one.
    const [first = '', ...more] = data;
    const before = more.length === 0 && /^\s*(?:\{|\[DONE\])/.test(value) && isWhole(first) ? [event()] : [];
    data.push(value);
    if (before.length > 0) held = rest.length;
    return before;
  };

  return {
    read: (part) => {
      let text = total === 0 ? part.replace(/^\uFEFF/, '') : part;
      if (text === '') return [];
      // The second half of a line break whose first half ended the part before.
      if (afterReturn && text.startsWith('\n')) text = text.slice(1);
      afterReturn = part.endsWith('\r');
      held += Buffer.byteLength(text);
      total += Buffer.byteLength(text);
      // Joined only where a line ends: a long line in many small parts would be gone through again at each of them.
      const lines = text.split(/\r\n|\n|\r/);
      const last = lines.pop() ?? '';
      const events: StreamEvent[] = [];
      for (const [index, one] of lines.entries()) {
        const whole = index === 0 ? rest + one : one;
        rest = index === lines.length - 1 ? last : '';
        events.push(...line(whole));
      }
      if (lines.length === 0) rest += last;
      if (held > longestEvent || total > longestStream) throw new EndlessStreamError();
      return events;
    },
    end: () => {
      const last = rest;
      rest = '';
      return [...(last === '' ? [] : line(last)), ...line('')];
    },
  };
}

function isWhole(data: string): boolean {
  return data.trim() === endMark || (data.trimStart().startsWith('{') && parseJson(data) !== undefined);
}
