import type { IncomingMessage } from "node:http";
import { createStudy, type Study } from "@kaviar/tune";
import type { Mirror } from "../reading/mirror.ts";
import type { Mirrors } from "../reading/mirrors.ts";
import { limits } from "./limits.ts";

/** What became of a change: the status, and what is answered as JSON. */
interface Changed {
  readonly status: number;
  readonly answer: { readonly says?: string; readonly number?: number };
}

type ChangeName = "enqueue" | "stop" | "note";

interface Change {
  /** All of an address, as it was sent. */
  readonly address: RegExp;
  make(
    mirrors: Mirrors,
    mirror: Mirror,
    given: Readonly<Record<string, unknown>>,
    trial: number,
  ): Promise<Changed["answer"] | undefined>;
}

/** Does something with the study itself, of the storage that the dashboard shows. */
const withStudy = async <T>(
  { storage }: Mirrors,
  { record }: Mirror,
  job: (study: Study) => Promise<T>,
): Promise<T> => {
  const study = await createStudy({ name: record.name, storage });
  try {
    return await job(study as unknown as Study);
  } finally {
    await study.close();
  }
};

const number = "(\\d{1,15})";

/** Everything that a page may change. */
const changes: { readonly [Name in ChangeName]: Change } = {
  /** Which point to try next. */
  enqueue: {
    address: new RegExp(`^/api/studies/${number}/enqueue$`),
    make: (mirrors, mirror, { params }) =>
      withStudy(mirrors, mirror, async (study) => ({ number: await study.enqueue(params as Record<string, unknown>) })),
  },
  /** Whoever runs the study begins no more trials. */
  stop: {
    address: new RegExp(`^/api/studies/${number}/stop$`),
    make: (mirrors, mirror) =>
      withStudy(mirrors, mirror, async (study) => {
        await study.stop();
        return {};
      }),
  },
  /** What a reader wants to keep with a trial: its attribute `note`. */
  note: {
    address: new RegExp(`^/api/studies/${number}/trials/${number}/note$`),
    make: async ({ storage }, { record, trials }, { note }, trial) => {
      if (trials[trial] === undefined) return undefined;
      if (typeof note !== "string") throw new TypeError(`A note is a text: got ${JSON.stringify(note)}.`);
      await storage.update(record.id, trial, { attributes: { note } });
      return { number: trial };
    },
  },
};

/** Makes the change that a request asks for; undefined where there is none of its address. */
export const change = async (request: IncomingMessage, mirrors: Mirrors): Promise<Changed | undefined> => {
  for (const { address, make } of Object.values(changes)) {
    const found = address.exec(request.url ?? "");
    if (found === null) continue;
    const body = await readBody(request);
    if (body === undefined) return { status: 413, answer: { says: `A change is at most ${limits.bodyBytes} bytes.` } };
    const given = recordIn(body);
    if (given === undefined) return { status: 400, answer: { says: "A change is told as a record in JSON." } };
    const mirror = await mirrors.study(Number(found[1]));
    if (mirror === undefined) return undefined;
    try {
      const answer = await make(mirrors, mirror, given, Number(found[2]));
      return answer && { status: 200, answer };
    } catch (error) {
      // What a reader gave is told back with the law; what the world did is told as it is elsewhere.
      if ((error as { fault?: unknown }).fault !== "usage" && !(error instanceof TypeError)) throw error;
      return { status: 400, answer: { says: (error as Error).message } };
    }
  }
  return undefined;
};

/** All of a body, or undefined where it is longer than any change is. */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limits.bodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const recordIn = (body: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
};
