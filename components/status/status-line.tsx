"use client";
// The shell's sentence, kept true: asked again whenever the stream says that something changed.
import { useQuery } from "@tanstack/react-query";
import { phaseText } from "#components/calendar/market-phase.ts";
import { StatusSentence } from "#components/shell/status-sentence.tsx";
import { tradingStatusOptions } from "#lib/client/trading-status.ts";
import { type StatusFigures, type StatusWords, statusFigures, statusText } from "./status-text.ts";
import { useMarketNow } from "./use-market-now.ts";

/** Orders and halts arrive by the stream; the day's loss also moves with prices alone. */
const ASKED_EVERY_MS = 5_000;

interface StatusLineProps {
  /** Null without an account. */
  readonly initial: StatusFigures | null;
  readonly words: StatusWords;
  readonly hidden: boolean;
  readonly mayOpen: boolean;
}

export function StatusLine({ initial, words, hidden, mayOpen }: StatusLineProps) {
  if (initial !== null) return <AccountStatus initial={initial} words={words} hidden={hidden} />;
  return (
    <StatusSentence
      tone="warn"
      help={mayOpen ? { href: "/accounts?open=new", label: "Open a paper account" } : undefined}
    >
      {mayOpen ? "You have no account yet." : "You are not a member of any account. Ask an owner to add you."}
    </StatusSentence>
  );
}

interface AccountStatusProps {
  readonly initial: StatusFigures;
  readonly words: StatusWords;
  readonly hidden: boolean;
}

function AccountStatus({ initial, words, hidden }: AccountStatusProps) {
  const { data } = useQuery({ ...tradingStatusOptions(initial.accountId), refetchInterval: ASKED_EVERY_MS });
  const { data: market } = useMarketNow();
  const phase = market === undefined ? null : phaseText(market);
  const { tone, text, help } = statusText(data === undefined ? initial : statusFigures(data, hidden), {
    ...words,
    phase,
  });
  return (
    <StatusSentence tone={tone} help={help}>
      {text}
    </StatusSentence>
  );
}
