import type { Fetch, FetchInit } from "@repowire/client";

/** A `fetch` function, made of what it answers to a request. */
export function answering(
  answer: (request: Request, init: FetchInit) => Response | Promise<Response>,
): Fetch {
  return async (url, init) => {
    const response = await answer(new Request(url, init), init);
    return response;
  };
}
