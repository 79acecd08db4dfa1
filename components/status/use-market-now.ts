"use client";
// Where the market stands in its day, kept true: sessions open and close by the clock alone, without an event that would say so.
import { useQuery } from "@tanstack/react-query";
import { marketNowOptions } from "#lib/client/calendar.ts";

const ASKED_EVERY_MS = 15_000;

export function useMarketNow() {
  return useQuery({ ...marketNowOptions(), refetchInterval: ASKED_EVERY_MS });
}
