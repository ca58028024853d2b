/** How long anything here may take, in milliseconds: a slow machine is in time, and nothing hangs. */
export const patience = 20_000;

/**
 * What a promise gives, unless that takes too long.
 *
 * @throws an error with the words of `failure`, once the time is over.
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
