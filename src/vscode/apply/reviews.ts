import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { sha256 } from '../../node/sha256';
import { createRecordFolder } from '../../node/store/record-folder';
import { StoreError } from '../../node/store/store-error';
import type { Parts } from '../parts';
import type { AnswersFiles } from './answers-files';
import { outputOf, type Review } from './review';
import { recordOf, reviewFrom, ReviewRecordSchema } from './review-record';
import { answersScheme, answersUri, reviewKeyOf, reviewOfTab, reviewTabs } from './review-tabs';
import type { OpenReview } from './review-tree';

/** The reviews of a window: each lives as long as its tab, and outlives its window with it. */
export interface Reviews {
  /** The review of the tab in front, else the last one that was. */
  current(): OpenReview | undefined;
  /** Every open review. */
  all(): readonly Review[];
  /** True where the tab in front shows the current one. */
  isActive(): boolean;
  /** Opens a review, or brings its tab to the front. */
  show(review: Review): Promise<void>;
  /** Shows a review as it is by now. */
  update(review: Review): void;
  /** Takes up a review that an earlier window left; nothing where its document has changed since. */
  restore(key: string): Promise<void>;
  /** Closes a review's tab and forgets it. */
  end(key: string): Promise<void>;
  readonly onDidChange: vscode.Event<void>;
  dispose(): void;
}

/** What is kept at most: reviews, and bytes of one. */
const kept = { reviews: 50, bytes: 200_000_000 };

/** Keeps reviews with their documents and their tabs. */
export function createReviews({ context, library, log }: Parts, files: AnswersFiles): Reviews {
  const open = new Map<string, OpenReview>();
  const changes = new vscode.EventEmitter<void>();
  const store = createRecordFolder(
    join((context.storageUri ?? context.globalStorageUri).fsPath, 'reviews'),
    ReviewRecordSchema,
    kept.reviews,
    kept.bytes,
  );
  const waiting = new Set<string>();
  let saved = Promise.resolve();
  let last: string | undefined;

  const activeKey = (): string | undefined => reviewOfTab(vscode.window.tabGroups.activeTabGroup.activeTab);

  const save = async (key: string): Promise<void> => {
    waiting.delete(key);
    const review = open.get(key)?.review;
    if (!review) return;
    try {
      await store.put(key, recordOf(review, sha256([review.task.source.text])));
    } catch (error) {
      // Then it does not outlive the window; all else works.
      if (!(error instanceof StoreError)) throw error;
      log.warn(error.message);
    }
  };

  const put = (review: Review): void => {
    const output = outputOf(review);
    open.set(review.key, { review, output });
    files.put(uriOf(review), output.text);
    if (waiting.has(review.key)) return;
    waiting.add(review.key);
    saved = saved.then(() => save(review.key)).catch((error: unknown) => log.error(String(error)));
  };

  const forget = (key: string): void => {
    open.delete(key);
    files.drop(key);
    saved = saved.then(() => store.remove(key)).catch((error: unknown) => log.warn(String(error)));
  };

  const current = (): OpenReview | undefined => {
    last = activeKey() ?? last;
    return (last === undefined ? undefined : open.get(last)) ?? [...open.values()].at(-1);
  };

  const listeners = vscode.Disposable.from(
    changes,
    // Closing the tab is discarding the review, whichever way it is closed.
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      const there = new Set(reviewTabs().map(reviewOfTab));
      for (const key of closed.map(reviewOfTab)) if (key !== undefined && !there.has(key)) forget(key);
      changes.fire();
    }),
    vscode.window.tabGroups.onDidChangeTabGroups(() => changes.fire()),
    // An address alone does not tell the language of a document that was never saved.
    vscode.workspace.onDidOpenTextDocument(async (document) => {
      if (document.uri.scheme !== answersScheme) return;
      const language = open.get(reviewKeyOf(document.uri))?.review.task.document.languageId;
      if (language !== undefined && language !== document.languageId)
        await vscode.languages.setTextDocumentLanguage(document, language);
    }),
  );

  return {
    current,
    all: () => [...open.values()].map(({ review }) => review),
    isActive: () => {
      const key = activeKey();
      return key !== undefined && open.has(key);
    },
    show: async (review) => {
      put(review);
      await showDiff(review);
      changes.fire();
    },
    update: (review) => {
      if (!open.has(review.key)) return;
      put(review);
      changes.fire();
    },
    restore: async (key) => {
      const record = open.has(key) ? undefined : await store.get(key);
      const document = record && (await documentAt(record.document));
      if (!document || sha256([document.getText()]) !== record.digest) return;
      const { tools } = await library.list();
      const review = reviewFrom(
        record,
        key,
        { document, documentVersion: document.version, text: document.getText() },
        new Map(tools.map(({ tool }) => [tool.id, tool])),
      );
      if (!review) return;
      put(review);
      changes.fire();
    },
    end: async (key) => {
      forget(key);
      await vscode.window.tabGroups.close(reviewTabs().filter((tab) => reviewOfTab(tab) === key));
    },
    onDidChange: changes.event,
    dispose: () => void listeners.dispose(),
  };
}

/** Shows a review in the editor's own diff: the document as it is, and as it will be. */
export async function showDiff(review: Review): Promise<void> {
  const { document } = review.task;
  // Not a tab that the next file replaces, and none that replaces the file which the problems are in.
  await vscode.commands.executeCommand('vscode.diff', document.uri, uriOf(review), `${nameOf(review)} ↔ Answers`, {
    preview: false,
  });
}

/** The address of a review's document with answers. */
export function uriOf(review: Review): vscode.Uri {
  return answersUri(review.key, nameOf(review));
}

function nameOf({ task }: Review): string {
  return basename(task.document.uri.path);
}

async function documentAt(address: string): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(address, true));
  } catch {
    return undefined;
  }
}
