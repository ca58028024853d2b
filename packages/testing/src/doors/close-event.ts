interface Options {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;
}

/** The event of a closed socket. Node 22 has no class for it. */
class OwnCloseEvent extends Event {
  readonly code: number;
  readonly reason: string;
  readonly wasClean: boolean;

  constructor(type: string, { code, reason, wasClean }: Options) {
    super(type);
    this.code = code;
    this.reason = reason;
    this.wasClean = wasClean;
  }
}

/** The platform's class is loaded on demand, because it loads all of undici. */
export function closeEvent(options: Options): Event {
  return new (globalThis.CloseEvent ?? OwnCloseEvent)("close", options);
}
