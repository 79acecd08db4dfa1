/** What wakes the venue's leader is gathered until it looks, and told once. */
import { describe, expect, it } from "vitest";
import { createVenueWakes } from "./venue-wakes.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

describe("the leader's wakes", () => {
  it("begin with a look at everything, and are told once", () => {
    const wakes = createVenueWakes();
    expect(wakes.take()).toEqual({ arrived: [], quotes: true, book: true });
    expect(wakes.take()).toEqual({ arrived: [], quotes: false, book: false });
  });

  it("name each order that arrived once, and quotes apart from the book", () => {
    const wakes = createVenueWakes();
    wakes.take();
    wakes.orderArrived(ID);
    wakes.orderArrived(ID);
    wakes.quotesMoved();
    expect(wakes.take()).toEqual({ arrived: [ID], quotes: true, book: false });
  });

  it("turn into a look at the whole book for what is no order, or too many", () => {
    const wakes = createVenueWakes();
    wakes.take();
    wakes.orderArrived("'; drop table");
    expect(wakes.take()).toMatchObject({ arrived: [], book: true });
    for (let i = 0; i < 600; i += 1) wakes.orderArrived(`${ID.slice(0, -3)}${String(i).padStart(3, "0")}`);
    expect(wakes.take().book).toBe(true);
  });
});
