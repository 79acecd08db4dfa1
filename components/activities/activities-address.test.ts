// What the address of the activities page says.
import { expect, test } from "vitest";
import { activitiesHref, hasActivityFilters, readActivitiesPlace } from "./activities-address.ts";

const ID = "01a200ab-87e1-7098-a1c8-eaa8a149859d";

test("filters, cursor and the open activity survive the way through the address", () => {
  const href = `/activities?type=dividend&symbol=ACME&from=2024-01-01&to=2024-12-31&importId=${ID}&cursor=abc&activity=${ID}`;
  const raw = Object.fromEntries(new URL(href, "http://desk").searchParams);
  expect(activitiesHref(readActivitiesPlace(raw))).toBe(href);
});

test("an open activity and a place in the list are no filters", () => {
  expect(hasActivityFilters(readActivitiesPlace({ activity: ID, cursor: "abc" }))).toBe(false);
  expect(hasActivityFilters(readActivitiesPlace({ importId: ID }))).toBe(true);
});

test("what is no type, day or id is left out", () => {
  expect(activitiesHref(readActivitiesPlace({ type: "gift", from: "2024-02-30", importId: "1" }))).toBe("/activities");
});
