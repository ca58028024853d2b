import { RepowireClient } from "@repowire/client";
import axios from "axios";
import ky from "ky";
import createClient from "openapi-fetch";

import { eventStream } from "./streams.ts";

/** One call, repeated. */
export type Candidate = (url: string) => () => Promise<unknown>;

const health = JSON.stringify({ status: "ok", version: "0.14.17", relay_mode: false });

/** Answers without a socket, so that only the layers above it are measured. */
const answer = async () =>
  new Response(health, { headers: { "content-type": "application/json" } });

const nowhere = "http://127.0.0.1:8377";

/** In process. All candidates use the same `fetch`. */
export const inProcess: Readonly<Record<string, Candidate>> = {
  "ky.get().json()": () => () => ky.get(`${nowhere}/health`, { fetch: answer }).json(),
  "ky, no retry, no timeout": () => {
    const plain = ky.create({ fetch: answer, retry: 0, timeout: false });
    return () => plain.get(`${nowhere}/health`).json();
  },
  client: () => {
    const client = new RepowireClient({ fetch: answer });
    return () => client.health();
  },
  "client with a token, a signal and observers": () => {
    const nothing = () => undefined;
    const client = new RepowireClient({
      fetch: answer,
      authToken: "bench",
      onRequest: nothing,
      onResponse: nothing,
    });
    const { signal } = new AbortController();
    return () => client.health({ signal });
  },
};

interface Paths {
  "/health": { get: { responses: { 200: { content: { "application/json": unknown } } } } };
}

/** Over loopback. */
export const overLoopback: Readonly<Record<string, Candidate>> = {
  "fetch().json()": (url) => async () => (await fetch(`${url}/health`)).json(),
  ky: (url) => () => ky.get(`${url}/health`).json(),
  "openapi-fetch": (url) => {
    const client = createClient<Paths>({ baseUrl: url });
    return () => client.GET("/health");
  },
  axios: (url) => () => axios.get(`${url}/health`),
  client: (url) => {
    const client = new RepowireClient({ baseUrl: url });
    return () => client.health();
  },
};

/** A list of 10,000 peers over loopback. */
export const longList: Readonly<Record<string, Candidate>> = {
  "fetch().json()": (url) => async () => (await fetch(`${url}/peers`)).json(),
  ky: (url) => () => ky.get(`${url}/peers`).json(),
  client: (url) => {
    const client = new RepowireClient({ baseUrl: url });
    return () => client.listPeers();
  },
};

export const suites = { inProcess, overLoopback, longList, eventStream } as const;
