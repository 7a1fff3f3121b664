import { type Connection, connection } from "./live.ts";

const words: { readonly [State in Connection["state"]]: string } = {
  connecting: "connecting …",
  live: "live",
  lost: "not connected: what is shown may be old. It goes on by itself as soon as the dashboard answers.",
  refused: "not connected: the dashboard was started anew. Open the link that it printed.",
  trouble: "the storage does not answer, and is asked again: ",
};

/** Whether what is shown is what there is now. */
export const ConnectionLine = () => {
  const now = connection.value;
  return (
    <p class={`connection ${now.state}`} role="status">
      <i aria-hidden="true" />
      {words[now.state]}
      {now.state === "trouble" ? now.says : ""}
    </p>
  );
};
