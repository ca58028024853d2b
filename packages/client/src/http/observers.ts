import type { RequestEvent } from "../options.ts";
import type { Settings } from "../settings.ts";
import type { Outgoing } from "./outgoing.ts";

/** Tells the client's observers and its logger of each call. They can change nothing. */
export class Observers {
  readonly #settings: Settings;
  readonly #idle: boolean;

  constructor(settings: Settings) {
    this.#settings = settings;
    const { onRequest, onResponse, logger } = settings;
    this.#idle = onRequest === undefined && onResponse === undefined && logger === undefined;
  }

  watch<Answer extends { readonly status: number }>(
    outgoing: Outgoing,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    return this.#idle ? send() : this.#watched(outgoing, send);
  }

  async #watched<Answer extends { readonly status: number }>(
    outgoing: Outgoing,
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const event = eventOf(outgoing);
    const start = performance.now();
    this.#tell("onRequest", event);
    try {
      const answer = await send();
      this.#over(event, answer.status, start, undefined);
      return answer;
    } catch (error) {
      this.#over(event, (error as { status?: number } | undefined)?.status, start, error);
      throw error;
    }
  }

  drift(outgoing: Outgoing, status: number, issues: readonly string[]): void {
    const event = eventOf(outgoing);
    this.#tell("onDrift", { ...event, status, issues });
    this.#settings.logger?.warn(`${lineOf(event)}: unknown answer: ${issues.join("; ")}`);
  }

  #over(event: RequestEvent, status: number | undefined, start: number, error: unknown): void {
    const duration = performance.now() - start;
    this.#tell("onResponse", { ...event, status, duration, error });
    this.#settings.logger?.debug(
      `${lineOf(event)}: ${status ?? (error as Error | undefined)?.name ?? "ended"} in ${duration.toFixed(1)} ms`,
    );
  }

  #tell(name: "onRequest" | "onResponse" | "onDrift", event: object): void {
    const observer = this.#settings[name] as ((event: object) => unknown) | undefined;
    if (observer === undefined) return;
    try {
      const returned = observer(event);
      if (returned instanceof Promise) returned.catch((thrown) => this.#complain(name, thrown));
    } catch (thrown) {
      this.#complain(name, thrown);
    }
  }

  #complain(name: string, thrown: unknown): void {
    const what = thrown instanceof Error ? thrown.name : typeof thrown;
    this.#settings.logger?.warn(`${name} threw ${what}; a call goes on without it`);
  }
}

function eventOf({ name, request: { method, path } }: Outgoing): RequestEvent {
  return { name, method, path };
}

function lineOf({ name, method, path }: RequestEvent): string {
  return `${name}: ${method} ${path}`;
}
