import { StringDecoder } from "node:string_decoder";
import { setTimeout as wait } from "node:timers/promises";
import type { Access } from "../connection/access.ts";
import { statusIn, textOf } from "./ask.ts";
import { isPassing, unreachable } from "./connection-error.ts";
import { refused } from "./refused.ts";
import { send } from "./send.ts";

/** How often a log is asked for anew that breaks off before its end. */
const tries = 5;

/**
 * What a pod's container has printed so far; nothing, where it has not begun, or is gone. A stream that breaks off is asked
 * for again from its beginning, there is no other place, and what was told already is passed over.
 */
export async function* readLog(access: Access, path: string, patience?: number): AsyncIterable<string> {
  const decoder = new StringDecoder("utf8");
  let told = 0;
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await send(access, { method: "GET", path }, await access.credentials(), patience);
      const code = response.statusCode ?? 0;
      if (code >= 300) {
        const status = statusIn(await textOf(response), response);
        // 400 says that the container waits to start.
        if (code === 400 || code === 404) return;
        throw refused({ code, status }, "to read a log");
      }
      let place = 0;
      for await (const part of response as AsyncIterable<Buffer>) {
        const fresh = part.subarray(Math.min(part.length, Math.max(0, told - place)));
        place += part.length;
        told = Math.max(told, place);
        if (fresh.length > 0) yield decoder.write(fresh);
      }
      const rest = decoder.end();
      if (rest !== "") yield rest;
      return;
    } catch (error) {
      if (attempt === tries || !isPassing(error)) throw unreachable(access, error, attempt);
      await wait(100 * 2 ** (attempt - 1));
    }
  }
}
