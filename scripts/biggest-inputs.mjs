/**
 * What a bundle is made of: `name KB, …`, the biggest parts first; a package counts as one part, a module of ours by
 * itself.
 */
export function biggestInputs({ inputs }, count) {
  const parts = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.replace(/^src\//, '');
    parts.set(name, (parts.get(name) ?? 0) + bytesInOutput);
  }
  const biggest = [...parts].sort((a, b) => b[1] - a[1]).slice(0, count);
  return biggest.map(([name, bytes]) => `${name} ${(bytes / 1024).toFixed(1)} KB`).join(', ');
}
