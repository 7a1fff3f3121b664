import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { Status } from "kubernetes-types/meta/v1.js";
import type { Access } from "../connection/access.ts";
import { isPassing, unreachable } from "./connection-error.ts";
import { refused } from "./refused.ts";
import { type Request, send } from "./send.ts";

/** What the API answered: an object, or why there is none. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly code: number;
      readonly status: Status;
      /** Whether it was asked before without an answer: then what is there already may be what was asked for. */
      readonly again: boolean;
    };

/** How often something is asked that breaks off, or that a server has no time for; between them 0.1, 0.2, … s. */
const tries = 5;

/** A server may say how long to wait; longer than this, in seconds, nobody does. */
const longest = 10;

/** Too much to do, a failure inside, no server behind the gateway: these pass. */
const passing = new Set([429, 500, 502, 503, 504]);

/** Asks the API, also several times; what it says in the end is the caller's. */
export const ask = async <T>(access: Access, request: Request, patience?: number): Promise<Answer<T>> => {
  let renew = false;
  for (let attempt = 1; ; attempt++) {
    const again = attempt > 1;
    try {
      const response = await send(access, request, await access.credentials(renew), patience);
      const body = await textOf(response);
      const code = response.statusCode ?? 0;
      if (code < 300) return { ok: true, value: objectIn(body) as T };
      const isRefusedOnce = code === 401 && !renew;
      renew ||= code === 401;
      if (attempt === tries || !(passing.has(code) || isRefusedOnce))
        return { ok: false, code, status: statusIn(body, response), again };
      await wait(isRefusedOnce ? 0 : pause(attempt, response.headers["retry-after"]));
    } catch (error) {
      if (attempt === tries || !isPassing(error)) throw unreachable(access, error, attempt);
      await wait(pause(attempt, undefined));
    }
  }
};

/** Asks for what has to be given: a refusal is an error, "to make a Job". */
export const get = async <T>(access: Access, request: Request, what: string): Promise<T> => {
  const answer = await ask<T>(access, request);
  if (answer.ok) return answer.value;
  throw refused(answer, what);
};

/** Asks for what may not be there, or not any more. */
export const find = async <T>(access: Access, request: Request, what: string): Promise<T | undefined> => {
  const answer = await ask<T>(access, request);
  if (answer.ok) return answer.value;
  if (answer.code === 404) return undefined;
  throw refused(answer, what);
};

const pause = (attempt: number, told: string | undefined): number => {
  const seconds = Number(told);
  return seconds > 0 ? Math.min(seconds, longest) * 1000 : 100 * 2 ** (attempt - 1);
};

export const textOf = async (response: IncomingMessage): Promise<string> => {
  response.setEncoding("utf8");
  let text = "";
  for await (const part of response) text += part;
  return text;
};

const objectIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a server, or whatever stands before it, says with a refusal: a `Status`, or a page of its own. */
export const statusIn = (text: string, { statusMessage }: IncomingMessage): Status => {
  const status = objectIn(text) as Status | undefined;
  if (status?.kind === "Status") return status;
  return { message: text.trim().split("\n")[0]?.slice(0, 200) || statusMessage || "nothing" };
};
