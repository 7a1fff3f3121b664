import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a PostgreSQL server that breaks where it is told to. */
export interface CuttingProxy {
  readonly url: string;
  /** Breaks the connection after so many more messages of the server, counted from now; once. */
  cutAfter(messages: number): void;
  /** Whether the cut that was asked for was made. */
  readonly hasCut: boolean;
  stop(): Promise<void>;
}

const fields = "SFATAL\0VFATAL\0C57P02\0Mterminating connection because of a crash\0\0";

/** What a server says to whoever is connected when it goes down. */
const crashed = Buffer.concat([
  Buffer.from("E"),
  Buffer.from(new Uint32Array([4 + fields.length]).buffer).swap32(),
  Buffer.from(fields),
]);

/** Listens on loopback and passes on what the server behind `url` says, message by message. */
export const cuttingProxy = async (url: string): Promise<CuttingProxy> => {
  const target = new URL(url);
  const open = new Set<Socket>();
  let left = Infinity;
  const listening = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    const both = [client, server];
    const end = () => {
      for (const socket of both) socket.destroy();
    };
    for (const socket of both) {
      open.add(socket);
      socket.on("error", end).on("close", () => {
        open.delete(socket);
        end();
      });
    }
    client.pipe(server);
    let held = Buffer.alloc(0);
    server.on("data", (chunk) => {
      held = Buffer.concat([held, chunk]);
      // A message is a letter, and the length of what follows it, its own four bytes included.
      while (held.length >= 5 && held.length > held.readInt32BE(1)) {
        const size = held.readInt32BE(1) + 1;
        if (left === 0) {
          left = Infinity;
          client.write(crashed, () => client.resetAndDestroy());
          return;
        }
        left--;
        client.write(held.subarray(0, size));
        held = held.subarray(size);
      }
    });
  });
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address() as AddressInfo;
  return {
    url: `postgres://${target.username}:${target.password}@127.0.0.1:${port}${target.pathname}`,
    cutAfter: (messages) => {
      left = messages;
    },
    get hasCut() {
      return left === Infinity;
    },
    stop: async () => {
      for (const socket of open) socket.destroy();
      listening.close();
      await once(listening, "close");
    },
  };
};
