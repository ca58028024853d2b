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

export const CloseEvent: new (type: string, options: Options) => Event =
  globalThis.CloseEvent ?? OwnCloseEvent;
