import { type DaemonVersion, type EndpointMethod, daemonVersions } from "./endpoint.ts";

/** A route of the daemon that is not an endpoint here. */
export interface OmittedRoute {
  /** The method of HTTP. */
  readonly method: EndpointMethod;
  /** The path with its parameters in braces. */
  readonly path: `/${string}`;
  /** The releases that have it. */
  readonly daemons: readonly DaemonVersion[];
  /** Why a program outside the daemon does not need it. */
  readonly reason: string;
}

const hooks = "used by the tmux and agent hooks on the daemon's machine";
const panes = "manages tmux panes on the daemon's machine, for its command line";
const tools = "reads or changes the agents' own settings on the daemon's machine";
const reviews = "manages notes of reviewing agents, which the daemon's gh command writes";
const shares = "is passed on to the relay of the daemon's owner";
const noOp = "does nothing and is kept for old hooks";
const push = "registers the relay's mobile app for push messages";
const pages = "shows a page in a browser";

const all = daemonVersions;
const python = ["0.14.17", "0.17.0"] as const;
const go = ["go"] as const;
const sharing = ["0.17.0", "go"] as const;

/** All other routes of the daemons, with the reason why each is not an endpoint. */
export const omittedRoutes: readonly OmittedRoute[] = [
  { method: "POST", path: "/response", daemons: python, reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/pane-died", daemons: all, reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/session-closed", daemons: all, reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/session-renamed", daemons: all, reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/window-renamed", daemons: all, reason: hooks },
  { method: "POST", path: "/hooks/lifecycle/client-detached", daemons: all, reason: hooks },
  { method: "POST", path: "/asks/{correlation_id}/picked_up", daemons: python, reason: noOp },
  { method: "POST", path: "/asks/{correlation_id}/mark_reminded", daemons: python, reason: noOp },
  { method: "GET", path: "/panes/orphans", daemons: all, reason: panes },
  { method: "POST", path: "/panes/{pane_id}/link", daemons: all, reason: panes },
  { method: "GET", path: "/peers/{name}/mcp", daemons: all, reason: tools },
  { method: "POST", path: "/peers/{name}/mcp", daemons: all, reason: tools },
  { method: "DELETE", path: "/peers/{name}/mcp/{server_name}", daemons: all, reason: tools },
  { method: "GET", path: "/reviews", daemons: all, reason: reviews },
  { method: "POST", path: "/reviews", daemons: all, reason: reviews },
  { method: "DELETE", path: "/reviews/{pr_url_encoded}", daemons: all, reason: reviews },
  {
    method: "POST",
    path: "/acp/permissions/{request_id}/decision",
    daemons: all,
    reason: "answers a question of the ACP broker, for the dashboard",
  },
  { method: "GET", path: "/shares", daemons: sharing, reason: shares },
  { method: "POST", path: "/shares", daemons: sharing, reason: shares },
  { method: "DELETE", path: "/shares/{share_id}", daemons: sharing, reason: shares },
  {
    method: "POST",
    path: "/shutdown",
    daemons: go,
    reason: "ends the daemon for everybody, and cannot be reached in released packages",
  },
  {
    method: "POST",
    path: "/sessions/resume",
    daemons: go,
    reason: "the same as resumeSession, with the id in the body",
  },
  { method: "GET", path: "/push/devices", daemons: go, reason: push },
  { method: "POST", path: "/push/devices", daemons: go, reason: push },
  { method: "DELETE", path: "/push/devices/{token}", daemons: go, reason: push },
  {
    method: "POST",
    path: "/mcp",
    daemons: python,
    reason: "speaks the Model Context Protocol, not this one",
  },
  { method: "GET", path: "/docs", daemons: python, reason: pages },
  { method: "GET", path: "/redoc", daemons: python, reason: pages },
  { method: "GET", path: "/openapi.json", daemons: python, reason: "describes the other routes" },
  { method: "GET", path: "/dashboard", daemons: python, reason: pages },
  { method: "GET", path: "/", daemons: python, reason: pages },
];
