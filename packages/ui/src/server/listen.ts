import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { UiError } from "../error.ts";

/** Begins to listen; gives the port. */
export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(refused(error, host, port));
    server.once("error", fail);
    server.listen({ port, host, exclusive: true }, () => {
      server.off("error", fail);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Begins to listen on the first free port from this one on. */
export const listenFrom = async (server: Server, host: string, first: number, tries = 50): Promise<number> => {
  try {
    return await listen(server, host, first);
  } catch (error) {
    if (!(error instanceof UiError) || error.code !== "port-taken" || tries === 1) throw error;
    return listenFrom(server, host, first + 1, tries - 1);
  }
};

const refused = (error: NodeJS.ErrnoException, host: string, port: number): UiError =>
  error.code === "EADDRINUSE"
    ? new UiError("port-taken", `A port is listened on by one program: ${port} of ${host} is taken.`, {
        remedy: "Name another one, or none: then the next free one is taken.",
        cause: error,
      })
    : new UiError("cannot-listen", `Nothing can listen on ${host}, port ${port}, here: ${error.message}.`, {
        remedy: "Listen on an address of this machine and a port that you may use: 127.0.0.1, and 1024 or above.",
        cause: error,
      });
