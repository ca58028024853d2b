/** The time limit of every step, in milliseconds. It suits slow machines, and nothing hangs. */
export const patience = 20_000;

/**
 * Returns the result of a promise within the time limit.
 *
 * @throws an error with the text of `failure` when the time is over.
 */
export async function inTime<Value>(
  promise: Promise<Value>,
  failure: () => string,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`${failure()} (after ${patience / 1_000} seconds)`));
    }, patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
