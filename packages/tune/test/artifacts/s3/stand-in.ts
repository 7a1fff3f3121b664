import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { ObjectStore } from "./swift.ts";

/** What happens to a request instead of an answer; undefined where it is answered. */
type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * A stand-in for an object store, for machines that have none and for what a real one does not do when it is told to: a few
 * of S3's requests, in memory, with their signatures checked from what came over the wire.
 */
export interface StandIn extends ObjectStore {
  /** All objects, by their keys. */
  readonly objects: Map<string, Uint8Array>;
  /** What came: methods and paths, in order. */
  readonly asked: string[];
  /** Stands in the way of each request until it is taken away. */
  fault: Fault | undefined;
}

const secret = "s3cret/with+signs=";
const pageSize = 3;

export const startStandIn = async (): Promise<StandIn> => {
  const objects = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const refuse = (response: ServerResponse, status: number, code: string, isHead = false) => {
    const text = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} it is</Message></Error>`;
    response.writeHead(status, { "content-type": "application/xml" }).end(isHead ? undefined : text);
  };
  const server = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (standIn.fault?.(request, response)) return;
    const pieces: Uint8Array[] = [];
    try {
      for await (const piece of request) pieces.push(piece as Uint8Array);
    } catch {
      return;
    }
    const body = Buffer.concat(pieces);
    const { method } = request;
    const isHead = method === "HEAD";
    if (!isSigned(request)) return refuse(response, 403, "SignatureDoesNotMatch", isHead);
    if (request.headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex"))
      return refuse(response, 400, "XAmzContentSHA256Mismatch", isHead);
    const url = new URL(request.url!, "http://host");
    const [, inPath = "", ...steps] = decodeURIComponent(url.pathname).split("/");
    const asHost = /^([\w-]+)\.localhost/.exec(request.headers.host ?? "")?.[1];
    const bucket = asHost ?? inPath;
    const key = asHost === undefined ? steps.join("/") : decodeURIComponent(url.pathname.slice(1));
    if (bucket !== "artifacts") return refuse(response, 404, "NoSuchBucket", isHead);
    if (method === "GET" && key === "") return response.end(listed(objects, url.searchParams));
    const found = objects.get(key);
    if (method === "PUT") {
      const source = request.headers["x-amz-copy-source"] as string | undefined;
      objects.set(
        key,
        source === undefined ? body : objects.get(decodeURIComponent(source).split("/").slice(2).join("/"))!,
      );
      return response.end(source === undefined ? undefined : "<CopyObjectResult/>");
    }
    if (method === "DELETE") {
      objects.delete(key);
      return response.writeHead(204).end();
    }
    if (found === undefined) return refuse(response, 404, "NoSuchKey", isHead);
    const etag = etagOf(found);
    if (request.headers["if-match"] !== undefined && request.headers["if-match"] !== etag)
      return refuse(response, 412, "PreconditionFailed", isHead);
    const [range, from = "0", to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
    const given = found.subarray(Number(from), to ? Number(to) + 1 : found.length);
    response.writeHead(range === undefined ? 200 : 206, { "content-length": given.length, etag });
    response.end(isHead ? undefined : given);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const standIn: StandIn = {
    objects,
    asked,
    fault: undefined,
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "kaviar",
      AWS_SECRET_ACCESS_KEY: secret,
    },
    address: "s3://artifacts",
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
};

const etags = new WeakMap<Uint8Array, string>();

const etagOf = (bytes: Uint8Array): string => {
  const etag = etags.get(bytes) ?? `"${createHash("md5").update(bytes).digest("hex")}"`;
  etags.set(bytes, etag);
  return etag;
};

/** A page of keys, as S3 writes it. */
const listed = (objects: ReadonlyMap<string, Uint8Array>, query: URLSearchParams): string => {
  const prefix = query.get("prefix") ?? "";
  const isFlat = query.get("delimiter") === "/";
  const all = [...objects.keys()]
    .filter((key) => key.startsWith(prefix) && !(isFlat && key.slice(prefix.length).includes("/")))
    .sort();
  const after = query.get("continuation-token");
  const left = after === null ? all : all.filter((key) => `${key}<&>` > after);
  const page = left.slice(0, pageSize);
  const token = `${page.at(-1)}&lt;&amp;&gt;`;
  const next = left.length > pageSize ? `<NextContinuationToken>${token}</NextContinuationToken>` : "";
  const entries = page.map((key) => {
    const bytes = objects.get(key)!;
    const etag = etagOf(bytes).replaceAll('"', "&quot;");
    return `<Contents><Key>${encodeURIComponent(key)}</Key><ETag>${etag}</ETag><Size>${bytes.length}</Size></Contents>`;
  });
  return `<ListBucketResult>${next}${entries.join("")}</ListBucketResult>`;
};

/** Whether the signature is that of what came: by the raw words of the request, as AWS describes it. */
const isSigned = ({ method, url = "", headers }: IncomingMessage): boolean => {
  const said =
    /^AWS4-HMAC-SHA256 Credential=kaviar\/(\d+)\/([\w-]+)\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/;
  const [, day, region, names, signature] = said.exec(headers.authorization ?? "") ?? [];
  if (day === undefined) return false;
  const [path, query = ""] = url.split("?");
  const canonical = `${method}\n${path}\n${query.split("&").sort().join("&")}\n${names!
    .split(";")
    .map((name) => `${name}:${headers[name]}\n`)
    .join("")}\n${names}\n${headers["x-amz-content-sha256"]}`;
  const hmac = (key: string | Buffer, data: string) => createHmac("sha256", key).update(data, "utf8").digest();
  const signing = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region!), "s3"), "aws4_request");
  const digest = createHash("sha256").update(canonical, "utf8").digest("hex");
  const text = `AWS4-HMAC-SHA256\n${headers["x-amz-date"]}\n${day}/${region}/s3/aws4_request\n${digest}`;
  return hmac(signing, text).toString("hex") === signature && names!.split(";").includes("host");
};
