import { type Access, encoded } from "./access.ts";

/** A request to be signed: its query is not in the URL yet. */
export interface Unsigned {
  readonly method: string;
  readonly url: URL;
  readonly query: Readonly<Record<string, string>>;
  /** By lower-case names; all of them are signed. */
  readonly headers: Readonly<Record<string, string>>;
  /** The SHA-256 of the body. */
  readonly digest: string;
}

/** The query as it is signed and sent. */
export const queryText = (query: Unsigned["query"]): string =>
  Object.entries(query)
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

/**
 * The headers of a request with its signature: HMAC-SHA256 over the request as one text, by a key of this day, region and
 * service. (AWS Signature Version 4)
 */
export const signed = (
  { method, url, query, headers, digest }: Unsigned,
  { key, secret, token, region }: Pick<Access, "key" | "secret" | "token" | "region">,
  now: Date,
): Readonly<Record<string, string>> => {
  const { createHash, createHmac } = process.getBuiltinModule("node:crypto");
  const mac = (by: string | Uint8Array, text: string): Buffer => createHmac("sha256", by).update(text).digest();
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const all: Record<string, string> = {
    ...headers,
    host: url.host,
    "x-amz-content-sha256": digest,
    "x-amz-date": time,
    ...(token !== undefined && { "x-amz-security-token": token }),
  };
  const names = Object.keys(all).sort();
  const request = [
    method,
    url.pathname,
    queryText(query),
    ...names.map((name) => `${name}:${all[name]!.trim().replace(/ +/g, " ")}`),
    "",
    names.join(";"),
    digest,
  ].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(request).digest("hex")].join("\n");
  const ofDay = scope.split("/").reduce<string | Uint8Array>((by, part) => mac(by, part), `AWS4${secret}`);
  const signature = createHmac("sha256", ofDay).update(text).digest("hex");
  return {
    ...all,
    authorization: `AWS4-HMAC-SHA256 Credential=${key}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
};
