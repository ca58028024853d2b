import { type Endpoint, type ErrorRequest, describeIssues } from "@repowire/protocol";

/** A call in the form in which it travels. */
export interface Outgoing {
  /** The method of the client, for messages. */
  readonly name: string;
  /** Absent for a route outside the table. */
  readonly endpoint: Endpoint | undefined;
  readonly request: ErrorRequest;
  /** By lower-case name, on top of the client's own. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit | undefined;
}

const readHeaders = { accept: "application/json" };
const jsonHeaders = { ...readHeaders, "content-type": "application/json" };

/** Checks the parameters of an endpoint, and lays them out over path, query and body. */
export function layOut(endpoint: Endpoint, params: object): Outgoing {
  const { name, method } = endpoint;
  const checked = endpoint.params.safeParse(params);
  if (!checked.success) {
    throw new TypeError(`${name}: ${describeIssues(checked.error).join("; ")}`);
  }
  const template = templateOf(endpoint.path);
  const path = fillIn(name, template, params);
  const inQuery = method === "GET" || method === "DELETE" ? undefined : (endpoint.query ?? []);
  const query: string[] = [];
  const body = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(params)) {
    if (value === undefined || template.names.has(key)) continue;
    if (inQuery === undefined || inQuery.includes(key)) {
      if (value !== null) query.push(`${encode(name, key)}=${encode(name, String(value))}`);
    } else {
      body[key] = value;
    }
  }
  const json = inQuery !== undefined && endpoint.body !== "none";
  return {
    name,
    endpoint,
    request: { method, path: query.length === 0 ? path : `${path}?${query.join("&")}` },
    headers: json ? jsonHeaders : readHeaders,
    body: json ? toJson(name, body) : undefined,
  };
}

interface Template {
  /** The fixed texts, one more than there are parameters. */
  readonly texts: readonly string[];
  readonly names: ReadonlySet<string>;
}

const templates = new Map<string, Template>();

function templateOf(path: string): Template {
  let template = templates.get(path);
  if (template === undefined) {
    const parts = path.split(/[{}]/);
    template = {
      texts: parts.filter((_, index) => index % 2 === 0),
      names: new Set(parts.filter((_, index) => index % 2 === 1)),
    };
    templates.set(path, template);
  }
  return template;
}

function fillIn(name: string, { texts, names }: Template, params: object): string {
  let path = texts[0] ?? "";
  let index = 1;
  for (const key of names) {
    path += encode(name, (params as Record<string, string>)[key] ?? "") + (texts[index++] ?? "");
  }
  return path;
}

/** Refuses what cannot be sent, where `encodeURIComponent` has only "URI malformed" to say. */
export function encode(name: string, text: string): string {
  if (/\p{Surrogate}/u.test(text)) {
    throw new TypeError(`${name}: a text with half of a surrogate pair cannot be sent in a URL`);
  }
  return encodeURIComponent(text);
}

/** JSON of a value, or a `TypeError` for one that has none: a cycle, a bigint, too deep. */
export function toJson(name: string, value: unknown): string {
  try {
    const json = JSON.stringify(value) as string | undefined;
    if (json !== undefined) return json;
  } catch (thrown) {
    throw new TypeError(`${name}: the parameters cannot be written as JSON`, {
      cause: thrown instanceof Error ? { name: thrown.name, message: thrown.message } : undefined,
    });
  }
  throw new TypeError(`${name}: the parameters cannot be written as JSON`);
}
