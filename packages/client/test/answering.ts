import type { Fetch, FetchInit } from "@repowire/client";

/** Makes a `fetch` function from a function that answers requests. */
export function answering(
  answer: (request: Request, init: FetchInit) => Response | Promise<Response>,
): Fetch {
  return async (url, init) => {
    const response = await answer(new Request(url, init), init);
    return response;
  };
}
