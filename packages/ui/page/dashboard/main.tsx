import { render } from "preact";
import { address } from "./address.ts";
import { ConnectionLine } from "./connection-line.tsx";
import { StudiesPage } from "./studies/studies-page.tsx";
import { StudyPage } from "./study/study-page.tsx";

const Dashboard = () => {
  const { study } = address.value;
  return (
    <>
      <header class="top">
        <nav aria-label="Pages">
          <a class="house" href="#/" aria-current={study === undefined ? "page" : undefined}>
            kaviar <span class="thin">studies</span>
          </a>
        </nav>
        <ConnectionLine />
      </header>
      <main>{study === undefined ? <StudiesPage /> : <StudyPage key={study} id={study} />}</main>
    </>
  );
};

render(<Dashboard />, document.getElementById("page")!);
