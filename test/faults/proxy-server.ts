import { createServer, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** One request as the proxy saw it. */
export interface SeenByProxy {
  /** `CONNECT other.example:443`, or `POST http://other.example/v1/…`. */
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
}

/** A proxy on this machine, as companies have them. */
export interface ProxyServer {
  /** Without user name and password. */
  readonly url: string;
  readonly host: string;
  readonly seen: readonly SeenByProxy[];
  /** All that passed through it from this side, as it could read it. */
  passed(): string;
  close(): Promise<void>;
}

/** What a proxy does. */
export interface ProxyPlay {
  /** The port on this machine of every server that it is asked for. */
  readonly port: number;
  /** `name:password` that it wants. */
  readonly user?: string;
  /** A status with which it turns everything down. */
  readonly refuses?: number;
  /** It takes the connection, and never answers. */
  readonly silent?: boolean;
}

/** Starts a proxy on a free port. */
export async function startProxy({ port, user, refuses, silent = false }: ProxyPlay): Promise<ProxyServer> {
  const seen: SeenByProxy[] = [];
  const sockets = new Set<Socket>();
  let passed = '';
  const note = ({ method, url, headers }: IncomingMessage): number => {
    seen.push({ line: `${method} ${url}`, headers });
    if (user !== undefined && headers['proxy-authorization'] !== `Basic ${Buffer.from(user).toString('base64')}`)
      return 407;
    return refuses ?? 200;
  };
  const server = createServer((incoming, response) => {
    const status = note(incoming);
    if (silent) return;
    if (status !== 200) {
      response
        .writeHead(status, status === 407 ? { 'proxy-authenticate': 'Basic realm="company"' } : {})
        .end('<html>the proxy says no</html>');
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '');
    incoming.on('data', (chunk: Buffer) => (passed += chunk.toString('latin1')));
    incoming.pipe(
      httpRequest(
        { host: '127.0.0.1', port, method: incoming.method, path: pathname + search, headers: incoming.headers },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      ),
    );
  });
  server.on('connection', (socket) => sockets.add(socket));
  server.on('connect', (incoming, client, head) => {
    const status = note(incoming);
    if (silent) return;
    if (status !== 200) {
      client.end(
        `HTTP/1.1 ${status} No\r\n${status === 407 ? 'Proxy-Authenticate: Basic realm="company"\r\n' : ''}Content-Length: 28\r\n\r\n<html>the proxy says</html>\n`,
      );
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      client.on('data', (chunk: Buffer) => (passed += chunk.toString('latin1')));
      client.pipe(upstream).pipe(client);
    });
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const)
      one.on('error', () => other.destroy());
    sockets.add(upstream);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    seen,
    passed: () => passed,
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => closed());
      }),
  };
}
