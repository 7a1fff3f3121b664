import type { IncomingMessage } from "node:http";
import { createOneTimeTokens, createToken, isSame } from "./tokens.ts";
import { usedLink } from "./used-link.ts";

/** What a request is answered with before anything is looked at; undefined where it may pass. */
interface Refusal {
  readonly status: number;
  readonly says: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Guard {
  /** A token that lets one browser in, once. */
  invite(): string;
  check(request: IncomingMessage): Refusal | undefined;
}

export interface GuardOptions {
  readonly port: number;
  /** The address that is listened on, and names that a user allows beside it. */
  readonly names: readonly string[];
  /** Whether pages may change something. */
  readonly allowChanges: boolean;
}

/**
 * Who may ask. First the name by which the server was asked for, since a page of another site can give its own name this
 * machine's address (DNS rebinding); then a cookie that no script reads and no other site sends. It is given for the token of a
 * link, which is used up by that: whoever finds the link later, in a list of processes or a history, is not let in. What only looks
 * whether something is there, or reads ahead, uses nothing up. Where pages may change something they do so by POST, with JSON, which no form of another
 * site can send, and say that they are ours (`Origin`); all other methods are refused, and POST too where nothing may be changed.
 */
export const createGuard = ({ port, names, allowChanges }: GuardOptions): Guard => {
  const [session, invitations] = [createToken(), createOneTimeTokens()];
  // Cookies are shared by all ports of a host.
  const cookie = `kaviar-${port}`;
  const hosts = new Set(["127.0.0.1", "localhost", "[::1]", ...names].flatMap((name) => hostsOf(name, port)));
  return {
    invite: invitations.make,
    check: ({ headers, method, url = "" }) => {
      if (!hosts.has((headers.host ?? "").toLowerCase())) return { status: 421, says: wrongHost };
      const isChange = method === "POST";
      if (method !== "GET" && method !== "HEAD" && !(isChange && allowChanges))
        return {
          status: 405,
          says: allowChanges
            ? "Changes come by POST."
            : "This dashboard only shows: nothing is changed by it, unless it is started with --allow-changes.",
          headers: { Allow: allowChanges ? "GET, HEAD, POST" : "GET, HEAD" },
        };
      if (isChange && !isOurs(headers)) return { status: 403, says: "Changes are asked for by our own pages alone." };
      if (isChange && !/^application\/json(;|$)/.test(headers["content-type"] ?? ""))
        return { status: 415, says: "A change is told as JSON." };
      const isKnown = cookiesOf(headers.cookie).some(([name, value]) => name === cookie && isSame(value, session));
      const given = isChange ? undefined : /^\/\?token=([\w-]*)$/.exec(url)?.[1];
      if (given === undefined) return isKnown ? undefined : { status: 401, says: needsLink };
      if (isKnown) return { status: 303, says: "", headers: { Location: "/" } };
      if (method === "HEAD" || looksAhead(headers))
        return { status: 503, says: "This link lets in who opens it, and nobody who looks whether it is there." };
      if (!invitations.spend(given)) return { status: 401, ...usedLink };
      const kept = `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`;
      return { status: 303, says: "", headers: { Location: "/", "Set-Cookie": kept } };
    },
  };
};

/** Whether a page of this very address asks: browsers say so with each POST, and pages cannot say otherwise. */
const isOurs = ({ origin, host }: IncomingMessage["headers"]): boolean =>
  origin !== undefined && /^https?:\/\/(.*)$/.exec(origin.toLowerCase())?.[1] === host?.toLowerCase();

/** Whether a browser asks before anybody has clicked. */
const looksAhead = (headers: IncomingMessage["headers"]): boolean =>
  ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    /prefetch|preview|prerender/.test(String(headers[name] ?? "")),
  );

const needsLink = "Open the link that `kaviar dashboard` printed: it has the token that this needs.";

const wrongHost =
  "This dashboard does not go by that name. Ask for it by the link that was printed, or start it with --allow-host NAME.";

/** A name with a port of its own, or with the one that is listened on; by itself behind a server that passes requests on. */
const hostsOf = (name: string, port: number): readonly string[] => {
  const lower = name.toLowerCase();
  return /(^[^:]+|\]):\d+$/.test(lower) ? [lower] : [`${lower}:${port}`, ...(isLocal(lower) ? [] : [lower])];
};

const isLocal = (name: string): boolean => ["127.0.0.1", "localhost", "[::1]"].includes(name);

const cookiesOf = (header = ""): readonly (readonly [name: string, value: string])[] =>
  header.split(";").map((part) => {
    const [name = "", ...value] = part.trim().split("=");
    return [name, value.join("=")];
  });
