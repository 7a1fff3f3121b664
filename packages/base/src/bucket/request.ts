import type { ClientRequest, IncomingMessage } from "node:http";
import type { Agent } from "node:https";
import { accessOf, urlOf } from "./access.ts";
import { broken, isPassing, refused, type Said, saidIn, unreachable } from "./answers.ts";
import type { Owner } from "./owner.ts";
import type { BucketPart } from "./part.ts";
import { queryText, signed } from "./sign.ts";

/** What is asked of a bucket. */
export interface Asked {
  readonly method: "GET" | "HEAD" | "PUT" | "DELETE";
  /** Behind nothing: the whole key; the bucket itself where it is empty. */
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  /** By lower-case names. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent, anew for each try; its SHA-256 and size are known before. */
  readonly body?: { readonly id: string; readonly size: number; bytes(): AsyncIterable<Uint8Array> };
  /** Answers that are none of success, and no error. */
  readonly expected?: readonly number[];
}

/** The SHA-256 of nothing. */
const nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** So often a request is made in all, while what goes wrong may pass. */
const tries = 6;

/** The first wait between two tries, in milliseconds; each next one is twice as long. Together some 5 seconds. */
const firstWait = 200;

/** A connection over which nothing comes or goes for so long, in milliseconds, is taken for lost. */
const silence = 60_000;

const agents = new Map<string, Agent>();

/** The connections of one kind: they are kept for the next request, and keep no process from ending. */
const agentOf = (protocol: string): Agent => {
  const { Agent } = process.getBuiltinModule(protocol === "https:" ? "node:https" : "node:http");
  const agent = agents.get(protocol) ?? (new Agent({ keepAlive: true, maxSockets: 16 }) as Agent);
  agents.set(protocol, agent);
  return agent;
};

/** An answer that is short, as it was read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

/** Asks a bucket. What fails in passing is tried again, for some seconds. */
export const ask = (owner: Owner, part: BucketPart, asked: Asked): Promise<Answer> =>
  tried(owner, part, asked, async (answer) => {
    const { statusCode: status = 0, headers } = answer;
    const text = await textOf(answer);
    // A copy that takes long is answered with success before it has any.
    return text.includes("<Error>") && status < 300
      ? saidIn(text, { statusCode: 500, headers })
      : { status, headers, text };
  });

/** Asks a bucket for what is read piece by piece. */
export const open = (owner: Owner, part: BucketPart, asked: Asked): Promise<IncomingMessage> =>
  tried(owner, part, asked, async (answer) => answer);

const tried = async <T extends object>(
  owner: Owner,
  part: BucketPart,
  asked: Asked,
  read: (answer: IncomingMessage) => Promise<T | Said>,
): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === tries;
    try {
      const answer = await once(owner, part, asked);
      const status = answer.statusCode ?? 0;
      const isFine = status < 300 || asked.expected?.includes(status);
      const got = isFine ? await read(answer) : saidIn(await textOf(answer), answer);
      if (!("isPassing" in got)) return got;
      if (isLast || !got.isPassing) throw refused(owner, part, asked, got);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (isLast) throw unreachable(owner, part, error);
    }
    await new Promise((resolve) => setTimeout(resolve, firstWait * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)));
  }
};

/** One try. */
const once = (
  owner: Owner,
  { bucket }: BucketPart,
  { method, key, query = {}, headers = {}, body }: Asked,
): Promise<IncomingMessage> => {
  const access = accessOf(owner, process.env);
  const url = urlOf(access, bucket, key);
  const search = queryText(query);
  const { request } = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
  return new Promise((resolve, reject) => {
    const sent: ClientRequest = request({
      method,
      agent: agentOf(url.protocol),
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      ...(url.port !== "" && { port: url.port }),
      path: `${url.pathname}${search === "" ? "" : `?${search}`}`,
      headers: {
        ...signed({ method, url, query, headers, digest: body?.id ?? nothing }, access, new Date()),
        ...((body !== undefined || method === "PUT") && { "content-length": String(body?.size ?? 0) }),
      },
      timeout: silence,
    });
    sent.on("timeout", () => sent.destroy(broken("ETIMEDOUT", "nothing came for a minute")));
    sent.on("error", reject);
    let isAnswered = false;
    sent.on("response", (answer) => {
      isAnswered = true;
      resolve(answer);
    });
    if (body === undefined) {
      sent.end();
      return;
    }
    const { pipeline } = process.getBuiltinModule("node:stream/promises");
    pipeline(body.bytes(), sent).catch((error: unknown) => {
      // Whoever is refused in the middle is to hear why.
      if (!isAnswered) sent.destroy();
      reject(error);
    });
  });
};

const textOf = async (answer: IncomingMessage): Promise<string> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of answer) pieces.push(piece as Uint8Array);
  return new TextDecoder().decode(Buffer.concat(pieces));
};
