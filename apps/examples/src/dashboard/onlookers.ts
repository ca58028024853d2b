import { inspect } from "node:util";

import type { Peer } from "@repowire/client";

import type { BrowserPage } from "./browser-page.ts";
import type { MeshState, MeshView, Message } from "./mesh-view.ts";
import { inTime } from "./patience.ts";

/** The mesh as an onlooker sees it, in words. */
export interface Sight {
  readonly state: string;
  /** Such as `alice online`. */
  readonly peers: readonly string[];
  /** Such as `ask alice → bob: How are you?`. */
  readonly messages: readonly string[];
}

/** A viewer of the mesh. */
export interface Onlooker {
  readonly name: string;
  /** Errors that the page does not show. */
  readonly complaints: readonly string[];
  look(): Sight | Promise<Sight>;
  /** Resolves at the next change. */
  nextChange(): Promise<void>;
}

/**
 * Waits until a condition holds, and returns what the onlooker sees.
 *
 * @throws after too long a wait, with what the onlooker saw instead.
 */
export async function untilSeen(
  onlooker: Onlooker,
  what: string,
  holds: (sight: Sight) => boolean,
): Promise<Sight> {
  let seen: Sight | undefined;
  const failure = () =>
    `${onlooker.name} did not show ${what}, but ${inspect({ ...seen, complaints: onlooker.complaints })}`;
  const watch = async (): Promise<Sight> => {
    for (;;) {
      // Call this first, so that no change between the check and the wait is missed.
      const change = onlooker.nextChange();
      seen = await onlooker.look();
      if (holds(seen)) return seen;
      await change;
    }
  };
  return inTime(watch(), failure);
}

/** The code of the page, run in this process. Lists stand in for the page. */
export class ListOnlooker implements Onlooker, MeshView {
  readonly name = "the code of the page";
  readonly complaints: string[] = [];
  readonly #messages: string[] = [];
  #state: MeshState = "connecting";
  #peers: readonly string[] = [];
  #changed = Promise.withResolvers<void>();

  look(): Sight {
    return { state: this.#state, peers: this.#peers, messages: [...this.#messages] };
  }

  nextChange(): Promise<void> {
    return this.#changed.promise;
  }

  showState(state: MeshState): void {
    this.#state = state;
    this.#change();
  }

  showPeers(peers: readonly Peer[]): void {
    this.#peers = peers.map(({ display_name, status }) => `${display_name} ${status}`);
    this.#change();
  }

  addMessage({ kind, route = "", text }: Message): void {
    this.#messages.push(`${kind} ${route}: ${text}`);
    this.#change();
  }

  #change(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}

/** The page in a browser's tab. */
export class TabOnlooker implements Onlooker {
  readonly name = "the tab";
  readonly complaints: readonly string[];
  readonly #page: BrowserPage;

  constructor(page: BrowserPage) {
    this.#page = page;
    this.complaints = page.complaints;
  }

  look(): Promise<Sight> {
    return this.#page.evaluate(() => {
      const lines = (items: string, parts: readonly string[], between: string) =>
        Array.from(document.querySelectorAll(items), (item) =>
          parts.map((part) => item.querySelector(part)?.textContent ?? "").join(between),
        );
      const [kinds, texts] = [
        lines("#messages li", [".kind", ".route"], " "),
        lines("#messages li", [".text"], ""),
      ];
      return {
        state: document.getElementById("state")?.textContent ?? "",
        peers: lines("#peers tr", [".name", ".status"], " "),
        messages: kinds.map((kind, index) => `${kind}: ${texts[index]}`),
      };
    });
  }

  nextChange(): Promise<void> {
    return this.#page.nextChange();
  }
}
