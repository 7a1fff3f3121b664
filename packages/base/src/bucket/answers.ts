import type { IncomingMessage } from "node:http";
import { oneLine } from "../text/index.ts";
import type { Owner } from "./owner.ts";
import type { BucketPart } from "./part.ts";

/** What a server says that did not do what was asked. */
export interface Said {
  readonly status: number;
  /** S3's own word for it, such as `NoSuchBucket`. */
  readonly code: string | undefined;
  readonly message: string | undefined;
  /** Where the bucket is, when it is asked for elsewhere. */
  readonly region: string | undefined;
  /** Whether the same may be answered otherwise a moment later. */
  readonly isPassing: boolean;
}

export const saidIn = (
  text: string,
  { statusCode: status = 0, headers }: Pick<IncomingMessage, "statusCode" | "headers">,
): Said => {
  const code = /<Code>([\w.-]+)<\/Code>/.exec(text)?.[1];
  return {
    status,
    code,
    message: /<Message>([^<]*)<\/Message>/.exec(text)?.[1],
    region: /<Region>([\w-]+)<\/Region>/.exec(text)?.[1] ?? [headers["x-amz-bucket-region"]].flat()[0],
    isPassing: status >= 500 ? status !== 501 : status === 429 || status === 408 || code === "RequestTimeout",
  };
};

/** What connections end with that a moment later may not. */
const passing = new Set([
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ECONNREFUSED",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

/** Whether a request failed on its way, and may not the next time. */
export const isPassing = (error: unknown): boolean =>
  passing.has((error as NodeJS.ErrnoException | undefined)?.code ?? "") ||
  // A connection to a name of many addresses fails with one error for each.
  (error instanceof AggregateError && error.errors.some(isPassing));

export const broken = (code: string, message: string): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code });

export const unreachable = (owner: Owner, part: BucketPart, error: unknown): Error =>
  owner.error("unreachable", `${owner.use(part, "reached")}: ${messageIn(error)}.`, {
    remedy: "See whether the server is up, and whether AWS_ENDPOINT_URL says where it is.",
    cause: error,
  });

const messageIn = (error: unknown): string =>
  error instanceof AggregateError
    ? error.errors.map(messageIn).join(", ")
    : error instanceof Error
      ? error.message
      : String(error);

export const refused = (
  owner: Owner,
  part: BucketPart,
  { method }: { readonly method: string },
  { status, code, message, region }: Said,
): Error => {
  const words = [code, message].filter((word) => word !== undefined && word !== "").join(": ");
  return owner.error(
    "refused",
    `${owner.use(part, "used")}: ${method} was answered with ${status}${words === "" ? "" : ` (${oneLine(words)})`}.`,
    { remedy: remedyFor(owner, status, code, region) },
  );
};

const remedyFor = (owner: Owner, status: number, code: string | undefined, region: string | undefined): string => {
  if (code === "NoSuchBucket" || status === 404) return owner.noBucket;
  if (region !== undefined && (status === 301 || status === 400))
    return `The bucket is in another region: set AWS_REGION=${region}.`;
  if (status === 412) return "It was written anew while it was read: begin again.";
  if (code === "RequestTimeTooSkewed") return "Set the clock of this machine.";
  if (status === 403 || status === 401)
    return `See that AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are those of the server, and may ${owner.rights} (without the right to list, what is not there is answered with 403).`;
  return "See what the server's own log says of it.";
};
