import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Passes connections on to a port, and cuts them all when it is told so: what a laptop that sleeps or a tunnel does. */
export const tunnel = async () => {
  const sockets = new Set<Socket>();
  let to = 0;
  const listen = (port: number) =>
    new Promise<Server>((resolve) => {
      const server = createServer((socket) => {
        const onward = connect(to, "127.0.0.1");
        for (const each of [socket, onward]) {
          sockets.add(each);
          each.on("error", () => {});
          each.on("close", () => {
            sockets.delete(each);
            socket.destroy();
            onward.destroy();
          });
        }
        socket.pipe(onward).pipe(socket);
      });
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    leadTo: (target: number) => {
      to = target;
    },
    cut: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    mend: async () => {
      server = await listen(port);
    },
  };
};
