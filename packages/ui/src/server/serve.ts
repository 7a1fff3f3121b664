import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { hidePasswords, toJson } from "@kaviar/base/text";
import { change } from "./changes.ts";
import type { Guard } from "./guard.ts";
import { safeHeaders } from "./headers.ts";
import { limits } from "./limits.ts";
import { answerTo, type Sources } from "./routes.ts";
import { sendFile } from "./sent-file.ts";
import { tell } from "./stream.ts";

/** The server of a dashboard, which does not listen yet. `guard` is asked for with each request: it knows the port. */
export const createDashboardServer = (guard: () => Guard, sources: Sources): Server => {
  let streams = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refusal = guard().check(request);
    if (refusal !== undefined) return end(request, response, refusal.status, refusal.says, refusal.headers);
    if (request.method === "POST") {
      const changed = await change(request, sources.mirrors);
      if (changed === undefined) return end(request, response, 404, "There is nothing to change here.");
      response.writeHead(changed.status, { ...safeHeaders, "Content-Type": "application/json", Connection: "close" });
      response.end(toJson(changed.answer));
      return;
    }
    const found = await answerTo(request, sources);
    if (found === undefined) return end(request, response, 404, "There is nothing here.");
    if ("file" in found) return sendFile(found.file, response, request.method === "HEAD");
    if (!("feed" in found)) {
      response.writeHead(200, {
        ...safeHeaders,
        "Content-Type": found.type,
        "Content-Length": Buffer.byteLength(found.body),
      });
      response.end(request.method === "HEAD" ? undefined : found.body);
      return;
    }
    if (streams >= limits.streams)
      return end(request, response, 503, `There are ${streams} pages open: close one.`, { "Retry-After": "5" });
    streams++;
    try {
      await tell(request, response, found.feed, found.isBrief);
    } finally {
      streams--;
    }
  };

  const server = createServer({ maxHeaderSize: limits.headerBytes }, (request, response) => {
    answer(request, response).catch((error: Error) => {
      if (response.headersSent) response.destroy();
      else end(request, response, 503, hidePasswords(error.message));
    });
  });
  server.headersTimeout = limits.headers;
  server.requestTimeout = limits.request;
  server.maxConnections = limits.connections;
  return server;
};

/** Answers with a text alone. Whoever still sends a body is not listened to any longer: none is ever needed. */
const end = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  says: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const hasBody = !request.complete && ("content-length" in request.headers || "transfer-encoding" in request.headers);
  response.writeHead(status, {
    ...safeHeaders,
    "Content-Type": "text/plain; charset=utf-8",
    ...(hasBody && { Connection: "close" }),
    ...headers,
  });
  response.end(says === "" ? "" : `${says}\n`);
};
