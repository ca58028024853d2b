import type { EndpointName } from "@repowire/protocol";

import type { Ambiguous } from "../daemon/peers/lookup.ts";
import type { Refusal } from "../daemon/refusal.ts";
import type { StoredFile } from "../daemon/state.ts";
import type { Match, Router } from "./router.ts";
import type { AnswerStream, WireAnswer, WireRequest } from "./wire.ts";

/** A route that the daemon has and the fake knows. */
export type Place = Match & { readonly endpoint: NonNullable<Match["endpoint"]> };

/** What is checked before the rules of an endpoint. */
export interface Admission {
  readonly authToken: string | undefined;
  /** Whether the endpoint refuses keys that it does not know. */
  readonly refusesUnknownKeys: boolean;
  /** Fields of the body that the release does not know, and that only later ones check. */
  readonly ignoredFields: readonly string[];
}

/** The route of a request. */
export interface Destination {
  /** The path, decoded. */
  readonly path: string;
  readonly match: Match | undefined;
}

/** The headers of a handshake, by their names in small letters. */
export type HandshakeHeaders = Readonly<Partial<Record<string, string | string[]>>>;

/** How a daemon's server treats connections. */
export interface ConnectionManner {
  /** The bytes that answer a request which is not HTTP. */
  badRequest(date: string): string;
  /** Whether HTTP/1.1 without the header `host`, or with two of them, is refused. */
  readonly needsHost: boolean;
  /** The answer to a handshake for a WebSocket that breaks its rules. */
  badHandshake(method: string, headers: HandshakeHeaders): WireAnswer | undefined;
  /** The reason with which a frame that is too large ends the socket. */
  oversizeReason(bytes: number, limit: number): string;
  /** Whether an unknown expectation, such as `Expect: tea`, is ignored. */
  readonly ignoresExpectations: boolean;
  /** Whether a handshake for a WebSocket at another path than `/ws` counts as a plain call. */
  readonly ignoresOtherHandshakes: boolean;
}

/** A received file. */
export interface UploadedFile {
  readonly filename: string;
  /** With its dot. */
  readonly extension: string;
  readonly content_type: string | null;
  readonly content: Uint8Array;
}

/** How a daemon's framework speaks HTTP on every endpoint. Each framework has a folder. */
export interface Manner {
  readonly connection: ConnectionManner;
  find(router: Router, request: WireRequest): Destination;
  /** The answer for an unknown route. */
  noRoute(request: WireRequest, path: string): WireAnswer;
  /**
   * Reads and checks the token and all parameters, in the framework's order.
   *
   * @throws Refusal
   */
  admit(place: Place, request: WireRequest, admission: Admission): Record<string, unknown>;
  /** A result, as the endpoint sends it. */
  result(name: EndpointName, value: unknown): WireAnswer;
  refusal(refusal: Refusal): WireAnswer;
  /** The answer of a route that does not expect an ambiguous name. */
  ambiguity(error: Ambiguous): Refusal;
  /** Adds what the framework adds to each answer of a route. */
  finish(request: WireRequest, answer: WireAnswer): WireAnswer;
  json(status: number, value: unknown, headers?: Record<string, string>): WireAnswer;
  text(status: number, body: string, headers?: Record<string, string>): WireAnswer;
  /**
   * The file in an uploaded form.
   *
   * @throws Refusal
   */
  uploadedFile(request: WireRequest): UploadedFile;
  /** A stored file, or the requested part of it. */
  serveFile(request: WireRequest, file: StoredFile, newBoundary: () => string): WireAnswer;
  stream(body: AnswerStream): WireAnswer;
  /** An event of the stream, as JSON. */
  eventJson(event: unknown): string;
  /** A frame of a socket. */
  frame(message: object): string;
}
