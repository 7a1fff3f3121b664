import type { Owner } from "./owner.ts";

/** Who asks, and of which server. */
export interface Access {
  /** The server; undefined for Amazon's own, which has one a region. */
  readonly endpoint: URL | undefined;
  readonly region: string;
  /** Whether a bucket is a part of the server's name, not of the path. */
  readonly virtualHost: boolean;
  readonly key: string;
  readonly secret: string;
  readonly token: string | undefined;
}

/**
 * What is read of the environment for a bucket, as other programs that speak to S3 read it.
 *
 * ```ts
 * bucketVariables.filter((name) => name in process.env);   // ["AWS_ACCESS_KEY_ID", …]
 * ```
 * Some are secrets.
 */
export const bucketVariables = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "AWS_ENDPOINT_URL",
  "AWS_ENDPOINT_URL_S3",
  "AWS_REGION",
  "AWS_DEFAULT_REGION",
  "AWS_VIRTUAL_HOSTED_STYLE_REQUEST",
] as const;

/** What the environment says now: keys that are given for an hour are read again. */
export const accessOf = (owner: Owner, environment: NodeJS.ProcessEnv): Access => {
  const of = (name: (typeof bucketVariables)[number]): string | undefined => environment[name] || undefined;
  const [key, secret] = [of("AWS_ACCESS_KEY_ID"), of("AWS_SECRET_ACCESS_KEY")];
  if (key === undefined || secret === undefined)
    throw owner.error(
      "no-credentials",
      `${owner.need} AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: the environment has ${
        key === undefined && secret === undefined
          ? "neither"
          : `no ${key === undefined ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"}`
      }.`,
      {
        remedy:
          "Set them, and AWS_ENDPOINT_URL where the bucket is not Amazon's. Profiles and roles of a machine are not read.",
      },
    );
  const endpoint = endpointOf(owner, of("AWS_ENDPOINT_URL_S3") ?? of("AWS_ENDPOINT_URL"));
  return {
    endpoint,
    region: of("AWS_REGION") ?? of("AWS_DEFAULT_REGION") ?? "us-east-1",
    virtualHost: endpoint === undefined || of("AWS_VIRTUAL_HOSTED_STYLE_REQUEST")?.toLowerCase() === "true",
    key,
    secret,
    token: of("AWS_SESSION_TOKEN"),
  };
};

const endpointOf = (owner: Owner, given: string | undefined): URL | undefined => {
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "" && url.search === "")
    return url;
  throw owner.error(
    "bad-endpoint",
    "AWS_ENDPOINT_URL is the http:// or https:// address of a server, and nothing else: got another text.",
    {
      remedy: "Write it as https://s3.lab.example:9000; keys go into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
    },
  );
};

/** Where a key of a bucket is, written as it is signed. */
export const urlOf = ({ endpoint, region, virtualHost }: Access, bucket: string, key: string): URL => {
  const server = endpoint ?? new URL(`https://s3.${region}.amazonaws.com`);
  // A certificate for *.server has no room for a bucket with dots.
  const asHost = virtualHost && !(server.protocol === "https:" && bucket.includes("."));
  const base = server.pathname.replace(/\/$/, "");
  const path = key.split("/").map(encoded).join("/");
  return new URL(
    `${server.protocol}//${asHost ? `${bucket}.` : ""}${server.host}${base}/${asHost ? "" : `${bucket}${key === "" ? "" : "/"}`}${path}`,
  );
};

/** Percent signs for all but letters, digits and "-._~", as the signature has it. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
