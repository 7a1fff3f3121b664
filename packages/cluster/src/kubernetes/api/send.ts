import * as http from "node:http";
import * as https from "node:https";
import type { Access, Credentials } from "../connection/access.ts";

/** What the API is asked. */
export interface Request {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** From the root, each part of it encoded where somebody chose it. */
  readonly path: string;
  readonly body?: unknown;
}

const agents = {
  "http:": new http.Agent({ keepAlive: true }),
  "https:": new https.Agent({ keepAlive: true }),
};

/** A connection on which nothing came for so long, in milliseconds, is given up. */
const usualPatience = 30_000;

/** Asks once, as somebody, and gives the answer when it begins. */
export const send = (
  access: Access,
  { method, path, body }: Request,
  credentials: Credentials,
  patience = usualPatience,
): Promise<http.IncomingMessage> =>
  new Promise((resolve, reject) => {
    const url = new URL(access.server + path);
    const isEncrypted = url.protocol === "https:";
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request = (isEncrypted ? https : http).request(url, {
      method,
      agent: agents[isEncrypted ? "https:" : "http:"],
      timeout: patience,
      headers: {
        accept: "application/json, */*",
        "user-agent": "kaviar",
        ...authorization(credentials),
        ...(text !== undefined && {
          "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json",
          "content-length": Buffer.byteLength(text),
        }),
      },
      ...(isEncrypted && {
        rejectUnauthorized: !access.trustsAnybody,
        ...(access.authority !== undefined && { ca: access.authority }),
        ...(access.serverName !== undefined && { servername: access.serverName }),
        ...(credentials.certificate !== undefined && { cert: credentials.certificate }),
        ...(credentials.key !== undefined && { key: credentials.key }),
      }),
    });
    request.on("timeout", () => request.destroy(silence(patience)));
    request.on("error", reject);
    request.on("response", (response) => {
      response.on("error", () => {});
      resolve(response);
    });
    request.end(text);
  });

const authorization = ({ token, basic }: Credentials): Readonly<Record<string, string>> => {
  if (token) return { authorization: `Bearer ${token}` };
  return basic ? { authorization: `Basic ${basic}` } : {};
};

const silence = (patience: number): NodeJS.ErrnoException =>
  Object.assign(new Error(`it said nothing for ${patience / 1000} s`), { code: "SILENCE" });
