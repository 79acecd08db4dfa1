/** Which PostgreSQL servers may hold the books. */
import { describe, expect, it } from "vitest";
import { complaintsAbout } from "./check-server.ts";

const good = {
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  server_version_num: "150004",
};

describe("a PostgreSQL server", () => {
  it("that keeps what it acknowledges is accepted", () => {
    expect(complaintsAbout(new Map(Object.entries(good)))).toEqual([]);
    expect(complaintsAbout(new Map(Object.entries({ ...good, synchronous_commit: "remote_apply" })))).toEqual([]);
  });

  it.each(["fsync", "full_page_writes", "synchronous_commit"])("with %s off is refused in one sentence", (name) => {
    const complaints = complaintsAbout(new Map(Object.entries({ ...good, [name]: "off" })));
    expect(complaints).toEqual([`PostgreSQL runs with ${name}=off: it could lose acknowledged orders. Set it to on.`]);
  });

  it("that is older than 15 is refused", () => {
    const complaints = complaintsAbout(new Map(Object.entries({ ...good, server_version_num: "140012" })));
    expect(complaints).toEqual(["PostgreSQL 14 is too old: Ballast needs 15 or newer."]);
  });
});
