/**
 * Tries again until there is an answer: resolves with the first value that is neither undefined nor false. An error
 * counts as "not yet", except one marked `final`; the last one is told when time is up.
 *
 * @template T
 * @param {string} what what is waited for, for the message
 * @param {() => Promise<T | undefined | false>} attempt
 * @param {{ timeout?: number, every?: number }} [options] milliseconds
 * @returns {Promise<T>}
 */
export async function until(what, attempt, { timeout = 40_000, every = 100 } = {}) {
  const end = Date.now() + timeout;
  for (let last; ;) {
    try {
      const value = await attempt();
      if (value !== undefined && value !== false) return value;
      last = undefined;
    } catch (error) {
      if (error?.final) throw error;
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited ${timeout / 1_000} s in vain until ${what}.`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
