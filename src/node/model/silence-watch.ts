/** How a watched request was ended by its watch: before or after its first part; `null` where it was not. */
export type Silence = 'atStart' | 'inTheMiddle' | null;

/** Watches one request for silence. */
export interface SilenceWatch {
  /** Aborts with the outer signal, or when the silence has lasted too long. */
  readonly signal: AbortSignal;
  /** Something came: from now on the silence between two parts counts. */
  readonly heard: () => void;
  silence(): Silence;
  /** Must be called when the request has ended. */
  end(): void;
}

/**
 * Ends a request that stays silent: until its first part for one time, between parts for another. The client's own
 * timeout does not do that: it ends with the headers of a stream.
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
  let timer = arm(times.firstByteMs);
  if (outer.aborted) forward();
  outer.addEventListener('abort', forward, { once: true });
  return {
    signal: controller.signal,
    heard: () => {
      started = true;
      clearTimeout(timer);
      if (!controller.signal.aborted) timer = arm(times.silenceMs);
    },
    silence: () => silence,
    end: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', forward);
    },
  };
}
