/** A variable of the environment; `undefined` where it is not set, empty, or there is no environment. */
export function environment(name: string): string | undefined {
  const { process } = globalThis as {
    process?: { env?: Readonly<Record<string, string | undefined>> };
  };
  return process?.env?.[name] || undefined;
}
