type Handler = ((this: EventTarget, event: Event) => unknown) | object | null;

/**
 * The `on…` attributes of an event target, as in HTML. A handler keeps its place among the listeners
 * from when it was first set until it is removed.
 */
export class EventHandlers {
  readonly #target: EventTarget;
  readonly #set = new Map<
    string,
    { value: NonNullable<Handler>; listener: (event: Event) => void }
  >();

  constructor(target: EventTarget) {
    this.#target = target;
  }

  get(type: string): Handler {
    return this.#set.get(type)?.value ?? null;
  }

  set(type: string, value: unknown): void {
    const known = this.#set.get(type);
    if (!isHandler(value)) {
      if (known) this.#target.removeEventListener(type, known.listener);
      this.#set.delete(type);
    } else if (known) {
      known.value = value;
    } else {
      const entry = {
        value,
        listener: (event: Event) => {
          if (typeof entry.value === "function") Reflect.apply(entry.value, this.#target, [event]);
        },
      };
      this.#set.set(type, entry);
      this.#target.addEventListener(type, entry.listener);
    }
  }
}

/** Any object is stored, but only functions are called. */
function isHandler(value: unknown): value is NonNullable<Handler> {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

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
