import { expect, test } from "vitest";
import { endpointOf } from "./routes.ts";

test.each([
  ["GET /peers/repow-x-<1>?circle=a", "getPeer"],
  ["GET /peers/by-pane/%2542", "getPeerByPane"],
  ["POST /peers/circle", "setCircle"],
  ["GET /peers", "listPeers"],
  ["DELETE /peers/x", "unregisterPeer"],
  ["GET /asks/pending?peer_id=x", "pendingAsks"],
  ["GET /events/stream", "eventStream"],
  ["POST /nowhere", undefined],
  ["PUT /ask", undefined],
])("%s is %s", (call, name) => {
  expect(endpointOf(call)?.name).toBe(name);
});
