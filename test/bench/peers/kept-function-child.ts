/** A child process that keeps the tool's function and calls it with each message. */
import { runInThisContext } from 'node:vm';
import type { PeerTool } from './drivers';

let tool: ((json: string) => string) | undefined;

process.on('message', (message: PeerTool | string) => {
  if (typeof message === 'string') process.send?.(tool?.(message));
  else tool = runInThisContext(`${message.code}\n;${message.driver}`) as (json: string) => string;
});
