import type { ChatModel, ChatOutcome } from '../model/chat-model';
import { createBrake } from './brake';
import { isCapped, type CapNames, type Caps, type Fit, type UnusableCap } from './caps';
import type { CallEntry } from './entry';
import type { Ledger } from './ledger';
import { ledgered, type Booking } from './ledgered';
import { createRoom } from './room';
import { addSpending, noSpending, spendingOf, type Spending } from './spending';

/** What the books are kept with. */
export interface BookkeepingParts {
  readonly ledger: Ledger;
  readonly caps: () => Caps | UnusableCap;
  readonly capNames: CapNames;
  /**
   * The caps a making hold for what belongs to none as well, all of it together: as for a command, which is one run.
   */
  readonly oneRun?: boolean;
  readonly now: () => Date;
  /** Names a call: different each time. */
  readonly newId: () => string;
  /** An entry could not be written: to be said to the person, who has the reply all the same. */
  readonly onUnwritten: (error: unknown) => void;
}

/**
 * Every model passes through here before anybody asks it, so that nobody else has to remember the ledger or the caps.
 */
export interface Bookkeeping {
  /**
   * The model for one run, its calls written down and held under the caps, and no more of them sent where several in a
   * row brought nothing. What they are booked on is asked at each.
   */
  booked(model: ChatModel, booking: () => Booking): ChatModel;
  /** The model, its calls written down only: for one that a person plays by hand, who decides at each what is sent. */
  noted(model: ChatModel, booking: () => Booking): ChatModel;
}

/** The books of one window, or of one command. */
export function createBookkeeping({
  ledger,
  caps,
  capNames,
  oneRun = false,
  now,
  newId,
  onUnwritten,
}: BookkeepingParts): Bookkeeping {
  /** What this window's calls of each making took, and of none: a cap holds even where nothing can be written. */
  const ofMakings = new Map<string | null, Spending>();
  /** This window's calls that the ledger does not have. */
  const unwritten: CallEntry[] = [];
  /**
   * This window's calls, which are under way, unwritten, or in the ledger as they ended: as sent they count no more.
   */
  const own = new Set<string>();
  let ended = 0;

  const append: Ledger['append'] = async (entry) => {
    if (entry.kind === 'call' && entry.outcome === 'sent') {
      if (entry.id !== undefined) own.add(entry.id);
      await ledger.append(entry);
      return;
    }
    if (entry.kind === 'call')
      ofMakings.set(entry.making, addSpending(ofMakings.get(entry.making) ?? noSpending, spendingOf([entry])));
    try {
      await ledger.append(entry);
    } catch (error) {
      if (entry.kind === 'call') unwritten.push(entry);
      throw error;
    }
  };

  /** Today's calls, of all windows. Read again where one ended meanwhile: it would be neither read nor under way. */
  const callsOfToday = async (): Promise<readonly CallEntry[]> => {
    const start = startOfDay(now());
    for (;;) {
      const before = ended;
      const { entries } = await ledger.read(start);
      if (before === ended)
        return [
          ...entries.filter(
            (entry): entry is CallEntry =>
              entry.kind === 'call' && (entry.outcome !== 'sent' || !own.has(entry.id ?? '')),
          ),
          ...unwritten.filter(({ at }) => Date.parse(at) >= start.getTime()),
        ];
    }
  };

  const room = createRoom({
    capNames,
    oneRun,
    today: async () => spendingOf(await callsOfToday()),
    ofMaking: (making) => ofMakings.get(making) ?? noSpending,
  });

  const capped = (model: ChatModel, booking: () => Booking): ChatModel => ({
    identity: model.identity,
    complete: async (request, signal, onProgress) => {
      const limits = caps();
      if ('unusable' in limits) return { kind: 'overCap', message: limits.unusable };
      if (!isCapped(limits)) return model.complete(request, signal, onProgress);
      const taken = await room.take(limits, request, model.identity, booking().making ?? null);
      if (taken.kind === 'over') return { kind: 'overCap', message: taken.message };
      const { fit, tokens } = taken;
      try {
        const limited = { ...request, maxCompletionTokens: fit.completionTokens, room: tokens };
        const outcome = await model.complete(limited, signal, onProgress);
        return fit.completionTokens < request.maxCompletionTokens ? cutOff(outcome, fit) : outcome;
      } finally {
        ended += 1;
        taken.giveBack();
      }
    },
  });

  const braked = (model: ChatModel): ChatModel => {
    const brake = createBrake(model.identity);
    return {
      identity: model.identity,
      complete: async (request, signal, onProgress) => {
        const stopped = brake.stopped();
        if (stopped !== undefined) return { kind: 'braked', message: stopped };
        const outcome = await model.complete(request, signal, onProgress);
        brake.note(request, outcome);
        return outcome;
      },
    };
  };

  const noted = (model: ChatModel, booking: () => Booking): ChatModel =>
    ledgered(model, booking, { ledger: { append }, now, newId, onUnwritten });
  return { noted, booked: (model, booking) => braked(capped(noted(model, booking), booking)) };
}

/** A reply that a cap cut off: its own limit was another, and the person is told of the cap. */
function cutOff(outcome: ChatOutcome, { completionTokens, nearest }: Extract<Fit, { kind: 'fits' }>): ChatOutcome {
  if (outcome.kind !== 'truncated' || (outcome.usage?.completionTokens ?? Infinity) < 0.9 * completionTokens)
    return outcome;
  return { ...outcome, kind: 'overCap', message: nearest ?? outcome.message };
}

/** Midnight of a moment's day, where the person is. */
function startOfDay(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}
