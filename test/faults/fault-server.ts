import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly model?: string; readonly messages?: readonly { readonly role: string; readonly content: string }[]; readonly [key: string]: unknown };
}

/** Plays one answer. */
export type Play = (response: ServerResponse, request: SeenRequest) => void | Promise<void>;

/** A server on this machine that plays an OpenAI-compatible endpoint, with faults. */
export interface FaultServer {
  readonly baseUrl: string;
  /** Every chat request so far. */
  readonly seen: readonly SeenRequest[];
  /** What the next requests get, in order; the last one stays. */
  script(...plays: readonly Play[]): void;
  close(): Promise<void>;
}

/** Starts a fault server on a free port. */
export async function startFaultServer(): Promise<FaultServer> {
  const seen: SeenRequest[] = [];
  let plays: readonly Play[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      if (request.method === 'GET') return json(200, { data: [{ id: 'strong' }, { id: 'light' }] })(response, { path: '', headers: {}, body: {} });
      const text = Buffer.concat(chunks).toString('utf8');
      const one: SeenRequest = { path: request.url ?? '', headers: request.headers, body: text === '' ? {} : (JSON.parse(text) as SeenRequest['body']) };
      seen.push(one);
      const play = plays.length > 1 ? plays[0] : plays.at(-1);
      if (plays.length > 1) plays = plays.slice(1);
      await (play ?? json(500, { error: { message: 'nothing is scripted' } }))(response, one);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    seen,
    script: (...next) => {
      plays = next;
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
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Any other answer. */
export function text(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Play {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

/** A right answer: streamed where the request asks for it. `reply` may depend on the request. */
export function answer(reply: string | ((request: SeenRequest) => string), usage: unknown = { prompt_tokens: 10, completion_tokens: 5 }, finish = 'stop'): Play {
  return (response, request) => {
    const content = typeof reply === 'string' ? reply : reply(request);
    if (request.body['stream'] !== true) {
      json(200, { choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: finish }], usage })(response, request);
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let at = 0; at < content.length; at += 50) response.write(event({ choices: [{ index: 0, delta: { content: content.slice(at, at + 50) }, finish_reason: null }] }));
    response.write(event({ choices: [{ index: 0, delta: {}, finish_reason: finish }] }));
    response.write(event({ choices: [], usage }));
    response.end('data: [DONE]\n\n');
  };
}

/** One event of a stream. */
export function event(body: unknown): string {
  return `data: ${JSON.stringify(body)}\n\n`;
}

/** Sends headers and some parts, then nothing more; or cuts the connection with `cut`. */
export function stalled(parts: readonly (string | Uint8Array)[], cut = false): Play {
  return async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const part of parts) response.write(part);
    if (cut) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      response.destroy();
    }
  };
}

/** Nothing at all, for ever. */
export const silent: Play = () => undefined;
