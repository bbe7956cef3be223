import type { Readable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { isJsonObject, parseJson, type Json } from '../../engine/json';
import { jsonLine } from '../../engine/text/show-invisible';

/** The longest message that is read, in bytes. */
const longestMessage = 16_000_000;

/** The id of a request stands near its beginning or its end: so much of one that is too long is looked at for it. */
const lookedAt = 1_000;

/**
 * Messages as lines of JSON, in bounds: what is too long, no JSON or no message is answered with an error and forgotten,
 * and the next line is read. The SDK's own transport ends there, or answers nothing.
 */
export function linesTransport(input: Readable, write: (line: string) => void): Transport {
  let pieces: Buffer[] = [];
  let length = 0;
  let closed = false;
  const refuse = (id: string | number | null, code: ErrorCode, message: string): void =>
    write(jsonLine({ jsonrpc: '2.0', id, error: { code, message } }));

  const receive = (line: string): void => {
    if (line.trim() === '') return;
    const value = parseJson(line);
    if (value === undefined) {
      refuse(null, ErrorCode.ParseError, 'This line is no JSON, or nests deeper than 1,000 levels.');
      return;
    }
    const message = JSONRPCMessageSchema.safeParse(value);
    if (message.success) transport.onmessage?.(message.data);
    else refuse(idOf(value), ErrorCode.InvalidRequest, 'This is no message of JSON-RPC 2.0: send one object a line.');
  };
  /** The line that has come to its end. */
  const end = (): void => {
    const whole = Buffer.concat(pieces);
    const bytes = length;
    pieces = [];
    length = 0;
    if (bytes <= longestMessage) {
      receive(whole.toString('utf8'));
      return;
    }
    refuse(
      idIn(whole.toString('latin1')),
      ErrorCode.InvalidRequest,
      `The message is longer than ${longestMessage.toLocaleString('en-US')} bytes: send it in several.`,
    );
  };
  /** Of a line that is too long the beginning and the end are kept. */
  const keep = (piece: Buffer): void => {
    length += piece.length;
    pieces.push(piece);
    if (length <= longestMessage) return;
    const all = Buffer.concat(pieces);
    pieces = [
      Buffer.from(all.subarray(0, lookedAt)),
      Buffer.from(all.subarray(Math.max(lookedAt, all.length - lookedAt))),
    ];
  };
  const read = (chunk: Buffer): void => {
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at >= 0; at = chunk.indexOf(0x0a, from)) {
      keep(chunk.subarray(from, at));
      end();
      from = at + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  };
  const transport: Transport = {
    start: () => {
      input.on('data', read);
      input.on('end', () => void transport.close());
      input.on('error', () => void transport.close());
      return Promise.resolve();
    },
    send: (message: JSONRPCMessage) => {
      if (!closed) write(jsonLine(message));
      return Promise.resolve();
    },
    close: () => {
      if (closed) return Promise.resolve();
      closed = true;
      input.off('data', read);
      input.pause();
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  return transport;
}

function idOf(value: Json): string | number | null {
  const id = isJsonObject(value) ? value['id'] : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** The id of a message that is not read as a whole: that of the last member, or of the first ones, of this name. */
function idIn(text: string): string | number | null {
  const [, last] = /"id":(\d{1,15}|"[\w-]{1,100}")\}\s*$/.exec(text) ?? [];
  const [, first] = /^\{(?:"jsonrpc":"2\.0",)?"id":(\d{1,15}|"[\w-]{1,100}"),/.exec(text) ?? [];
  const found = last ?? first;
  return found === undefined ? null : (JSON.parse(found) as string | number);
}
