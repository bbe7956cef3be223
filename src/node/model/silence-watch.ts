/** How a watched request was ended by its watch: before or after its first content; `null` where it was not. */
export type Silence = 'atStart' | 'inTheMiddle' | null;

/** Watches one request for silence. */
export interface SilenceWatch {
  /** Aborts with the outer signal, or when the silence has lasted too long. */
  readonly signal: AbortSignal;
  /** Something came, a sign of life perhaps: once the reply has begun, the silence between two parts counts. */
  readonly heard: () => void;
  /** Something came that the model wrote: the reply has begun, and goes on. */
  readonly written: () => void;
  silence(): Silence;
  /** Must be called when the request has ended. */
  end(): void;
}

/**
 * Ends a request that stays silent. Before its reply begins a server may think as long as it may take to its first
 * byte, whatever signs of life it sends. Then the silence between two parts counts. Signs of life alone hold out no
 * longer than before the beginning.
 */
export function watchForSilence(
  outer: AbortSignal,
  times: { readonly firstByteMs: number; readonly silenceMs: number },
): SilenceWatch {
  const controller = new AbortController();
  let started = false;
  let silence: Silence = null;
  const forward = (): void => controller.abort();
  const arm = (milliseconds: number): NodeJS.Timeout =>
    setTimeout(() => {
      silence = started ? 'inTheMiddle' : 'atStart';
      controller.abort();
    }, milliseconds);
  let toContent = arm(times.firstByteMs);
  let toPart: NodeJS.Timeout | undefined;
  if (outer.aborted) forward();
  outer.addEventListener('abort', forward, { once: true });
  const heard = (): void => {
    clearTimeout(toPart);
    if (started && !controller.signal.aborted) toPart = arm(times.silenceMs);
  };
  return {
    signal: controller.signal,
    heard,
    written: () => {
      started = true;
      clearTimeout(toContent);
      if (!controller.signal.aborted) toContent = arm(Math.max(times.firstByteMs, times.silenceMs));
      heard();
    },
    silence: () => silence,
    end: () => {
      clearTimeout(toContent);
      clearTimeout(toPart);
      outer.removeEventListener('abort', forward);
    },
  };
}
