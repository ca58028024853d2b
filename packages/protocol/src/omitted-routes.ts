import type { EndpointMethod } from "./endpoint.ts";

/** A route of the daemon that is not an endpoint here. */
export interface OmittedRoute {
  readonly method: EndpointMethod;
  /** The path with its parameters in braces. */
  readonly path: `/${string}`;
  /** Why a program outside the daemon does not need it. */
  readonly reason: string;
}

const hooks = "used by the tmux and agent hooks on the daemon's machine";
const panes = "manages tmux panes on the daemon's machine, for its command line";
const tools = "reads or changes the agents' own settings on the daemon's machine";
const reviews = "manages notes of reviewing agents, which the daemon's gh command writes";
const shares = "is passed on to the relay of the daemon's owner";
const noOp = "does nothing and is kept for old hooks";
const push = "registers the relay's mobile app for push messages; Go only";
const pages = "shows a page in a browser";

/** All other routes of the daemons, with the reason why each is not an endpoint. */
export const omittedRoutes: readonly OmittedRoute[] = [
  { method: "POST", path: "/response", reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/pane-died", reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/session-closed", reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/session-renamed", reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/window-renamed", reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/client-detached", reason: hooks },
  { method: "POST", path: "/asks/{correlation_id}/picked_up", reason: noOp },
  { method: "POST", path: "/asks/{correlation_id}/mark_reminded", reason: noOp },
  { method: "GET", path: "/panes/orphans", reason: panes },
  { method: "POST", path: "/panes/{pane_id}/link", reason: panes },
  { method: "GET", path: "/peers/{name}/mcp", reason: tools },
  { method: "POST", path: "/peers/{name}/mcp", reason: tools },
  { method: "DELETE", path: "/peers/{name}/mcp/{server_name}", reason: tools },
  { method: "GET", path: "/reviews", reason: reviews },
  { method: "POST", path: "/reviews", reason: reviews },
  { method: "DELETE", path: "/reviews/{pr_url_encoded}", reason: reviews },
  {
    method: "POST",
    path: "/acp/permissions/{request_id}/decision",
    reason: "answers a question of the ACP broker, for the dashboard",
  },
  { method: "GET", path: "/shares", reason: shares },
  { method: "POST", path: "/shares", reason: shares },
  { method: "DELETE", path: "/shares/{share_id}", reason: shares },
  {
    method: "POST",
    path: "/shutdown",
    reason: "ends the daemon for everybody, and cannot be reached in released packages",
  },
  {
    method: "POST",
    path: "/sessions/resume",
    reason: "the same as resumeSession, with the id in the body; Go only",
  },
  { method: "GET", path: "/push/devices", reason: push },
  { method: "POST", path: "/push/devices", reason: push },
  { method: "DELETE", path: "/push/devices/{token}", reason: push },
  { method: "POST", path: "/mcp", reason: "speaks the Model Context Protocol, not this one" },
  { method: "GET", path: "/docs", reason: pages },
  { method: "GET", path: "/redoc", reason: pages },
  { method: "GET", path: "/openapi.json", reason: "describes the other routes" },
  { method: "GET", path: "/dashboard", reason: pages },
  { method: "GET", path: "/", reason: pages },
];
