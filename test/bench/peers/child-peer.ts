import { fork, type Serializable } from 'node:child_process';

/** A child process that answers one message at a time. */
export interface ChildPeer {
  /** Sends a message that asks for no answer. */
  tell(message: Serializable): void;
  /** The next message that it sends; rejects where it ends instead. */
  next(): Promise<unknown>;
  stop(): void;
}

/** Starts a script in a child process of its own. */
export function startChildPeer(
  path: string,
  { args = [], execArgv = [] }: { readonly args?: readonly string[]; readonly execArgv?: readonly string[] } = {},
): ChildPeer {
  const child = fork(path, args, { execArgv: [...execArgv], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let errors = '';
  child.stderr?.on('data', (text: Buffer) => (errors += text.toString()));
  return {
    tell: (message) => void child.send(message),
    next: () =>
      new Promise((resolve, reject) => {
        const received = (message: unknown): void => {
          child.off('close', ended);
          resolve(message);
        };
        const ended = (code: number | null): void => {
          child.off('message', received);
          reject(new Error(`a child process ended (${code ?? 'by a signal'}): ${errors.trim().slice(-500)}`));
        };
        child.once('message', received);
        child.once('close', ended);
      }),
    stop: () => void child.kill(),
  };
}
