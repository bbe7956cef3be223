import type { ChatModel, ChatOutcome } from '../model/chat-model';
import { expectedOf, fitUnder, type CapNames, type Caps, type Spent, type SpentSoFar, type UnusableCap } from './caps';
import type { CallEntry } from './entry';
import type { Ledger } from './ledger';
import { ledgered, type Booking } from './ledgered';
import { addSpending, noSpending, spendingOf, tokensOf, type Spending } from './spending';

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
  /** The model, its calls written down and held under the caps. What they are booked on is asked at each. */
  booked(model: ChatModel, booking: () => Booking): ChatModel;
  /** The model, its calls written down only: for one that a person plays by hand, who decides at each what is sent. */
  noted(model: ChatModel, booking: () => Booking): ChatModel;
}

/** A call under way, by what it is expected to take. */
type Reservation = Spent & { readonly making: string | null };

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
  const underWay = new Set<Reservation>();
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

  const spent = (all: Spending, waiting: readonly Reservation[]): Spent => {
    const sum = (name: keyof Spent): number => waiting.reduce((total, one) => total + one[name], 0);
    return { tokens: tokensOf(all) + sum('tokens'), dollars: all.knownDollars + sum('dollars') };
  };

  const capped = (model: ChatModel, booking: () => Booking): ChatModel => ({
    identity: model.identity,
    complete: async (request, signal, onProgress) => {
      const limits = caps();
      if ('unusable' in limits) return { kind: 'overCap', message: limits.unusable };
      const making = booking().making ?? null;
      let today: readonly CallEntry[] = [];
      try {
        if (limits.dollarsPerDay !== null || limits.tokensPerDay !== null) today = await callsOfToday();
      } catch (error) {
        return {
          kind: 'overCap',
          message: `Nothing was sent: there is a cap a day, and what was spent today cannot be read. ${error instanceof Error ? error.message : String(error)}`,
        };
      }
      // From here to the reservation nothing is awaited, so that no other call takes the same room.
      const waiting = [...underWay];
      const counts = making !== null || oneRun;
      const ofMaking: SpentSoFar['making'] = counts
        ? {
            ...spent(
              ofMakings.get(making) ?? noSpending,
              waiting.filter((one) => one.making === making),
            ),
            period: making === null ? 'a run' : 'a making',
          }
        : null;
      const fit = fitUnder(limits, capNames, request, model.identity, {
        day: spent(spendingOf(today), waiting),
        making: ofMaking,
      });
      if (fit.kind === 'over') return { kind: 'overCap', message: fit.message };
      const reservation: Reservation = { ...expectedOf(request, model.identity), making };
      underWay.add(reservation);
      try {
        const limited = fit.completionTokens < request.maxCompletionTokens;
        const outcome = await model.complete(
          limited ? { ...request, maxCompletionTokens: fit.completionTokens } : request,
          signal,
          onProgress,
        );
        return limited && outcome.kind === 'truncated' ? cutOff(outcome, fit.nearest) : outcome;
      } finally {
        underWay.delete(reservation);
        ended += 1;
      }
    },
  });

  const noted = (model: ChatModel, booking: () => Booking): ChatModel =>
    ledgered(model, booking, { ledger: { append }, now, newId, onUnwritten });
  return { noted, booked: (model, booking) => capped(noted(model, booking), booking) };
}

/** A reply that a cap cut off: its own limit was another, and the person is told of the cap. */
function cutOff(outcome: Exclude<ChatOutcome, { kind: 'reply' }>, message: string | null): ChatOutcome {
  return { ...outcome, kind: 'overCap', message: message ?? outcome.message };
}

/** Midnight of a moment's day, where the person is. */
function startOfDay(moment: Date): Date {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
}
