/** This machine cannot run the wanted release. The message is one sentence that can be a skip reason. */
export class DaemonUnavailableError extends Error {
  override readonly name = "DaemonUnavailableError";
}
