import { writeAddress } from "../address.ts";
import { type RoomName, rooms } from "./rooms.ts";

/** The entrance: every room, and what there is to see in it. */
export const Entrance = () => (
  <>
    <h1>Laboratory</h1>
    <p class="says">
      See how training works. Everything is computed in this page, by the engine that you train with; what you choose
      stands in the address, so a link shows the same. A ? beside a thing explains it.
    </p>
    <ul class="rooms">
      {(Object.keys(rooms) as RoomName[]).map((name) => (
        <li key={name}>
          <section>
            <h2>
              <a href={writeAddress({ room: name, chosen: {}, hidden: [] })}>{rooms[name].title}</a>
            </h2>
            <p>{rooms[name].says}</p>
          </section>
        </li>
      ))}
    </ul>
  </>
);
