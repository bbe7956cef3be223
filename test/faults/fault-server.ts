import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: {
    readonly model?: string;
    readonly messages?: readonly { readonly role: string; readonly content: string }[];
    readonly [key: string]: unknown;
  };
}

/** Plays one answer. */
export type Play = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

/** A server on this machine that plays an OpenAI-compatible endpoint, with faults. */
export interface FaultServer {
  readonly baseUrl: string;
  /** Every chat request so far. */
  readonly seen: readonly SeenRequest[];
  /** Every request for the list of models so far. */
  readonly lists: readonly SeenRequest[];
  /** How many answers the other side did not wait for to the end. */
  readonly abandoned: number;
  /** What the next chat requests get, in order; the last one stays. */
  script(...plays: readonly Play[]): void;
  /** What requests for the list of models get from now on. */
  scriptModels(play: Play): void;
  close(): Promise<void>;
}

/** Starts a fault server on a free port. */
export async function startFaultServer(): Promise<FaultServer> {
  const seen: SeenRequest[] = [];
  const lists: SeenRequest[] = [];
  let abandoned = 0;
  let plays: readonly Play[] = [];
  let models: Play = json(200, { data: [{ id: 'strong' }, { id: 'light' }] });
  const nextPlay = (): Play => {
    const [first, ...rest] = plays;
    if (rest.length > 0) plays = rest;
    return first ?? json(500, { error: { message: 'nothing is scripted' } });
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const one: SeenRequest = {
      path: request.url ?? '',
      headers: request.headers,
      body: text === '' ? {} : (JSON.parse(text) as SeenRequest['body']),
    };
    response.on('close', () => {
      if (!response.writableFinished) abandoned += 1;
    });
    const list = request.method === 'GET';
    (list ? lists : seen).push(one);
    await (list ? models : nextPlay())(response, one);
  };
  const server = createServer((request, response) => {
    // A client that goes away in the middle of its request is no fault of the server's.
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    seen,
    lists,
    get abandoned() {
      return abandoned;
    },
    script: (...next) => {
      plays = next;
    },
    scriptModels: (play) => {
      models = play;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Play {
  return text(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
}

/** Any other answer. */
export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Play {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** A right answer: streamed where the request asks for it. `reply` may depend on the request. */
export function answer(
  reply: string | ((request: SeenRequest) => string),
  usage: unknown = { prompt_tokens: 10, completion_tokens: 5 },
  finish = 'stop',
): Play {
  return (response, request) => {
    const content = typeof reply === 'string' ? reply : reply(request);
    if (request.body['stream'] !== true) {
      return json(200, {
        choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }],
        usage,
      })(response, request);
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let at = 0; at < content.length; at += 50)
      response.write(
        event({ choices: [{ index: 0, delta: { content: content.slice(at, at + 50) }, finish_reason: null }] }),
      );
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: finish }] }));
    response.write(event({ choices: [], usage }));
    response.end(doneEvent);
  };
}

/** One event of a stream. */
export function event(body: unknown): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}

/** A part of a streamed reply. */
export function part(content: string): string {
  return event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

/** The event with which a stream says that it is over. */
export const doneEvent = 'data: [DONE]\n\n';

/** Sends these parts of a stream, then nothing more; or cuts the connection with `cut`. */
export function stalled(parts: readonly (string | Uint8Array)[], cut = false): Play {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const one of parts) response.write(one);
    if (cut) {
      await pause(30);
      response.destroy();
    }
  };
}

/** A stream of exactly these parts that ends as it should. */
export function streamed(...parts: readonly (string | Uint8Array)[]): Play {
  return (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const one of parts) response.write(one);
    response.end();
  };
}

/** A stream that goes on with `part` for as long as the other side listens. */
export function endless(one: string | Uint8Array): Play {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    while (!response.destroyed) {
      if (!response.write(one)) await drained(response);
      else await pause(0);
    }
  };
}

/** Another answer, after some milliseconds. */
export function slow(milliseconds: number, play: Play): Play {
  return async (response, request) => {
    await pause(milliseconds);
    await play(response, request);
  };
}

/** Resets the connection without an answer. */
export const reset: Play = (response) => {
  response.socket?.resetAndDestroy();
};

/** Bytes that a server would not send, in place of an answer. */
export function raw(bytes: string): Play {
  return (response) => {
    response.socket?.end(bytes);
  };
}

/** Nothing at all, for ever. */
export const silent: Play = () => undefined;

/** Settles when there is room again, or nobody to write to. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      response.off('drain', settle).off('close', settle);
      resolve();
    };
    response.on('drain', settle).on('close', settle);
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
