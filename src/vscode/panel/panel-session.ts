import { toolKey } from '../../engine/ledger/entry';
import { isVerified, type LibraryTool, type ToolAddress } from '../../engine/library/library';
import type { Verdict } from '../../engine/making/verify';
import type { ChatModel, ModelIdentity } from '../../engine/model/chat-model';
import type { Tool } from '../../engine/tool/tool';
import { estimateRequestTokens } from '../../engine/model/cost';
import { argumentsRequest } from '../../engine/using/ask-for-arguments';
import { useModel } from '../../engine/using/use-model';
import { useParser, type UseOutcome } from '../../engine/using/use-tool';
import type { Handlers, HostMessage, PanelMessage, WorkView } from '../../protocol';
import { runCommand } from '../commands';
import { panelCosts } from './panel-costs';
import { panelExamples } from './panel-examples';
import type { Parts } from '../parts';
import { ensureApproved } from '../asking/approve';
import { attemptOutcome } from './attempt-state';
import { toolView } from './panel-state';
import { sentence } from '../words/shown';
import { verifyHere } from '../asking/verify-here';

/** What a session does to its panel. */
interface PanelPort {
  readonly post: (message: HostMessage) => void;
  readonly rename: (name: string) => void;
  readonly close: () => void;
}

/** A problem that was tried, as it would be sent, and whom the person was told it would be sent to. */
interface Attempt {
  readonly number: number;
  readonly problem: string;
  /** The answer that came of it, so far none. */
  readonly answer: string;
  readonly offered: ModelIdentity | null;
}

/**
 * One tool's panel: owns everything that the page shows, and answers its requests. Each request ends in a message in
 * which nothing is under way, whatever happens; the page may be hidden and drawn anew at any time in between.
 */
