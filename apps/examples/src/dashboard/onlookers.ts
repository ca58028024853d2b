import { inspect } from "node:util";

import type { Peer } from "@repowire/client";

import type { BrowserPage } from "./browser-page.ts";
import type { MeshState, MeshView, Message } from "./mesh-view.ts";
import { inTime } from "./patience.ts";

/** What somebody sees of the mesh, in words. */
export interface Sight {
  readonly state: string;
  /** As `alice online`. */
  readonly peers: readonly string[];
  /** As `ask alice → bob: How are you?`. */
  readonly messages: readonly string[];
}

/** Somebody who looks at the mesh. */
export interface Onlooker {
  readonly name: string;
  /** What went wrong where nobody sees it. */
  readonly complaints: readonly string[];
  look(): Sight | Promise<Sight>;
  /** Settles when there is something else to see. */
  nextChange(): Promise<void>;
}

/**
 * What an onlooker sees once something holds.
 *
 * @throws with what they saw instead, when that takes too long.
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
      // First, so that no change between the look and the wait is missed.
      const change = onlooker.nextChange();
      seen = await onlooker.look();
      if (holds(seen)) return seen;
      await change;
    }
  };
  return inTime(watch(), failure);
}

/** The code of the page in this process, with lists for a page. */
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
