/** The path prefix of the control API. No daemon uses it. */
export const controlPrefix = "/__fake_daemon";

export function isControl(target: string | undefined): boolean {
  return target?.startsWith(`${controlPrefix}/`) ?? false;
}