export function panelSession(
  parts: Parts,
  address: ToolAddress,
  panel: PanelPort,
): { readonly handlers: Handlers<PanelMessage>; readonly dispose: () => void } {
  let work: WorkView = { verifying: null, attempt: null, editing: null, trouble: null };
  /** Verdicts hold for the tool as it was run, and are not shown for another state of it. */
  let ran: { readonly fingerprint: string; readonly verdicts: readonly Verdict[] } | undefined;
  let attempt: Attempt = { number: 0, problem: '', answer: '', offered: null };
  let stopAttempt = new AbortController();
  let stopVerifying = new AbortController();
  let refreshes = 0;
  let closed = false;

  const post = (message: HostMessage): void => {
    if (!closed) panel.post(message);
  };
  const update = (changed: Partial<WorkView>): void => {
    work = { ...work, ...changed };
    post({ kind: 'work', work });
  };

  const costs = panelCosts(parts, address, post);

  const refresh = async (): Promise<void> => {
    const turn = (refreshes += 1);
    // A later refresh has seen a later state: this one's would only undo it.
    const outrun = (): boolean => closed || turn !== refreshes;
    const found = await parts.library.find(address);
    if (outrun()) return;
    if (!found) {
      panel.close();
      return;
    }
    const transcript = (await parts.library.readTranscript(address, found.tool.versions.at(-1)?.number ?? 1)) ?? [];
    if (outrun()) return;
    panel.rename(found.tool.name);
    post({
      kind: 'tool',
      tool: toolView(found, ran?.fingerprint === found.fingerprint ? ran.verdicts : undefined, transcript),
    });
    await costs.refresh();
  };

  const examples = panelExamples(parts, address, {
    update,
    stored: async (verdicts) => {
      const found = await parts.library.find(address);
      if (found) ran = { fingerprint: found.fingerprint, verdicts };
      await refresh();
    },
  });

  /** What failed is not stored: it is run once more, so that it is there when the panel opens. */
  const begin = async (): Promise<void> => {
    update({});
    await refresh();
    const found = await parts.library.find(address);
    if (found?.isApproved && !isVerified(found) && found.tool.examples.length > 0 && !ran) await verify();
  };

  const verify = async (): Promise<void> => {
    if (work.verifying) return;
    stopVerifying = new AbortController();
    const { signal } = stopVerifying;
    update({ verifying: { done: 0, total: 0 }, trouble: null });
    try {
      const listed = await parts.library.find(address);
      const found = listed && (await ensureApproved(parts, listed));
      if (!found) return;
      let percent = 0;
      const verified = await verifyHere(parts, found, signal, (done, total) => {
        const now = Math.floor((done / total) * 100);
        if (now > percent) update({ verifying: { done, total } });
        percent = now;
      });
      if (verified) ran = { fingerprint: found.fingerprint, verdicts: verified.verdicts };
      await refresh();
    } finally {
      update({ verifying: null });
    }
  };

  /** Runs one attempt at a problem and always ends it, with an outcome or with what went wrong. */
  const run = async (
    problem: string,
    who: string,
    use: (listed: LibraryTool, signal: AbortSignal) => Promise<UseOutcome>,
  ): Promise<void> => {
    stopAttempt.abort();
    stopAttempt = new AbortController();
    const { signal } = stopAttempt;
    const number = attempt.number + 1;
    attempt = { number, problem, answer: '', offered: null };
    update({ attempt: { number, outcome: { kind: 'running', who } }, trouble: null });
    const end = (outcome: NonNullable<WorkView['attempt']>['outcome']): void => {
      // A newer attempt has taken the place of this one.
      if (attempt.number === number) update({ attempt: { number, outcome } });
    };
    try {
      const found = await parts.library.find(address);
      if (!found) {
        end({ kind: 'none', text: 'This tool is no longer in the library.', offer: null });
        return;
      }
      const outcome = await use(found, signal);
      const identity = parts.models.identity('user');
      if (attempt.number === number && outcome.kind === 'notRead') attempt = { ...attempt, offered: identity };
      if (attempt.number === number && outcome.kind === 'answer') attempt = { ...attempt, answer: outcome.answer };
      end(
        attemptOutcome(outcome, {
          identity,
          estimatedTokens: estimateRequestTokens(argumentsRequest(found.tool, problem)),
        }),
      );
    } catch (error) {
      parts.log.error('panel', error instanceof Error ? (error.stack ?? error.message) : String(error));
      end({
        kind: 'none',
        text: sentence(`This went wrong: ${error instanceof Error ? error.message : String(error)}`),
        offer: null,
      });
    }
  };

  const approvedNow = async (): Promise<boolean> => {
    const found = await parts.library.find(address);
    // What is gone is said by the attempt.
    return !found || (await ensureApproved(parts, found)) !== undefined;
  };

  const tryParser = async (problem: string): Promise<void> => {
    if (!(await approvedNow())) return;
    await run(problem, 'the tool’s own parser', ({ tool, isApproved }, signal) =>
      isApproved
        ? useParser(tool, problem, parts.workshop(), signal)
        : Promise.resolve({ kind: 'notRead', reason: 'the tool was changed since it was approved, so it was not run' }),
    );
  };

  const ask = async (number: number): Promise<void> => {
    const { problem, offered } = attempt;
    if (number !== attempt.number || !offered) return;
    if (!(await approvedNow())) return;
    // The settings may have changed since the offer: nothing goes to anybody but whom the person saw.
    const whenSame = async ({ tool, isApproved }: LibraryTool, signal: AbortSignal): Promise<UseOutcome> => {
      if (!isApproved)
        return { kind: 'notRead', reason: 'the tool was changed since it was approved, so nothing was sent' };
      const model = sameIdentity(parts.models.identity('user'), offered)
        ? await parts.models.open('user', { tool: toolKey(tool) })
        : null;
      if (!model || !sameIdentity(model.identity, offered))
        return { kind: 'notRead', reason: 'the light model was changed since it was offered, so nothing was sent' };
      return stoppable(tool, problem, model, signal);
    };
    await run(problem, `${offered.model} at ${offered.host}`, whenSame);
  };
  const stoppable = (tool: Tool, problem: string, model: ChatModel, signal: AbortSignal): Promise<UseOutcome> =>
    signal.aborted ? Promise.resolve({ kind: 'cancelled' }) : useModel(tool, problem, model, parts.workshop(), signal);

  const guarded = (task: Promise<void>): void =>
    void task.catch((error: unknown) => {
      parts.log.error('panel', error instanceof Error ? (error.stack ?? error.message) : String(error));
      update({ trouble: sentence(error instanceof Error ? error.message : String(error)) });
    });

  const endWatch = parts.library.onChange(() => guarded(refresh()));
  const endLedgerWatch = parts.ledger.watch(() => guarded(costs.refresh()));
  return {
    handlers: {
      ready: () => guarded(begin()),
      verify: () => guarded(verify()),
      apply: () => guarded(runCommand('toolsmith.applyThisTool', address)),
      continueMaking: () => guarded(runCommand('toolsmith.continueMaking', address)),
      exportCosts: () => guarded(costs.exportCsv()),
      measureCosts: () => guarded(costs.measure()),
      setUpModels: () => guarded(runCommand('toolsmith.setUpModels')),
      cancel: ({ what }) => (what === 'verifying' ? stopVerifying : stopAttempt).abort(),
      try: ({ problem }) => guarded(tryParser(problem.replace(/\r\n?/g, '\n').trim())),
      askModel: (message) => guarded(ask(message.attempt)),
      review: () => guarded(runCommand('toolsmith.reviewTool', address)),
      openCode: () => guarded(runCommand('toolsmith.openToolCode', address)),
      compareVersion: ({ version }) => guarded(runCommand('toolsmith.compareVersions', address, version)),
      goBack: ({ version }) => guarded(runCommand('toolsmith.goBackToVersion', address, version)),
      editExample: ({ number }) => guarded(examples.edit(number)),
      correct: (message) => {
        if (message.attempt === attempt.number) guarded(examples.correct(attempt));
      },
      leaveExample: () => examples.leave(),
      saveExample: (message) => guarded(examples.save(message)),
      removeExample: () => guarded(examples.remove()),
      teachExample: (message) => guarded(examples.teach(message)),
    },
    dispose: () => {
      closed = true;
      stopAttempt.abort();
      stopVerifying.abort();
      endWatch();
      endLedgerWatch();
    },
  };
}

function sameIdentity(a: ModelIdentity | null, b: ModelIdentity): boolean {
  return a !== null && a.model === b.model && a.host === b.host;
}
