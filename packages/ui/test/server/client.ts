import { request as ask, type IncomingMessage } from "node:http";
import { decodeColumns } from "../../src/columns/index.ts";
import type { Dashboard } from "../../src/index.ts";

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: string;
}

/** Sends an address as it stands: `fetch` and `URL` would tidy it up. */
export const get = (at: Pick<Dashboard, "port">, path: string, { headers = {}, method = "GET", body }: Asked = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const sent = ask({ host: "127.0.0.1", port: at.port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });

/** Goes in by a new link; gives the cookie. */
export const enter = async (at: Dashboard): Promise<string> => {
  const { pathname, search } = new URL(at.link());
  const { headers } = await get(at, pathname + search);
  return headers["set-cookie"]![0]!.split(";")[0]!;
};

/** Opens an event stream, and gives what it has said so far. */
export const listen = (at: Dashboard, path: string, headers: Readonly<Record<string, string>>) =>
  new Promise<{ readonly status: number; said(): string; close(): void; readonly ended: Promise<void> }>(
    (resolve, reject) => {
      const sent = ask({ host: "127.0.0.1", port: at.port, path, headers, agent: false }, (response) => {
        let said = "";
        response.on("data", (chunk) => {
          said += chunk;
        });
        const ended = new Promise<void>((end) => response.on("close", end));
        resolve({ status: response.statusCode!, said: () => said, close: () => sent.destroy(), ended });
      });
      sent.on("error", reject);
      sent.end();
    },
  );

/** The events of a stream, as a browser cuts them. */
export const eventsOf = (said: string) =>
  said
    .split("\n\n")
    .filter((block) => block.startsWith("event: "))
    .map(
      (block) =>
        Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2))) as Record<
          string,
          string
        >,
    );

/** The trials that a stream has told of. */
export const numbersIn = (said: string): readonly number[] => columnsIn(said).flatMap(({ number }) => [...number]);

/** Those, each with how many steps it has reported. */
export const reportsIn = (said: string): readonly (readonly number[])[] =>
  columnsIn(said).flatMap(({ number, reports }) => Array.from(number, (each, at) => [each, reports[at]!]));

const columnsIn = (said: string) =>
  eventsOf(said)
    .filter(({ event, data }) => event === "news" && data!.includes('"columns"'))
    .map(({ data }) => decodeColumns(Uint8Array.from(Buffer.from(JSON.parse(data!).columns, "base64"))));
