import type { ChatRequest, ModelIdentity } from '../model/chat-model';
import { estimateRequestTokens } from '../model/cost';
import { fitUnder, type CapNames, type Caps, type Fit, type Spent, type SpentSoFar } from './caps';
import { noSpending, tokensOf, type Spending } from './spending';

/** What is spent already, for the caps to be held against. */
export interface RoomParts {
  readonly capNames: CapNames;
  /** The caps a making hold for what belongs to none as well, all of it together. */
  readonly oneRun: boolean;
  /** Today's calls that have ended, and those of other windows; throws where it cannot be read. */
  readonly today: () => Promise<Spending>;
  /** The calls of a making that have ended, and of none. */
  readonly ofMaking: (making: string | null) => Spending;
}

/** Room that a call has until it gives it back. */
export interface Taken {
  readonly kind: 'taken';
  /** All tokens that it may take, its prompt and every try included. */
  readonly tokens: number;
  readonly fit: Extract<Fit, { kind: 'fits' }>;
  /** To be called once, when the call has ended and is written down. */
  giveBack(): void;
}

/** What calls under way may take together, so that no two take the same room. */
export interface Room {
  /** Room for a call. Where others under way may yet leave some, they are waited for. */
  take(
    limits: Caps,
    request: ChatRequest,
    identity: ModelIdentity,
    making: string | null,
  ): Promise<Taken | Extract<Fit, { kind: 'over' }>>;
}

/** A call under way, by what it may take at most. */
interface Reservation extends Spent {
  readonly making: string | null;
  /** Settles when it has ended. */
  readonly ended: Promise<void>;
}

/** The room under the caps of one window, or of one command. */
export function createRoom({ capNames, oneRun, today, ofMaking }: RoomParts): Room {
  const underWay = new Set<Reservation>();

  /** What a call is held against, with these others under way. */
  const spentSoFar = (day: Spending, making: string | null, others: readonly Reservation[]): SpentSoFar => ({
    day: spent(day, others),
    making:
      making === null && !oneRun
        ? null
        : {
            ...spent(
              ofMaking(making),
              others.filter((one) => one.making === making),
            ),
            period: making === null ? 'a run' : 'a making',
          },
  });

  return {
    take: async (limits, request, identity, making) => {
      for (;;) {
        let day = noSpending;
        try {
          if (limits.dollarsPerDay !== null || limits.tokensPerDay !== null) day = await today();
        } catch (error) {
          return {
            kind: 'over',
            message: `Nothing was sent: there is a cap a day, and what was spent today cannot be read. ${error instanceof Error ? error.message : String(error)}`,
          };
        }
        // From here on nothing is awaited before the room is taken, so that no other call takes the same.
        const others = [...underWay];
        const fit = fitUnder(limits, capNames, request, identity, spentSoFar(day, making, others));
        if (fit.kind === 'fits') {
          const { reservation, end } = reserved(request, identity, fit.completionTokens, making);
          underWay.add(reservation);
          return {
            kind: 'taken',
            tokens: reservation.tokens,
            fit,
            giveBack: () => {
              underWay.delete(reservation);
              end();
            },
          };
        }
        const alone = fitUnder(limits, capNames, request, identity, spentSoFar(day, making, []));
        if (alone.kind === 'over') return alone;
        await Promise.race(others.map(({ ended }) => ended));
      }
    },
  };
}

function spent(all: Spending, waiting: readonly Reservation[]): Spent {
  const sum = (name: keyof Spent): number => waiting.reduce((total, one) => total + one[name], 0);
  return { tokens: tokensOf(all) + sum('tokens'), dollars: all.knownDollars + sum('dollars') };
}

function reserved(
  request: ChatRequest,
  { inputPrice, outputPrice }: ModelIdentity,
  completionTokens: number,
  making: string | null,
): { readonly reservation: Reservation; readonly end: () => void } {
  const promptTokens = estimateRequestTokens(request);
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return {
    reservation: {
      tokens: promptTokens + completionTokens,
      dollars: (promptTokens * (inputPrice ?? 0) + completionTokens * (outputPrice ?? 0)) / 1_000_000,
      making,
      ended,
    },
    end,
  };
}
