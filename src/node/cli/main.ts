import { exitCodes } from './terminal';
import { runCommandLine } from './run';
import { version } from '../../../package.json';

const interrupted = new AbortController();
process.once('SIGINT', () => {
  interrupted.abort();
  // A second one does not wait.
  process.once('SIGINT', () => process.exit(exitCodes.interrupted));
});

void runCommandLine(
  process.argv.slice(2),
  {
    environment: process.env,
    terminal: { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) },
    signal: interrupted.signal,
    distFolder: __dirname,
  },
  version,
).then((code) => {
  process.exitCode = code;
});
