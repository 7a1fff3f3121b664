import { signal } from "@preact/signals";
import { type FunctionComponent, render } from "preact";
import { useEffect } from "preact/hooks";
import { address, writeAddress } from "./address.ts";
import { CardAside } from "./card/card-aside.tsx";
import { openCard, readCards } from "./card/cards.ts";
import { isTeaching } from "./controls/teaching.ts";
import { Entrance } from "./rooms/entrance.tsx";
import { type RoomName, rooms } from "./rooms/rooms.ts";

const isRoom = (name: string): name is RoomName => Object.hasOwn(rooms, name);

/** Rooms that were entered before. */
const entered = signal<Readonly<Partial<Record<RoomName, FunctionComponent>>>>({});

const Laboratory = () => {
  const { room } = address.value;
  useEffect(() => {
    document.title = isRoom(room) ? `${rooms[room].title} · kaviar laboratory` : "kaviar laboratory";
    openCard.value = undefined;
    if (!isRoom(room) || entered.value[room] !== undefined) return;
    rooms[room].load().then(({ Room }) => {
      entered.value = { ...entered.value, [room]: Room };
    });
  }, [room]);
  const Room = isRoom(room) ? entered.value[room] : undefined;
  return (
    <>
      <header class="top">
        <nav aria-label="Rooms">
          <a class="house" href="#/" aria-current={room === "" ? "page" : undefined}>
            kaviar <span class="thin">laboratory</span>
          </a>
          {(Object.keys(rooms) as RoomName[]).map((name) => (
            <a
              key={name}
              href={writeAddress({ room: name, chosen: {}, hidden: [] })}
              aria-current={room === name ? "page" : undefined}
            >
              {rooms[name].title}
            </a>
          ))}
        </nav>
      </header>
      <div class={openCard.value === undefined ? "stage" : "stage with-card"}>
        <main>
          {room === "" ? (
            <Entrance />
          ) : !isRoom(room) ? (
            <NoRoom />
          ) : Room === undefined ? (
            <h1>Opening …</h1>
          ) : (
            <Room key={room} />
          )}
          {isRoom(room) && (
            <footer>
              <label>
                <input
                  type="checkbox"
                  checked={isTeaching.value}
                  onChange={({ currentTarget }) => {
                    isTeaching.value = currentTarget.checked;
                  }}
                />{" "}
                Make a lesson: choose which controls the link shows
              </label>
            </footer>
          )}
        </main>
        <CardAside />
      </div>
    </>
  );
};

const NoRoom = () => (
  <>
    <h1>No such room</h1>
    <p>
      There is none at this address. <a href="#/">All rooms</a>
    </p>
  </>
);

readCards();
render(<Laboratory />, document.getElementById("page")!);
