/**
 * Cuts a release: `npm run release -- VERSION [--dry-run]`.
 *
 * The version goes into package.json and package-lock.json. What the changelog has under Unreleased becomes the section
 * of the version. The VSIX is packed, with its SHA-256 in a file beside it. The changed files are one commit with a
 * tag. Nothing is pushed or published. `--dry-run` checks everything, says what would be done, and changes nothing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const dryRun = process.argv.includes('--dry-run');
const [version, ...rest] = process.argv.slice(2).filter((word) => word !== '--dry-run');

/** Ends the script with what is in the way and what to do. */
function refuse(message) {
  console.error(message);
  process.exit(1);
}

function git(...args) {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
  if (status !== 0) refuse(`git ${args.join(' ')} failed:\n${stderr}`);
  return stdout.trim();
}

/** The three numbers of a version; undefined if it is none. */
function numbersOf(text) {
  return /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1).map(Number);
}

function isEarlier(one, other) {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at >= 0 && one[at] < other[at];
}

/** The changelog with the section of a version: what is there already, else what is under Unreleased. */
function changelogWith(text, day) {
  if (text.includes(`\n## [${version}] - `)) return text;
  const [before, unreleased, after] = text.split(/\n## \[Unreleased\]\n([\s\S]*?)(?=\n## \[|$)/);
  if (unreleased === undefined) refuse('CHANGELOG.md has no section "## [Unreleased]". Add it above the last release.');
  if (!/^- /m.test(unreleased)) refuse('CHANGELOG.md has nothing under Unreleased. Write there what is new.');
  return `${before}\n## [Unreleased]\n\n## [${version}] - ${day}\n${unreleased}${after}`;
}

/** A file of JSON with a version in it, as npm writes it. */
function withVersion(path, change) {
  const content = JSON.parse(readFileSync(path, 'utf8'));
  content.version = version;
  change?.(content);
  return `${JSON.stringify(content, null, 2)}\n`;
}

const numbers = numbersOf(version ?? '');
if (numbers === undefined || rest.length > 0)
  refuse('Name a version of three numbers: npm run release -- 0.2.0 [--dry-run]');
const present = JSON.parse(readFileSync('package.json', 'utf8')).version;
if (isEarlier(numbers, numbersOf(present)))
  refuse(`${version} is earlier than ${present}, the version in package.json.`);
if (git('status', '--porcelain') !== '') refuse('The tree has changes. Commit them, or put them away with git stash.');
if (git('tag', '--list', `v${version}`) !== '') refuse(`The tag v${version} is there already. Take a later version.`);

const files = {
  'CHANGELOG.md': changelogWith(readFileSync('CHANGELOG.md', 'utf8'), new Date().toISOString().slice(0, 10)),
  'package.json': withVersion('package.json'),
  'package-lock.json': withVersion('package-lock.json', (lock) => (lock.packages[''].version = version)),
};
const changed = Object.keys(files).filter((path) => files[path] !== readFileSync(path, 'utf8'));
const vsix = `toolsmith-${version}.vsix`;
if (dryRun) {
  console.log(`Would write ${changed.join(', ') || 'no file'}, pack ${vsix} with ${vsix}.sha256, and tag v${version}.`);
  process.exit(0);
}

for (const path of changed) writeFileSync(path, files[path]);
// Windows starts npm through a shell only.
const packed = spawnSync('npm run package', { shell: true, stdio: 'inherit' });
if (packed.status !== 0) {
  git('checkout', '--', ...Object.keys(files));
  refuse('Packing failed, so that nothing was released and no file is changed.');
}
renameSync('toolsmith.vsix', vsix);
const sum = createHash('sha256').update(readFileSync(vsix)).digest('hex');
writeFileSync(`${vsix}.sha256`, `${sum}  ${vsix}\n`);
if (changed.length > 0) git('commit', '--message', `Release ${version}`, '--', ...changed);
git('tag', '--annotate', `v${version}`, '--message', `Release ${version}`);
console.log(`${vsix}: SHA-256 ${sum}\nTo publish it: git push --follow-tags, then upload ${vsix} and ${vsix}.sha256.`);
