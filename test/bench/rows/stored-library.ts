import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLibrary, type Library } from '../../../src/engine/library/library';
import { fingerprint, type Digest } from '../../../src/engine/tool/fingerprint';
import { toolManifest } from '../../../src/engine/tool/parse-tool';
import type { Tool, ToolVersion } from '../../../src/engine/tool/tool';
import { sha256 } from '../../../src/node/sha256';
import { createApprovalFolder } from '../../../src/node/store/approval-file';
import { createFileToolStore } from '../../../src/node/store/file-tool-store';
import { codeFile, manifestFile } from '../../../src/node/store/read-tool';
import { createVerificationFolder } from '../../../src/node/store/verification-file';
import { Random } from '../../eval/families/random';
import { syntheticClass, syntheticTool } from './synthetic-library';

const digest: Digest = (pieces) => Promise.resolve(sha256(pieces));

const version: ToolVersion = {
  number: 1,
  createdAt: '2026-01-01T00:00:00.000Z',
  origin: {
    model: 'made-up',
    host: 'nowhere',
    prompts: '2',
    tries: 1,
    usage: { promptTokens: 0, completionTokens: 0, cachedTokens: 0, reasoningTokens: 0, source: 'estimated' },
    cost: null,
  },
};

/**
 * Writes a library of made-up tools as the product would have left it, each verified and approved: `tools/`,
 * `verified/` and `approved/` in a folder. Without the store's own way of writing, which waits for the disk each time.
 */
export async function storeLibrary(folder: string, count: number): Promise<void> {
  const random = new Random(count);
  const records = ['verified', 'approved'].map((name) => join(folder, name));
  await Promise.all(records.map((path) => mkdir(path, { recursive: true })));
  for (let number = 0; number < count; number += 1) {
    const { tool: made, verification } = syntheticTool(syntheticClass(random), number, random);
    const tool: Tool = { ...made, versions: [version] };
    const path = join(folder, 'tools', tool.id);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, manifestFile), `${JSON.stringify(toolManifest(tool), null, 2)}\n`);
    await writeFile(join(path, codeFile(version.number)), tool.code);
    const print = await fingerprint(tool, digest);
    await writeFile(join(folder, 'verified', `${print}.json`), JSON.stringify(verification));
    await writeFile(
      join(folder, 'approved', `${print}.json`),
      JSON.stringify({ approved: true, made: true, at: version.createdAt }),
    );
  }
}

/** The library over such a folder, built as the editor builds it. */
export function openStoredLibrary(folder: string): Library {
  const now = (): Date => new Date();
  return createLibrary({
    stores: new Map([['user', createFileToolStore(join(folder, 'tools'), now)]]),
    verifications: createVerificationFolder(join(folder, 'verified')),
    approvals: createApprovalFolder(join(folder, 'approved')),
    digest,
    now,
  });
}
