/** Below this the control API answers, and no daemon does. */
export const controlPrefix = "/__fake_daemon";

export function isControl(target: string | undefined): boolean {
  return target?.startsWith(`${controlPrefix}/`) ?? false;
}
