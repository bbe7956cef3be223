import { systemCode } from '../store/store-error';
import { askOn } from './ask-on';
import { exitCodes, terminalOn } from './terminal';
import { runCommandLine } from './run';
import { version } from '../../../package.json';

const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The first one lets the command keep what it has; a second one does not wait.
    if (interrupted.signal.aborted) process.exit(exitCodes.interrupted);
    interrupted.abort();
  });
}
// Who reads the output may stop early, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (systemCode(error) === 'EPIPE') process.exit(exitCodes.failed);
    throw error;
  });
}

void runCommandLine(
  process.argv.slice(2),
  {
    environment: process.env,
    terminal: {
      ...terminalOn(process.stdout, process.stderr),
      ...(process.stdin.isTTY && process.stderr.isTTY
        ? { ask: askOn(process.stdin, process.stderr, interrupted.signal) }
        : {}),
    },
    signal: interrupted.signal,
    input: process.stdin,
    distFolder: __dirname,
  },
  version,
).then((code) => {
  // Not `process.exit`: what was written to a pipe may still be under way.
  process.exitCode = code;
});
